import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#service-kit/log';
import { startTestService, type TestService } from '#testing/test-service';
import { readDocument } from '../../apps/gateway/src/document.js';
import { createGateway } from '../../apps/gateway/src/gateway.js';
import { inProcess, overHttp, type Upstream } from '../../apps/gateway/src/upstream.js';
import { training } from '../../apps/training/src/training.service-definition.js';
import { isProblem } from './refusals.js';

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const json = { 'content-type': 'application/json' };

describe.each(['in one process', 'over HTTP'])('the gateway before a service %s', (topology) => {
  let service: TestService;
  let gateway: NestFastifyApplication;
  let base: string;

  async function started(rateLimit: number): Promise<NestFastifyApplication> {
    const down = overHttp(`http://127.0.0.1:${await closedPort()}`);
    const up: Upstream =
      topology === 'over HTTP'
        ? overHttp(await service.app.getUrl())
        : inProcess(service.app.getHttpAdapter().getInstance() as unknown as FastifyInstance);
    const app = await createGateway({
      upstreams: { registry: down, reporting: down, survey: down, training: up },
      document: readDocument(),
      rateLimit,
      logger: createLogger('test', 'silent'),
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    return app;
  }

  beforeAll(async () => {
    service = await startTestService(training, { logLevel: 'silent' });
    if (topology === 'over HTTP') await service.app.listen({ host: '127.0.0.1', port: 0 });
    gateway = await started(10_000);
    base = await gateway.getUrl();
  });
  afterAll(async () => {
    await gateway?.close();
    await service?.close();
  });

  const call = async (path: string, init: RequestInit = {}, at = base) => {
    const response = await fetch(`${at}${path}`, init);
    const text = await response.text();
    const headers = Object.fromEntries(response.headers);
    return {
      status: response.status,
      headers,
      body: /json/.test(headers['content-type'] ?? '') ? JSON.parse(text) : text,
    };
  };
  const expectProblem = (answer: Awaited<ReturnType<typeof call>>, status: number, code: string): void => {
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(isProblem(answer.status, answer.headers, answer.body), JSON.stringify(answer)).toBe(true);
    expectSecurityHeaders(answer.headers);
  };
  const expectSecurityHeaders = (headers: Record<string, string>): void =>
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining(`default-src 'self'`),
      'strict-transport-security': expect.stringContaining('max-age='),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    });

  it('lets a service answer', async () => {
    const answer = await call('/v1/training/courses');
    expectProblem(answer, 401, 'auth.missing');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('answers 404 for what no service claims', async () => {
    for (const path of [
      '/v1/nobody/things',
      '/v1',
      '/v2/training/courses',
      '/nothing',
      '/v1/training/nothing',
    ])
      expectProblem(await call(path), 404, 'resource.not-found');
    expectProblem(
      await call('/v1/nobody/things', { method: 'POST', body: '{}', headers: json }),
      404,
      'resource.not-found',
    );
  });

  it('answers 400 for an address that cannot be read', async () => {
    for (const path of ['/v1/training/courses/%zz', '/%ff', '/v1/training/%c3%28'])
      expect(await call(path)).toMatchObject({
        body: { code: expect.stringMatching(/^(request\.malformed|resource\.not-found|auth\.missing)$/) },
      });
  });

  it('says when to come back while a service is down', async () => {
    for (const init of [{}, { method: 'POST', body: '{}', headers: json }]) {
      const answer = await call('/v1/registry/areas', init);
      expectProblem(answer, 503, 'service.unavailable');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('keeps a harmless request id, and makes another instead of any other', async () => {
    const given = 'phieu-0123456789';
    for (const path of ['/v1/training/courses', '/v1/registry/areas', '/nothing']) {
      const kept = await call(path, { headers: { 'x-request-id': given } });
      expect([kept.headers['x-request-id'], kept.body.requestId]).toEqual([given, given]);
      for (const bad of ['short', 'x'.repeat(65), 'a b c d e f', '{"a":"12345678"}', '${jndi:ldap://x}']) {
        const { headers, body } = await call(path, { headers: { 'x-request-id': bad } });
        expect(headers['x-request-id']).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
        expect(body.requestId).toBe(headers['x-request-id']);
      }
    }
  });

  it('refuses 10 MB, and goes on answering', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(10 * 1024 * 1024) });
    const attempt = call('/v1/training/courses', { method: 'POST', body, headers: json });
    // The connection may be closed while the client still sends: then it never reads the answer.
    const answer = await attempt.catch(() => null);
    if (answer) expectProblem(answer, 413, 'request.too-large');
    expectProblem(await call('/v1/training/courses'), 401, 'auth.missing');
  });

  it('says why a file is refused that nobody asked for', async () => {
    const body = new Uint8Array(5 * 1024 * 1024);
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await call('/v1/training/courses', { method: 'POST', body, headers });
    expectProblem(answer, 415, 'request.unsupported-media-type');
  });

  it('refuses what the service cannot read', async () => {
    const post = (body: NonNullable<RequestInit['body']>, type: string) =>
      call('/v1/training/courses', { method: 'POST', body, headers: { 'content-type': type } });
    expectProblem(await post('{"a":', 'application/json'), 400, 'request.malformed');
    expectProblem(
      await post(new Uint8Array([0x22, 0xff, 0x22]), 'application/json'),
      400,
      'request.malformed',
    );
    expectProblem(await post('hello', 'text/plain'), 415, 'request.unsupported-media-type');
    expectProblem(
      await post('a=1', 'application/x-www-form-urlencoded'),
      415,
      'request.unsupported-media-type',
    );
  });

  it('has no other methods', async () => {
    for (const method of ['PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await call('/v1/training/courses', { method });
      expect([404, 405], method).toContain(answer.status);
      expect(isProblem(answer.status, answer.headers, answer.body)).toBe(true);
    }
  });

  it('shows itself and its document under the same protection', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/openapi.json', '/docs']) {
      const answer = await call(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expectSecurityHeaders(answer.headers);
    }
  });

  it('refuses too many calls, and too many sign-ins or answers to polls much sooner', async () => {
    const strict = await started(40);
    const at = await strict.getUrl();
    const burst = async (times: number, path: string, init?: RequestInit) => {
      const answers = [];
      for (let time = 0; time < times; time += 1) answers.push(await call(path, init, at));
      return answers;
    };
    try {
      const signIns = await burst(6, '/v1/registry/sessions', { method: 'POST', body: '{}', headers: json });
      expect(signIns.map(({ status }) => status)).toEqual([503, 503, 503, 503, 429, 429]);
      const polls = await burst(6, '/v1/survey/responses/poll', {
        method: 'POST',
        body: '{}',
        headers: json,
      });
      expect(polls.map(({ status }) => status)).toEqual([503, 503, 503, 503, 429, 429]);
      const calls = await burst(42, '/v1/training/courses');
      expect(calls.filter(({ status }) => status === 401)).toHaveLength(40);
      for (const refused of [...signIns.slice(4), ...calls.slice(40)]) {
        expectProblem(refused, 429, 'request.too-many');
        const seconds = Number(refused.headers['retry-after']);
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(60);
      }
    } finally {
      await strict.close();
    }
  });
});
