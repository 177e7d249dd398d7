import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '#audit/audit-log';
import {
  auditFoundBroken,
  auditSealed,
  auditVerificationAsked,
  type AuditVerification,
  auditVerified,
} from '#contracts/audit';
import { eventually } from '#testing/eventually';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { finished, startWorker } from '../data-protection/registry-worker.fixture.js';
import { OIDC_SETTINGS } from '../oidc/oidc.settings.js';
import { registry } from '../registry.service-definition.js';

const verifications = '/v1/registry/audit/verifications';
const others = ['reporting', 'survey', 'training'];
const head = { position: 3, hash: `sha256:${'a'.repeat(64)}` };
const wholeChain = {
  entries: 3,
  sealed: 3,
  waiting: 0,
  oldestSeconds: 0,
  head,
  checkpoints: 1,
  findings: [],
  notices: [],
};

let service: TestService;
let worker: Awaited<ReturnType<typeof startWorker>>;
let administrator: TestClient;
beforeAll(async () => {
  service = await startTestService(registry, { settings: [{ provide: OIDC_SETTINGS, useValue: null }] });
  worker = await startWorker(service);
  administrator = service.as('administrator');
});
afterAll(async () => {
  await worker?.stop();
  await service?.close();
});

/** The other services answer what they found; the registry answers by itself. */
async function answered(verificationId: string, found: Partial<Record<string, object[]>> = {}) {
  for (const name of others) {
    const facts = { verificationId, ...wholeChain, findings: found[name] ?? [] } as never;
    await service.publish(auditVerified(name).of(verificationId, 1, facts));
  }
}
const asked = (id: string) =>
  eventually(() => {
    const [event] = service.sent(auditVerificationAsked).filter(({ subject }) => subject === id);
    expect(event).toBeDefined();
    return event!.data;
  });
const begun = async (): Promise<string> => {
  const { status, body } = await administrator.post(verifications);
  expect(status).toBe(202);
  await asked(body.jobId);
  return body.jobId;
};
const read = async (id: string): Promise<AuditVerification> =>
  (await administrator.get(`${verifications}/${id}`)).body;

describe('a verification of the audit logs', () => {
  it('asks every service, shows how far it is, and says that all is well', async () => {
    const id = await begun();
    await eventually(async () =>
      expect((await read(id)).chains.map((chain) => chain.service)).toEqual(['registry']),
    );
    expect(await read(id)).toMatchObject({ finishedAt: null, whole: null });
    await eventually(async () => {
      const { body } = await administrator.get(`/v1/registry/jobs/${id}`);
      expect(body).toMatchObject({ progress: 25, step: 'waiting for reporting, survey, training' });
    });
    await answered(id);
    expect(await finished(administrator, id)).toMatchObject({
      state: 'completed',
      result: { verificationId: id, whole: true, broken: [], unanswered: [], forged: 0 },
    });
    const verification = await read(id);
    expect(verification).toMatchObject({ whole: true, unanswered: [], forged: [] });
    expect(verification.chains.map((chain) => chain.service)).toEqual(['registry', ...others]);
    expect(verification.chains[0]).toMatchObject({ service: 'registry', findings: [] });
    expect(verification.chains[0]!.entries).toBeGreaterThan(0);
    expect((await administrator.get(`${verifications}?limit=1`)).body.items).toEqual([verification]);
  });

  it('compares with the checkpoints that were signed', async () => {
    await service.publish(auditSealed('survey').of('survey', 3, head));
    const id = await begun();
    expect((await asked(id)).checkpoints).toContainEqual({
      service: 'survey',
      ...head,
      signedAt: expect.stringMatching(/Z$/),
    });
    await answered(id);
    expect((await finished(administrator, id)).result).toMatchObject({ whole: true });
  });

  it('names the first entry that is broken, and tells administrators', async () => {
    const found = { wrong: 'changed', position: 2, text: 'entry 2 (note.write) is not as it was sealed' };
    const account = { username: 'quan-tri', personId: null };
    const grants = [
      { role: 'administrator', areaId: null, organisationId: null, from: '2020-01-01', to: null },
    ];
    const { body: reader } = await administrator.post('/v1/registry/accounts', { ...account, grants });
    const id = await begun();
    await answered(id, { training: [found] });
    expect((await finished(administrator, id)).result).toMatchObject({ whole: false, broken: ['training'] });
    const { whole, chains } = await read(id);
    expect(whole).toBe(false);
    expect(chains.find((chain) => chain.service === 'training')!.findings).toEqual([found]);
    expect((await administrator.get(`${verifications}?filter[whole][eq]=false`)).body.items).toHaveLength(1);
    const mine = service.as('administrator', { accountId: reader.id });
    await eventually(async () =>
      expect((await mine.get('/v1/registry/notices')).body.items).toEqual([
        expect.objectContaining({
          kind: 'audit.broken',
          urgent: true,
          text: expect.stringContaining('training'),
          link: `${verifications}/${id}`,
        }),
      ]),
    );
  });

  it('finds what was changed in its own log, however it was changed', async () => {
    await service.app.get(AuditLog).checkpoint();
    const [entry] = await service.database.query<{ seq: string }>(
      `UPDATE registry.audit_entry SET actor = 'nobody'
        WHERE seq = (SELECT min(entry_seq) FROM registry.audit_link) RETURNING seq`,
    );
    const id = await begun();
    await answered(id);
    expect((await finished(administrator, id)).result).toMatchObject({ whole: false, broken: ['registry'] });
    const [chain] = (await read(id)).chains;
    expect(chain!.findings[0]).toMatchObject({ wrong: 'changed', position: 1 });
    expect(chain!.findings[0]!.text).toContain(`entry ${entry!.seq} `);
  });

  it('does not wait for ever: who has not answered is named, and that is no good news', async () => {
    const [job] = await service.database.query<{ id: string }>(
      `INSERT INTO registry.job (id, queue, data, requested_by)
       VALUES ($1, 'registry.audit-verify', '{"patienceSeconds": 1}', 'test') RETURNING id, pg_notify('job_registry', '')`,
      [randomUUID()],
    );
    expect((await finished(administrator, job!.id)).result).toMatchObject({
      whole: false,
      unanswered: others,
    });
    await eventually(() =>
      expect(service.sent(auditFoundBroken).at(-1)!.data.services).toEqual(expect.arrayContaining(others)),
    );
    // What comes too late changes nothing of the verdict.
    await answered(job!.id);
    expect(await read(job!.id)).toMatchObject({ whole: false, unanswered: others });
  });

  it('finds checkpoints that this installation has not signed', async () => {
    await service.database.query(
      `INSERT INTO registry.audit_checkpoint (id, service, position, hash, signed_at, jws)
       VALUES (gen_random_uuid(), 'survey', 99, $1, now(), 'eyJhbGciOiJFZERTQSJ9.e30.x')`,
      [head.hash],
    );
    const id = await begun();
    await answered(id);
    expect((await finished(administrator, id)).result).toMatchObject({ whole: false, forged: 1 });
    expect((await read(id)).forged).toEqual(['eyJhbGciOiJFZERTQSJ9.e30.x']);
  });

  it('is the administrators’ business', async () => {
    for (const role of ['registrar', 'editor', 'approver', 'reviewer', 'collaborator'] as const) {
      expect((await service.as(role).post(verifications)).status, role).toBe(403);
      expect((await service.as(role).get(verifications)).status, role).toBe(403);
    }
    expect((await administrator.get(`${verifications}/${randomUUID()}`)).status).toBe(404);
  });
});
