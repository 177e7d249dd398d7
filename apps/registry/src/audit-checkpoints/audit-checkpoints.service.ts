import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { signCheckpoint } from '#audit/checkpoint';
import type { VerificationKeys } from '#contracts/accounts';
import type { AuditCheckpoint, AuditCheckpointListQuery, CheckpointClaims } from '#contracts/audit';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { SigningKeys } from '../sessions/signing-keys.js';
import { AuditCheckpointEntity } from './audit-checkpoint.entity.js';

@Injectable()
export class AuditCheckpointsService {
  constructor(
    private readonly keys: SigningKeys,
    private readonly transactions: Transactions,
  ) {}

  async list(query: z.infer<typeof AuditCheckpointListQuery>): Promise<Page<AuditCheckpoint>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(AuditCheckpointEntity, 'checkpoint'),
      query,
      {
        fields: { service: 'checkpoint.service', signedAt: 'checkpoint.signedAt' },
        sort: { expression: 'checkpoint.signedAt', of: ({ signedAt }) => signedAt.toISOString() },
        id: { expression: 'checkpoint.id', of: ({ id }) => id },
        direction: 'DESC',
      },
      toCheckpoint,
    );
  }

  async get(id: string): Promise<AuditCheckpoint> {
    const checkpoint = await this.transactions.manager.findOneBy(AuditCheckpointEntity, { id });
    if (!checkpoint) throw Problem.of('resource.not-found');
    return toCheckpoint(checkpoint);
  }

  /** Every key that a checkpoint may be signed with, also those that sign no more. */
  verificationKeys(): Promise<VerificationKeys> {
    return this.keys.everPublished();
  }

  /** Signs a head; the same one twice makes one checkpoint. The row is its own record: it can only be added. */
  async sign(head: Omit<CheckpointClaims, 'signedAt'>): Promise<void> {
    await this.transactions.run(async (unit) => {
      const [{ signedAt }] = await unit.manager.query<[{ signedAt: Date }]>(
        'SELECT now()::timestamptz(3) AS "signedAt"',
      );
      const claims = { ...head, signedAt: signedAt.toISOString() };
      const jws = await signCheckpoint(claims, await this.keys.signer());
      const row = { id: randomUUID(), ...head, signedAt, jws };
      const insert = unit.manager.createQueryBuilder().insert().into(AuditCheckpointEntity);
      await insert.values(row).orIgnore().execute();
    });
  }
}

const toCheckpoint = ({ signedAt, ...checkpoint }: AuditCheckpointEntity): AuditCheckpoint => ({
  ...checkpoint,
  signedAt: signedAt.toISOString(),
});
