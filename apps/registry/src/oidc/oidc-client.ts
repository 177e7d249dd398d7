import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Problem } from '#contracts/problem';
import { OIDC_SETTINGS, type OidcSettings } from './oidc.settings.js';

/** What one attempt to sign in must come back with. */
export interface Attempt {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Who the provider says it is. */
export interface Identity {
  subject: string;
  /** Asked for only where it is needed; undefined when the provider does not say. */
  username(): Promise<string | undefined>;
}

const TIMEOUT_SECONDS = 10;
const loopback = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Speaks OpenID Connect with the configured provider: authorization code, PKCE, state and nonce. */
@Injectable()
export class OidcClient {
  private readonly logger = new Logger(OidcClient.name);
  private discovered?: Promise<oidc.Configuration>;

  constructor(@Optional() @Inject(OIDC_SETTINGS) private readonly configured?: OidcSettings | null) {}

  /** @throws Problem 404 where no provider is configured. */
  get settings(): OidcSettings {
    if (!this.configured)
      throw Problem.of('resource.not-found', { detail: 'No outside identity provider is configured' });
    return this.configured;
  }

  /** A fresh attempt, and the address that the browser goes to with it. */
  async begin(): Promise<{ attempt: Attempt; url: string }> {
    const configuration = await this.discover();
    const attempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.settings.redirectUri,
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { attempt, url: url.href };
  }

  /**
   * Who has come back from the provider with these query parameters.
   * @throws Problem 401 `auth.invalid` when the provider or a check says no; 503 when it does not answer.
   */
  async finish({ state, nonce, codeVerifier }: Attempt, query: Record<string, string>): Promise<Identity> {
    const configuration = await this.discover();
    const url = new URL(this.settings.redirectUri);
    url.search = new URLSearchParams(query).toString();
    const checks = {
      pkceCodeVerifier: codeVerifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    };
    const tokens = await this.ask(() => oidc.authorizationCodeGrant(configuration, url, checks));
    const claims = tokens.claims()!;
    return {
      subject: claims.sub,
      username: async () => {
        if (typeof claims['preferred_username'] === 'string') return claims['preferred_username'];
        if (!configuration.serverMetadata().userinfo_endpoint) return undefined;
        return (await this.ask(() => oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)))
          .preferred_username;
      },
    };
  }

  /** Reads the provider's description once; after a failure the next attempt tries again. */
  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const server = new URL(issuer);
    const execute = loopback.has(server.hostname) ? [oidc.allowInsecureRequests] : [];
    this.discovered ??= this.ask(() =>
      oidc.discovery(server, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS }),
    ).catch((error: unknown) => {
      this.discovered = undefined;
      throw error;
    });
    return this.discovered;
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      // The name and code of the failure; the exchange itself holds secrets.
      const { name, code, error: answer } = error as { name: string; code?: string; error?: string };
      this.logger.warn(
        `The identity provider's sign-in failed: ${[name, code, answer].filter(Boolean).join(' ')}`,
      );
      if (error instanceof TypeError || code === 'OAUTH_TIMEOUT') {
        throw Problem.of('service.unavailable', {
          detail: 'The identity provider does not answer',
          retryAfterSeconds: 10,
        });
      }
      throw Problem.of('auth.invalid');
    }
  }
}
