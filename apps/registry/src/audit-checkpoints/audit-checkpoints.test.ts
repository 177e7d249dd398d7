import { randomUUID } from 'node:crypto';
import { CompactSign, createLocalJWKSet, decodeProtectedHeader, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointsIn, ForgedCheckpoint, readCheckpoint } from '#audit/checkpoint';
import type { VerificationKeys } from '#contracts/accounts';
import { type AuditCheckpoint, type AuditHead, auditSealed } from '#contracts/audit';
import type { Page } from '#contracts/list';
import { eventually } from '#testing/eventually';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { registry } from '../registry.service-definition.js';
import { OIDC_SETTINGS } from '../oidc/oidc.settings.js';

const checkpoints = '/v1/registry/audit/checkpoints';
const headAt = (position: number) => ({ position, hash: `sha256:${String(position).padStart(64, '0')}` });

describe('audit checkpoints', () => {
  let service: TestService;
  let administrator: TestClient;

  beforeAll(async () => {
    service = await startTestService(registry, { settings: [{ provide: OIDC_SETTINGS, useValue: null }] });
    administrator = service.as('administrator');
  });
  afterAll(() => service?.close());

  const sealed = (name: string, position: number) =>
    service.publish(auditSealed(name).of(name, position, headAt(position)));
  const listed = async (query: string): Promise<AuditCheckpoint[]> =>
    ((await administrator.get(`${checkpoints}?${query}`)).body as Page<AuditCheckpoint>).items;
  const published = async (): Promise<VerificationKeys> =>
    (await service.anonymous.get('/v1/registry/audit/keys')).body;
  const said = async (jws: string) => readCheckpoint(jws, createLocalJWKSet(await published()));

  it('are signed for every service, and say what it said', async () => {
    for (const name of ['registry', 'reporting', 'survey', 'training']) await sealed(name, 7);
    for (const name of ['registry', 'reporting', 'survey', 'training']) {
      const [checkpoint, ...others] = await listed(`filter[service][eq]=${name}`);
      expect(others).toEqual([]);
      const { id, jws, ...facts } = checkpoint!;
      expect(facts).toEqual({ service: name, ...headAt(7), signedAt: expect.stringMatching(/Z$/) });
      expect(await said(jws)).toEqual(facts);
      expect((await administrator.get(`${checkpoints}/${id}`)).body).toEqual(checkpoint);
    }
  });

  it('are made once for one head, and once more for another at the same position', async () => {
    await sealed('survey', 8);
    await sealed('survey', 8);
    const other = { position: 8, hash: `sha256:${'f'.repeat(64)}` };
    await service.publish(auditSealed('survey').of('survey', 8, other));
    const of8 = (await listed('filter[service][eq]=survey')).filter(({ position }) => position === 8);
    expect(of8.map(({ hash }) => hash).sort()).toEqual([headAt(8).hash, other.hash]);
  });

  it('of its own log come about when an administrator asks', async () => {
    const { status, body } = await administrator.post(checkpoints);
    const { position, hash } = body as AuditHead;
    expect(status).toBe(202);
    const [checkpoint] = await eventually(async () => {
      const own = (await listed('filter[service][eq]=registry')).filter((found) => found.hash === hash);
      expect(own).toHaveLength(1);
      return own;
    });
    expect(await said(checkpoint!.jws)).toMatchObject({ service: 'registry', position, hash });
  });

  it('are listed page by page, newest first', async () => {
    const first = (await administrator.get(`${checkpoints}?limit=3&total=true`)).body;
    const second = (await administrator.get(`${checkpoints}?limit=100&cursor=${first.next}`)).body;
    const times = [...first.items, ...second.items].map(({ signedAt }: AuditCheckpoint) => signedAt);
    expect(times).toHaveLength(first.total);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('can be checked when their key has long been out of use, and tokens cannot', async () => {
    const [before] = await listed('filter[service][eq]=training');
    const { kid } = decodeProtectedHeader(before!.jws);
    for (let rotation = 0; rotation < 2; rotation += 1) {
      expect((await administrator.post('/v1/registry/keys/rotate')).status).toBe(200);
      await service.database.query(
        `UPDATE registry.signing_key SET signs_from = signs_from - interval '20 minutes'`,
      );
    }
    const ofTokens = (await service.anonymous.get('/v1/registry/keys')).body as VerificationKeys;
    expect(ofTokens.keys.map((key) => key.kid)).not.toContain(kid);
    expect(await service.database.query('SELECT FROM registry.signing_key WHERE id = $1', [kid])).toEqual([]);
    expect(await said(before!.jws)).toMatchObject({ service: 'training', position: 7 });

    await sealed('training', 9);
    const after = (await listed('filter[service][eq]=training')).find(({ position }) => position === 9)!;
    expect(decodeProtectedHeader(after.jws).kid).not.toBe(kid);
    expect(await said(after.jws)).toMatchObject({ position: 9 });
  });

  it('that somebody made themselves are forged', async () => {
    const [genuine] = await listed('filter[service][eq]=training');
    const { id: _, jws, ...claims } = genuine!;
    const { kid, typ } = decodeProtectedHeader(jws);
    const [header, payload, signature] = jws.split('.');
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const byStranger = (protectedHeader: object, text = JSON.stringify(claims)) =>
      new CompactSign(Buffer.from(text))
        .setProtectedHeader({ alg: 'EdDSA', ...protectedHeader })
        .sign(privateKey);
    const otherPayload = Buffer.from(JSON.stringify({ ...claims, position: 1 })).toString('base64url');
    for (const forged of [
      await byStranger({ kid, typ }),
      await byStranger({ kid: randomUUID(), typ }),
      `${header}.${otherPayload}.${signature}`,
      `${Buffer.from(JSON.stringify({ alg: 'none', kid, typ })).toString('base64url')}.${payload}.`,
      'eyJhbGciOiJFZERTQSJ9.e30.AA',
    ])
      await expect(said(forged)).rejects.toThrow(ForgedCheckpoint);
  });

  it('cannot be used as access tokens, nor access tokens as checkpoints', async () => {
    const [{ jws }] = (await listed('')) as [AuditCheckpoint];
    const answer = await service.anonymous.get('/v1/registry/areas', { authorization: `Bearer ${jws}` });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.invalid' } });
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const token = await new CompactSign(Buffer.from('{"sub":"an"}'))
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' })
      .sign(privateKey);
    await expect(readCheckpoint(token, async () => publicKey)).rejects.toThrow('it is of the type at+jwt');
  });

  it('are found in whatever they were kept in', async () => {
    const page = (await administrator.get(`${checkpoints}?limit=2`)).body as Page<AuditCheckpoint>;
    const kept = page.items.map(({ jws }) => jws);
    expect(checkpointsIn(JSON.stringify(page))).toEqual(kept);
    expect(checkpointsIn(`Kept on 31 January\n${kept.join('\n')}\n${kept[0]}\n`)).toEqual(kept);
    expect(checkpointsIn('nothing here')).toEqual([]);
  });

  it('are not shown to others, and an unknown one is not there', async () => {
    for (const path of [checkpoints, `${checkpoints}/${randomUUID()}`])
      expect((await service.as('registrar').get(path)).status).toBe(403);
    expect(await administrator.get(`${checkpoints}/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: 'resource.not-found' },
    });
  });

  it('can be added to, and neither changed nor removed by the service', async () => {
    const rights = await service.database.query(
      `SELECT name, privilege FROM unnest(ARRAY['audit_checkpoint', 'verification_key']) AS name,
              unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS privilege
        WHERE has_table_privilege('registry_app', 'registry.' || name, privilege) ORDER BY 1, 2`,
    );
    expect(rights.map(({ name, privilege }) => `${name} ${privilege}`)).toEqual([
      'audit_checkpoint INSERT',
      'audit_checkpoint SELECT',
      'verification_key INSERT',
      'verification_key SELECT',
    ]);
  });
});
