import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { z } from 'zod';
import {
  type AuditChainVerdict,
  type AuditVerification,
  type AuditVerificationListQuery,
  auditVerify,
} from '#contracts/audit';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AuditChainVerdictEntity, AuditVerificationEntity } from './audit-verification.entity.js';

/** A verification that has long been removed is told by nobody. */
const KEEP = `
INSERT INTO audit_chain_verdict (verification_id, service, verdict)
SELECT id, $2, $3 FROM audit_verification WHERE id = $1 ON CONFLICT DO NOTHING`;

/** What became of the verifications of the audit logs. */
@Injectable()
export class AuditVerificationsService {
  constructor(private readonly transactions: Transactions) {}

  /** Asks for one; it has the id of its job. */
  async ask(): Promise<{ jobId: string }> {
    return this.transactions.run(async (unit) => {
      const jobId = unit.enqueue(auditVerify, {});
      unit.audit({ action: 'audit.verify', entity: `audit-verification:${jobId}` });
      return { jobId };
    });
  }

  async list(query: z.infer<typeof AuditVerificationListQuery>): Promise<Page<AuditVerification>> {
    const page = await readPage(
      this.transactions.manager.createQueryBuilder(AuditVerificationEntity, 'verification'),
      query,
      {
        fields: { whole: 'verification.whole', askedAt: 'verification.askedAt' },
        sort: { expression: 'verification.askedAt', of: ({ askedAt }) => askedAt.toISOString() },
        id: { expression: 'verification.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      (verification) => verification,
    );
    return { ...page, items: await this.withChains(page.items) };
  }

  async get(id: string): Promise<AuditVerification> {
    const verification = await this.transactions.manager.findOneBy(AuditVerificationEntity, { id });
    if (!verification) throw Problem.of('resource.not-found');
    return (await this.withChains([verification]))[0]!;
  }

  /** Keeps what a service has found, once. */
  async keep(verificationId: string, { service, ...verdict }: AuditChainVerdict): Promise<void> {
    const values = [verificationId, service, JSON.stringify(verdict)];
    await this.transactions.run((unit) => unit.query('audit-verifications.keep', KEEP, values));
  }

  private async withChains(verifications: AuditVerificationEntity[]): Promise<AuditVerification[]> {
    const verdicts = await this.transactions.manager.find(AuditChainVerdictEntity, {
      where: { verificationId: In(verifications.map(({ id }) => id)) },
      order: { service: 'ASC' },
    });
    return verifications.map(({ askedAt, finishedAt, ...verification }) => ({
      ...verification,
      askedAt: askedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      chains: verdicts
        .filter(({ verificationId }) => verificationId === verification.id)
        .map(({ service, verdict }) => ({ service, ...verdict })),
    }));
  }
}
