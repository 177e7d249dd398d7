import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
// @ts-expect-error: the package comes without types.
import Provider from 'oidc-provider';

export const redirectUri = 'http://127.0.0.1/v1/registry/oidc/callback';
export const client = { clientId: 'langnghe', clientSecret: 'a-secret-between-the-two' };

/** A real OpenID provider on this host. It believes whoever signs in. */
export class IdentityProvider {
  /** `preferred_username` by subject. */
  readonly usernames = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(): Promise<IdentityProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const made = new IdentityProvider(server, issuer);
    const provider = new Provider(issuer, {
      clients: [
        { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] },
      ],
      claims: { openid: ['sub'], profile: ['preferred_username'] },
      pkce: { required: () => true },
      findAccount: (_context: unknown, subject: string) => ({
        accountId: subject,
        claims: () => ({ sub: subject, preferred_username: made.usernames.get(subject) }),
      }),
    });
    server.on('request', provider.callback());
    return made;
  }

  /** What a person does in their browser from the provider's page on; the address they are sent back to. */
  async signIn(address: string, subject: string): Promise<URL> {
    const cookies = new Map<string, string>();
    let form: URLSearchParams | undefined;
    for (let next = new URL(address); ;) {
      if (next.href.startsWith(redirectUri)) return next;
      const response = await fetch(next, {
        redirect: 'manual',
        ...(form && { method: 'POST', body: form }),
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
        cookies.set(name!, value!);
      }
      form = undefined;
      const location = response.headers.get('location');
      if (location) {
        next = new URL(location, next);
        continue;
      }
      const page = await response.text();
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
      if (!prompt)
        throw new Error(`The provider shows something unexpected: ${response.status} ${page.slice(0, 500)}`);
      form = new URLSearchParams({ prompt, login: subject, password: 'any' });
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
