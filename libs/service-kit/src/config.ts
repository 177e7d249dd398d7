import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/**
 * Every setting of the product. Connections have their customary names; all else begins with `LANGNGHE_`,
 * and a name with that prefix that is not listed here is an error, so that a typing mistake is found at once.
 */
const Settings = z.object({
  DATABASE_URL: z
    .url()
    .optional()
    .describe('PostgreSQL: of the owner for launchers and migration, of the service role for a service'),
  RABBITMQ_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  LANGNGHE_HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  LANGNGHE_DATA_DIR: z.string().default('./data').describe('Embedded: where the database and secrets lie'),
  LANGNGHE_ROLE_SECRET: z
    .string()
    .min(16)
    .optional()
    .describe('Passwords of the database roles derive from it'),
  LANGNGHE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  LANGNGHE_ADMIN_PASSWORD: z.string().min(12).optional().describe('Password of the first administrator'),
  LANGNGHE_NAME_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default('')
    .describe('Before the names on a shared broker and Redis'),
  LANGNGHE_PUBLIC_URL: z.url().optional().describe('Address under which clients reach the gateway'),
  LANGNGHE_REGISTRY_URL: z.url().default('http://127.0.0.1:3001'),
  LANGNGHE_REPORTING_URL: z.url().default('http://127.0.0.1:3002'),
  LANGNGHE_SURVEY_URL: z.url().default('http://127.0.0.1:3003'),
  LANGNGHE_TRAINING_URL: z.url().default('http://127.0.0.1:3004'),
  LANGNGHE_REGISTRY_DATABASE_URL: z
    .url()
    .optional()
    .describe('Worker: URL of the role registry_app; likewise the next three'),
  LANGNGHE_REPORTING_DATABASE_URL: z.url().optional(),
  LANGNGHE_SURVEY_DATABASE_URL: z.url().optional(),
  LANGNGHE_TRAINING_DATABASE_URL: z.url().optional(),
  LANGNGHE_VAULT_DATABASE_URL: z
    .url()
    .optional()
    .describe('Survey and worker: URL of the role vault_app, which alone sees the answers'),
  LANGNGHE_RATE_LIMIT: z.coerce
    .number()
    .int()
    .min(1)
    .default(1200)
    .describe('Requests per minute and client address'),
  LANGNGHE_TRUST_PROXY: flag.default(false).describe('Take the client address from X-Forwarded-For'),
  LANGNGHE_WEBHOOK_PRIVATE_TARGETS: flag
    .default(false)
    .describe('Let webhooks go to private networks, and without TLS'),
  LANGNGHE_WEBHOOK_CA_FILE: z
    .string()
    .optional()
    .describe('File with PEM certificates of authorities that webhook receivers may be certified by as well'),
  LANGNGHE_SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server, with user and password; without it no mail is sent'),
  LANGNGHE_MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
      'It must be an address, or a name with <address>',
    )
    .optional()
    .describe('Who mail comes from'),
  LANGNGHE_OIDC_ISSUER: z.url().optional(),
  LANGNGHE_OIDC_CLIENT_ID: z.string().optional(),
  LANGNGHE_OIDC_CLIENT_SECRET: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;

/** A start that cannot succeed for a reason its user can mend: the message says it all. */
export class StartError extends Error {}

/** The settings are wrong; the message lists every fault. */
export class SettingsError extends StartError {}

/**
 * Reads and checks the settings.
 * @param needed names that must be present for this process.
 * @throws SettingsError listing everything that is missing, malformed or unknown.
 */
export function readSettings<Needed extends keyof Settings = never>(
  environment: NodeJS.ProcessEnv,
  needed: Needed[] = [],
): Settings & { [name in Needed]: NonNullable<Settings[name]> } {
  const result = Settings.safeParse(environment);
  const faults = result.success
    ? []
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const missing = needed.filter(
    (name) => environment[name] === undefined && !Settings.shape[name].safeParse(undefined).data,
  );
  faults.push(...missing.map((name) => `${name}: missing`));
  for (const name of Object.keys(environment)) {
    if (name.startsWith('LANGNGHE_') && !(name in Settings.shape))
      faults.push(`${name}: there is no such setting`);
  }
  if (faults.length > 0)
    throw new SettingsError(`The settings are not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return result.data as never;
}

/** The settings with secrets and passwords blanked, for printing. */
export function redacted(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name,
        /SECRET|PASSWORD/.test(name) ? '…' : String(value).replace(/^([^:]+:\/\/[^:/]*):[^/]*@/, '$1:…@'),
      ]),
  );
}
