import type { z } from 'zod';
import type { AuditEntry, AuditEntryListQuery, AuditHead } from '#contracts/audit';
import type { Page } from '#contracts/list';
import { readPage } from '#persistence/list';
import type { Transactions } from '#persistence/transactions';
import { AuditEntryEntity, AuditLinkEntity } from './audit-entry.entity.js';
import type { AuditSealer } from './audit-sealer.js';
import { hashText } from './chain.js';

/** The audit log of a service, for its administrators. */
export class AuditLog {
  constructor(
    private readonly service: string,
    private readonly transactions: Transactions,
    private readonly sealer: AuditSealer,
  ) {}

  /** Newest first. Entries tell what people did, so that reading them is recorded too. */
  async list(query: z.infer<typeof AuditEntryListQuery>): Promise<Page<AuditEntry>> {
    return this.transactions.run(async (unit) => {
      const select = unit.manager
        .createQueryBuilder(AuditEntryEntity, 'entry')
        .leftJoinAndMapOne('entry.link', AuditLinkEntity, 'link', 'link.entrySeq = entry.seq');
      const page = await readPage(
        select,
        query,
        {
          fields: {
            entity: 'entry.entity',
            actor: 'entry.actor',
            action: 'entry.action',
            at: 'entry.at',
          },
          sort: { expression: 'entry.seq', of: ({ seq }) => seq },
          id: { expression: 'entry.seq', of: ({ seq }) => String(seq) },
          direction: 'DESC',
        },
        toAuditEntry,
      );
      unit.audit({ action: 'audit.read', entity: `audit-log:${this.service}`, details: query });
      return page;
    });
  }

  /** Where the chain ends, and what is not in it yet. */
  async head(): Promise<AuditHead> {
    return this.transactions.run(async (unit) => {
      const { position, hash } = await this.sealer.end(unit);
      return { position, hash: hashText(hash), ...(await this.sealer.waiting()) };
    });
  }

  /** Seals what waits and asks for the signature of the end; the answer is what will be signed. */
  async checkpoint(): Promise<AuditHead> {
    const { position, hash } = await this.sealer.checkpoint();
    return { position, hash: hashText(hash), ...(await this.sealer.waiting()) };
  }
}

const toAuditEntry = ({ link, at, ...entry }: AuditEntryEntity): AuditEntry => ({
  ...entry,
  at: at.toISOString(),
  position: link?.position ?? null,
});
