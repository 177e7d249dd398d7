import type { ValueProvider } from '@nestjs/common';
import type { Settings } from '#service-kit/config';
import { OIDC_SETTINGS, type OidcSettings } from './oidc/oidc.settings.js';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook.settings.js';

/** The registry's own settings; sign-in through another provider is off unless all of its settings are there. */
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
  const webhooks: WebhookSettings = { privateTargets: settings.LANGNGHE_WEBHOOK_PRIVATE_TARGETS };
  return [
    { provide: OIDC_SETTINGS, useValue: oidc },
    { provide: WEBHOOK_SETTINGS, useValue: webhooks },
  ];
}
