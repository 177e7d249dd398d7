/** The outside identity provider that people may sign in through. */
export interface OidcSettings {
  /** Address whose `/.well-known/openid-configuration` describes it. Plain HTTP is accepted on this host only. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The address of `GET /oidc/callback` as browsers reach it. */
  redirectUri: string;
}

/** Injection token of {@link OidcSettings}; null or absent where nobody signs in through another provider. */
export const OIDC_SETTINGS = Symbol('OidcSettings');
