import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet } from 'jose';
import type { z } from 'zod';
import { ForgedCheckpoint, readCheckpoint } from '#audit/checkpoint';
import {
  auditFoundBroken,
  auditVerificationAsked,
  auditVerify,
  type CheckpointClaims,
} from '#contracts/audit';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import { Transactions } from '#persistence/transactions';
import { serviceNames } from '#service-kit/service-names';
import { AuditVerificationEntity } from './audit-verification.entity.js';

/** Of each service, newest first: a chain that agrees with the newest agrees with all before it. */
const COMPARED = 50;
const CHECKPOINTS = `
SELECT jws FROM (
  SELECT jws, row_number() OVER (PARTITION BY service ORDER BY position DESC, signed_at DESC) AS place
    FROM audit_checkpoint) AS checkpoint
 WHERE place <= ${COMPARED}`;
const KEYS = `SELECT id AS kid, x, 'OKP' AS kty, 'Ed25519' AS crv, 'EdDSA' AS alg FROM verification_key`;
const BEGIN = 'INSERT INTO audit_verification (id, forged) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING';
const ANSWERED = 'SELECT service FROM audit_chain_verdict WHERE verification_id = $1';
const BROKEN = `
SELECT service FROM audit_chain_verdict
 WHERE verification_id = $1 AND jsonb_array_length(verdict -> 'findings') > 0 ORDER BY service`;

const POLL_MS = 250;

/** Has every service verify its audit log, gathers what they find, and tells administrators when something is wrong. */
@Injectable()
@ProcessesJob(auditVerify, [{ name: 'registry.audit-verify', pattern: '0 2 * * *', data: {} }])
export class AuditVerifyProcessor implements JobProcessor<typeof auditVerify.data> {
  constructor(private readonly transactions: Transactions) {}

  async process({ patienceSeconds }: z.output<typeof auditVerify.data>, job: JobHandle): Promise<JobResult> {
    await this.ask(job.id);
    const unanswered = await this.answers(job, patienceSeconds);
    return job.commit(async (unit) => {
      const { id } = job;
      const found = await unit.query<{ service: string }>('audit-verify.broken', BROKEN, [id]);
      const { forged } = await unit.manager.findOneByOrFail(AuditVerificationEntity, { id });
      const broken = found.map(({ service }) => service);
      const whole = broken.length + unanswered.length + forged.length === 0;
      const [now] = await unit.query<{ at: Date }>('audit-verify.now', 'SELECT now() AS at');
      await unit.manager.update(AuditVerificationEntity, { id }, { unanswered, whole, finishedAt: now!.at });
      const services = [...new Set([...broken, ...unanswered, ...(forged.length > 0 ? ['registry'] : [])])];
      if (!whole) unit.publish(auditFoundBroken.of(id, 1, { verificationId: id, services }));
      return { verificationId: id, whole, broken, unanswered, forged: forged.length };
    });
  }

  /** A second run of the job asks again; each service is heard once. */
  private async ask(id: string): Promise<void> {
    await this.transactions.run(async (unit) => {
      const stored = await unit.query<{ jws: string }>('audit-verify.checkpoints', CHECKPOINTS);
      const keys = createLocalJWKSet({ keys: await unit.query('audit-verify.keys', KEYS) });
      const checkpoints: CheckpointClaims[] = [];
      const forged: string[] = [];
      for (const { jws } of stored) {
        const claims = await readCheckpoint(jws, keys).catch((error: unknown) => {
          if (error instanceof ForgedCheckpoint) return null;
          throw error;
        });
        if (claims) checkpoints.push(claims);
        else forged.push(jws);
      }
      await unit.query('audit-verify.begin', BEGIN, [id, forged]);
      unit.publish(auditVerificationAsked.of(id, 1, { id, checkpoints }));
    });
  }

  /** Waits for the answers. @returns the services whose answer did not come in time. */
  private async answers(job: JobHandle, patienceSeconds: number): Promise<string[]> {
    const end = performance.now() + patienceSeconds * 1_000;
    for (;;) {
      const rows: { service: string }[] = await this.transactions.manager.query(ANSWERED, [job.id]);
      const open = serviceNames.filter((name) => !rows.some(({ service }) => service === name));
      if (open.length === 0 || performance.now() > end) return open;
      const percent = (100 * rows.length) / serviceNames.length;
      await job.progress(percent, `waiting for ${open.join(', ')}`);
      await delay(POLL_MS, undefined, { signal: job.signal });
    }
  }
}
