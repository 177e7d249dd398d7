/** The mail server that carries notices out of the product. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://…:465`; options of nodemailer may follow as a query. */
  url: string;
  /** Who mail comes from: an address, or `Name <address>`. */
  from: string;
  /** Address under which readers reach the gateway; without it mail holds no links. */
  publicUrl: string | null;
}

/** Injection token of {@link MailSettings}; null or absent where no mail is sent. */
export const MAIL_SETTINGS = Symbol('MailSettings');
