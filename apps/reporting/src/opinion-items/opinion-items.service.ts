import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import type { FoundItem, OpinionItemListQuery } from '#contracts/opinion-items';
import { type ListPlan, readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { recordList } from '#service-kit/reads-of-others';
import { foundItems, type ItemInReport } from './opinion-items.queries.js';
import { highlightsIn, type Phrase, phrasesOf } from './search.rules.js';

/** Searches what reports say. */
@Injectable()
export class OpinionItemsService {
  constructor(private readonly transactions: Transactions) {}

  /** Items within reach, those of the newest reports first; that others' were among them is recorded, the words are not. */
  async list(query: z.infer<typeof OpinionItemListQuery>, caller: Caller): Promise<Page<FoundItem>> {
    return this.transactions.run(async (unit) => {
      const shown: { id: string; personId: string }[] = [];
      const phrases = phrasesOf(query.search ?? '');
      const select = foundItems(unit.manager, query, caller.reach);
      const page = await readPage(select, query, listing, (item) => {
        shown.push({ id: item.id, personId: item.report.personId });
        return toFound(item, phrases);
      });
      recordList(unit, 'opinion-item', shown, caller);
      return page;
    });
  }
}

const listing: ListPlan<ItemInReport> = {
  sort: { expression: 'report.createdAt', of: ({ report }) => report.createdAt.toISOString() },
  id: { expression: 'item.id', of: ({ id }) => id },
  direction: 'DESC',
};

function toFound(item: ItemInReport, phrases: readonly Phrase[]): FoundItem {
  const { report, summary, proposals, assessment, proposedSolution } = item;
  const proposed = Object.fromEntries(proposals.map((text, index) => [`proposals.${index}`, text]));
  return {
    ...item,
    kind: report.kind,
    reportState: report.state,
    filedAt: report.filedAt?.toISOString() ?? null,
    highlights: highlightsIn({ summary, ...proposed, assessment, proposedSolution }, phrases),
  };
}
