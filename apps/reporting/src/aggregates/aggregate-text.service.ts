import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type {
  AggregateComment,
  AggregateReport,
  FigureTable,
  NewComment,
  SectionHistory,
} from '#contracts/aggregates';
import type { aggregateDiscussed } from '#contracts/conference-events';
import { Problem } from '#contracts/problem';
import { contentHash } from '#documents/canonical-json';
import { Transactions } from '#persistence/transactions';
import { refusePersonalData } from '../free-text.rules.js';
import { AggregateCommentEntity, AggregateReportEntity } from './aggregate.entity.js';
import { toComment } from './aggregate.mapper.js';
import {
  composedTextSql,
  keepFirstTextSql,
  keepNextTextSql,
  sectionVersionsSql,
  type SectionVersion,
} from './aggregate-text.queries.js';
import { bindAgain, fillIn } from './bound-text.rules.js';
import { differencesOf } from './differences.rules.js';
import { AggregatesService, record } from './aggregates.service.js';

/** What people write into a report and about it. */
@Injectable()
export class AggregateTextService {
  constructor(
    private readonly transactions: Transactions,
    private readonly aggregates: AggregatesService,
  ) {}

  /**
   * Rewrites the text of one section; an approval that was given no longer holds. The text before is kept.
   * @throws Problem 422 `aggregate-report.figure-changed` when a figure of the tables was written over, or
   * `aggregate-report.no-figure` when a place names none.
   */
  async edit(
    id: string,
    version: number,
    { section, paragraphs, caller }: { section: string; paragraphs: string[]; caller: Caller },
  ): Promise<AggregateReport> {
    refusePersonalData(Object.fromEntries(paragraphs.map((text, index) => [pathOf(index), text])));
    return this.aggregates.change(id, version, ['draft', 'circulated', 'approved'], async (unit, report) => {
      const content = structuredClone(report.content!);
      const edited = content.sections.find(({ key }) => key === section);
      if (!edited) throw Problem.of('resource.not-found');
      const before = edited.bound ?? edited.paragraphs;
      const bound = boundText(before, paragraphs, content.tables);
      Object.assign(edited, { bound, paragraphs: bound.map((text) => fillIn(text, content.tables).text) });
      Object.assign(report, { content, contentHash: contentHash(content) });
      if (report.state === 'approved') report.state = 'circulated';
      const texts = [before, bound].map((text) => JSON.stringify(text));
      await unit.query('aggregate.first-text', keepFirstTextSql, [id, section, texts[0]]);
      await unit.query('aggregate.next-text', keepNextTextSql, [id, section, texts[1], caller.id]);
      return record(unit, 'aggregate-report.edit', report, { section, contentHash: report.contentHash });
    });
  }

  /** How the text of a section came to be. */
  async history(id: string, section: string, caller: Caller): Promise<SectionHistory> {
    const { content } = await this.aggregates.get(id, caller);
    const current = content?.sections.find(({ key }) => key === section);
    if (!content || !current) throw Problem.of('resource.not-found');
    const { manager } = this.transactions;
    const kept: SectionVersion[] = await manager.query(sectionVersionsSql, [id, section]);
    const [composed]: SectionVersion[] = await manager.query(composedTextSql, [
      id,
      JSON.stringify(current.bound ?? current.paragraphs),
    ]);
    const versions = kept.length > 0 ? kept : [composed!];
    let before: string[] = [];
    const items = versions.map(({ bound, at, ...version }) => {
      const paragraphs = bound.map((text) => fillIn(text, content.tables).text);
      const changes = version.revision === 1 ? [] : differencesOf(before, paragraphs);
      before = paragraphs;
      const runs = changes.map((run) => ({ kind: run.kind, paragraphs: run.items }));
      return { ...version, at: at.toISOString(), paragraphs, changes: runs };
    });
    return { items };
  }

  async comment(id: string, { section, text }: NewComment, caller: Caller): Promise<AggregateComment> {
    refusePersonalData({ text });
    await this.aggregates.get(id, caller);
    return this.transactions.run(async (unit) => {
      const own = { id: randomUUID(), aggregateId: id, by: caller.id, conferenceId: null, at: new Date() };
      const comment = { ...own, section, text };
      await unit.manager.insert(AggregateCommentEntity, comment);
      unit.audit({ action: 'aggregate-report.comment', entity: `aggregate-report:${id}` });
      return toComment(comment);
    });
  }

  /** Keeps what a conference said of a report; once, and only of one that is there. */
  async discussed({ conferenceId, aggregateId, comments }: z.infer<typeof aggregateDiscussed.data>) {
    await this.transactions.run(async (unit) => {
      if (!(await unit.manager.existsBy(AggregateReportEntity, { id: aggregateId }))) return;
      const said = comments.map((comment) => ({ ...comment, aggregateId, conferenceId, by: null }));
      const insert = unit.manager.createQueryBuilder().insert().into(AggregateCommentEntity);
      await insert.values(said).orIgnore().execute();
    });
  }

  async comments(id: string, caller: Caller): Promise<{ items: AggregateComment[] }> {
    await this.aggregates.get(id, caller);
    const comments = await this.transactions.manager.find(AggregateCommentEntity, {
      where: { aggregateId: id },
      order: { at: 'ASC' },
    });
    return { items: comments.map(toComment) };
  }
}

const pathOf = (paragraph: number): string => `paragraphs.${paragraph}`;

/** The text with its places for figures. */
function boundText(before: string[], paragraphs: string[], tables: FigureTable[]): string[] {
  const { bound, writtenOver } = bindAgain(before, paragraphs, tables);
  if (writtenOver.length > 0) {
    const errors = writtenOver.map(({ paragraph, place }) => ({
      path: pathOf(paragraph),
      message: `${place} is ${fillIn(place, tables).text} in the tables`,
    }));
    throw Problem.unprocessable(
      'aggregate-report.figure-changed',
      'A figure of the tables was written over',
      {
        errors,
      },
    );
  }
  const errors = bound.flatMap((text, index) =>
    fillIn(text, tables).unknown.map((place) => ({ path: pathOf(index), message: `${place} is no figure` })),
  );
  if (errors.length > 0)
    throw Problem.unprocessable('aggregate-report.no-figure', 'The tables have no such figure', { errors });
  return bound;
}
