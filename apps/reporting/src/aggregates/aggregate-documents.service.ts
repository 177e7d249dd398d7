import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { Transactions } from '#persistence/transactions';
import { OfficeEntity } from '../office/office.module.js';
import { AggregateDocumentEntity, AggregateReportEntity } from './aggregate.entity.js';
import { render } from './aggregate-render.js';
import { tableFiles } from './aggregate-sheets.js';
import { AggregatesService, stillBuilding } from './aggregates.service.js';

/** Reports as files. */
@Injectable()
export class AggregateDocumentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly aggregates: AggregatesService,
  ) {}

  /** The tables as a workbook, or as lines of one table. */
  async tables(id: string, format: keyof typeof tableFiles, caller: Caller): Promise<Buffer> {
    return tableFiles[format](await this.aggregates.getBuilt(id, caller));
  }

  /** The document: as it was issued, or drawn up anew while it is a draft. */
  async document(id: string, format: keyof typeof render, caller: Caller): Promise<Buffer> {
    const { content } = await this.aggregates.get(id, caller);
    const { manager } = this.transactions;
    const issued = await manager.findOneBy(AggregateDocumentEntity, { aggregateId: id });
    if (issued?.[format]) return issued[format];
    if (!content) throw stillBuilding();
    const report = await manager.findOneByOrFail(AggregateReportEntity, { id });
    const before = report.supersedes
      ? await manager.findOneByOrFail(AggregateReportEntity, { id: report.supersedes })
      : null;
    return render[format](report, await manager.findOneByOrFail(OfficeEntity, { id: true }), before);
  }
}
