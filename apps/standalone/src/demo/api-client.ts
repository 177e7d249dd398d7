import { randomUUID } from 'node:crypto';
import type { TokenPair } from '#contracts/accounts';
import type { ProblemDetails } from '#contracts/problem';

/** The server refused; the message says what and why. */
export class Refused extends Error {
  constructor(
    readonly problem: ProblemDetails,
    request: string,
  ) {
    const errors = (problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`).join('; ');
    super(`${request}: ${problem.status} ${problem.code}: ${problem.detail ?? problem.title} ${errors}`);
  }
}

interface Call {
  body?: unknown;
  /** Sent as it is, instead of a body. */
  file?: { content: string; type: string };
  /** Version that the caller has read. */
  version?: number;
  key?: string;
}

/** How often and how patiently a call is repeated when the server is not there or has no time. */
const ATTEMPTS = 30;

/**
 * A client of the public REST API, as another system would write one: a token, versions, idempotency keys,
 * and patience. A repeated call carries the same key, so it takes effect once.
 */
export class ApiClient {
  private token?: string;
  private refreshToken?: string;

  constructor(private readonly url: string) {}

  async signIn(username: string, password: string, code?: string): Promise<this> {
    this.keep(await this.post('/v1/registry/sessions', { username, password, ...(code && { code }) }));
    return this;
  }

  /** Fetches a token with what the session has become, e.g. after a second factor was proven. */
  async refresh(): Promise<void> {
    this.keep(await this.post('/v1/registry/sessions/refresh', { refreshToken: this.refreshToken }));
  }

  get<T>(path: string): Promise<T> {
    return this.call('GET', path, {});
  }

  post<T>(path: string, body?: unknown, version?: number): Promise<T> {
    return this.call('POST', path, { body, key: randomUUID(), ...(version !== undefined && { version }) });
  }

  upload<T>(path: string, content: string, type: string): Promise<T> {
    return this.call('POST', path, { file: { content, type }, key: randomUUID() });
  }

  put<T>(path: string, body: unknown, version: number): Promise<T> {
    return this.call('PUT', path, { body, version, key: randomUUID() });
  }

  /** Every item of a list, page by page. */
  async *all<T>(path: string): AsyncGenerator<T, void> {
    for (let cursor = ''; ;) {
      const separator = path.includes('?') ? '&' : '?';
      const page = await this.get<{ items: T[]; next: string | null }>(
        `${path}${separator}limit=100${cursor}`,
      );
      yield* page.items;
      if (page.next === null) return;
      cursor = `&cursor=${encodeURIComponent(page.next)}`;
    }
  }

  async bytes(path: string): Promise<Buffer> {
    return Buffer.from(await (await this.send('GET', path, {})).arrayBuffer());
  }

  private async call<T>(method: string, path: string, call: Call): Promise<T> {
    const answer = await this.send(method, path, call);
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private async send(method: string, path: string, { body, file, version, key }: Call): Promise<Response> {
    const content = file?.content ?? (body === undefined ? undefined : JSON.stringify(body));
    const headers: Record<string, string> = {
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(content !== undefined && { 'content-type': file?.type ?? 'application/json' }),
      ...(version !== undefined && { 'if-match': `"v${version}"` }),
      ...(key && { 'idempotency-key': key }),
    };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(this.url + path, {
        method,
        headers,
        ...(content !== undefined && { body: content }),
      }).catch((error: Error) => error);
      if (!(answer instanceof Error) && answer.ok) return answer;
      const patient = answer instanceof Error || answer.status === 503 || answer.status === 429;
      if (patient && attempt < ATTEMPTS) {
        const seconds = answer instanceof Error ? 1 : Number(answer.headers.get('retry-after') ?? 1);
        await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 10) * 1000));
        continue;
      }
      if (answer instanceof Error) throw answer;
      const problem = (await answer.json()) as ProblemDetails;
      if (problem.code === 'auth.expired' && this.refreshToken && attempt < ATTEMPTS) {
        await this.refresh();
        headers['authorization'] = `Bearer ${this.token}`;
        continue;
      }
      throw new Refused(problem, `${method} ${path}`);
    }
  }

  private keep({ accessToken, refreshToken }: TokenPair): void {
    this.token = accessToken;
    if (refreshToken) this.refreshToken = refreshToken;
  }
}

/** Runs `work` on every item, so many at a time, in order of start. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
