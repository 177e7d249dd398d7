import { Test } from '@nestjs/testing';
import pg from 'pg';
import { PersistenceModule } from '#persistence/persistence.module';
import { Transactions } from '#persistence/transactions';
import { createTestDatabase, foundationOnly, type TestDatabase } from '#testing/test-database';
import { AuditSealer } from './audit-sealer.js';
import { type AuditVerdict, type KeptCheckpoint, verifyAudit } from './verification.js';

const service = foundationOnly('sample');

/** The audit log of a service, on a database of its own. */
export class Audited {
  private constructor(
    readonly database: TestDatabase,
    readonly transactions: Transactions,
    private readonly closeModule: () => Promise<void>,
  ) {}

  static async open(): Promise<Audited> {
    const database = await createTestDatabase([service]);
    const module = await Test.createTestingModule({
      imports: [PersistenceModule.forService(service, database.urlOf('sample'))],
    }).compile();
    await module.init();
    return new Audited(database, module.get(Transactions), () => module.close());
  }

  async close(): Promise<void> {
    await this.closeModule();
    await this.database.drop();
  }

  /** One of the replicas that may seal. It does nothing by itself. */
  sealer(): AuditSealer {
    return new AuditSealer('sample', this.transactions);
  }

  /** Records that notes were written, each in a transaction of its own. */
  async write(count: number): Promise<void> {
    for (let note = 1; note <= count; note += 1)
      await this.transactions.run(async (unit) =>
        unit.audit({ action: 'note.write', entity: `note:${note}`, details: { note, size: 1.5 } }),
      );
  }

  /** What an auditor finds, who reads the database as its owner. */
  async verdict(...checkpoints: KeptCheckpoint[]): Promise<AuditVerdict> {
    const client = new pg.Client({ connectionString: this.database.adminUrl });
    await client.connect();
    try {
      return await verifyAudit(client, 'sample', checkpoints);
    } finally {
      await client.end();
    }
  }
}
