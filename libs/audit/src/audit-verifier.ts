import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { auditVerified, type CheckpointClaims } from '#contracts/audit';
import type { Transactions } from '#persistence/transactions';
import { verifyAudit } from './verification.js';

/** Verifies the audit log of one service from within, when the registry asks for it. */
export class AuditVerifier {
  constructor(
    private readonly service: string,
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  /** Compares the log with its chain and the checkpoints, and tells what it found. */
  async answer(verificationId: string, checkpoints: CheckpointClaims[]): Promise<void> {
    const own = checkpoints.filter(({ service }) => service === this.service);
    const verdict = await this.verify(own);
    const facts = { verificationId, ...verdict };
    await this.transactions.run(async (unit) =>
      unit.publish(auditVerified(this.service).of(verificationId, 1, facts)),
    );
  }

  private async verify(checkpoints: CheckpointClaims[]) {
    // Its own connection: the log is read as it is at one moment, outside of whatever goes on.
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      const kept = checkpoints.map((claims) => ({ ...claims, source: 'stored by the registry' }));
      return await verifyAudit(client, this.service, kept);
    } finally {
      await runner.release();
    }
  }
}
