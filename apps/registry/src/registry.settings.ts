import { readFileSync } from 'node:fs';
import type { ValueProvider } from '@nestjs/common';
import type { Settings } from '#service-kit/config';
import { MAIL_SETTINGS, type MailSettings } from './mail/mail.settings.js';
import { OIDC_SETTINGS, type OidcSettings } from './oidc/oidc.settings.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook.settings.js';

/** The registry's own settings; sign-in through another provider is off unless all of its settings are there, and so is mail. */
export function registrySettings(settings: Settings): ValueProvider[] {
  const {
    LANGNGHE_OIDC_ISSUER: issuer,
    LANGNGHE_OIDC_CLIENT_ID: clientId,
    LANGNGHE_OIDC_CLIENT_SECRET: clientSecret,
    LANGNGHE_PUBLIC_URL: publicUrl,
  } = settings;
  const oidc: OidcSettings | null =
    issuer && clientId && clientSecret && publicUrl
      ? {
          issuer,
          clientId,
          clientSecret,
          redirectUri: new URL('/v1/registry/oidc/callback', publicUrl).toString(),
        }
      : null;
  const { LANGNGHE_WEBHOOK_PRIVATE_TARGETS: privateTargets, LANGNGHE_WEBHOOK_CA_FILE: file } = settings;
  const webhooks: WebhookSettings = {
    privateTargets,
    ...(file && { authorities: readFileSync(file, 'utf8') }),
  };
  const { LANGNGHE_SMTP_URL: url, LANGNGHE_MAIL_FROM: from } = settings;
  const mail: MailSettings | null = url && from ? { url, from, publicUrl: publicUrl ?? null } : null;
  return [
    { provide: OIDC_SETTINGS, useValue: oidc },
    { provide: WEBHOOK_SETTINGS, useValue: webhooks },
    { provide: MAIL_SETTINGS, useValue: mail },
  ];
}
