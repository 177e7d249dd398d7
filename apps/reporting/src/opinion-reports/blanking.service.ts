import { Injectable } from '@nestjs/common';
import type { OpinionReport } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import type { BlankItem, ItemText } from '#contracts/review';
import { refusePersonalData } from '../free-text.rules.js';
import {
  blankAnswersSql,
  blankedMark,
  blankItemSql,
  blankVersionSql,
  versionsSql,
} from './item-versions.queries.js';
import type { KnownItem } from './item-versions.rules.js';
import { ReportChanges, type ReportVersion } from './report-changes.js';

/** Takes out words that lead to a person and that the guard on free text had let pass. */
@Injectable()
export class BlankingService {
  constructor(private readonly changes: ReportChanges) {}

  /**
   * Blanks texts of one version of an item, in the answers kept for repeated requests as well. The version stays what it
   * was in everything that is counted: no new one begins, and what was decided on it holds.
   * @throws Problem 404 when there is no such version, 422 `opinion-report.nothing-to-blank`.
   */
  async blank(
    target: ReportVersion,
    itemId: string,
    { revision, fields, reason }: BlankItem,
  ): Promise<OpinionReport> {
    refusePersonalData({ reason });
    return this.changes.change(target, filed, async (unit, { id, state }) => {
      const versions = await unit.query<KnownItem & Record<string, unknown>>('items.versions', versionsSql, [
        id,
        itemId,
      ]);
      const version = versions.find((each) => each.revision === revision);
      if (!version) throw Problem.of('resource.not-found');
      const words = fields
        .flatMap((field) => textsOf[field](version) ?? [])
        .filter((text) => text !== blankedMark);
      if (words.length === 0)
        throw Problem.unprocessable(
          'opinion-report.nothing-to-blank',
          'These texts are empty or blanked already',
        );
      const parameters = [itemId, revision, fields, blankedMark];
      await unit.query('item.blank', blankItemSql, parameters);
      await unit.query('item-version.blank', blankVersionSql, parameters);
      for (const text of words) await unit.query('answers.blank', blankAnswersSql, [text, blankedMark]);
      return { state, action: 'opinion-report.blank', details: { itemId, revision, fields, reason } };
    });
  }
}

const filed: OpinionReport['state'][] = ['submitted', 'received', 'accepted', 'returned', 'included'];

const textsOf: Record<ItemText, (version: KnownItem) => string | string[] | null> = {
  summary: ({ summary }) => summary,
  proposals: ({ proposals }) => proposals,
  assessment: ({ assessment }) => assessment,
  proposedSolution: (version) => version.proposed_solution,
  returnReason: (version) => version.return_reason,
  changeReason: (version) => version.change_reason,
};
