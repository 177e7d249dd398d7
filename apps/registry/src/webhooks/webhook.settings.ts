/** How webhooks are sent. */
export interface WebhookSettings {
  /** Let them go to private networks, and without TLS: for an office whose systems stand in its own network. */
  privateTargets: boolean;
  /** How long a receiver may take to answer; 15 seconds unless told. */
  timeoutMs?: number;
  /** Certificates of authorities that are trusted beside those that everyone trusts, as PEM. */
  authorities?: string;
}

/** Injection token of {@link WebhookSettings}; where it is absent, the strict ones hold. */
export const WEBHOOK_SETTINGS = Symbol('WebhookSettings');
