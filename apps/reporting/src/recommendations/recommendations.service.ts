import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Caller } from '#auth/requires';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import { recommendationChanged } from '#contracts/recommendation-events';
import type {
  AnswerRecommendation,
  CloseRecommendation,
  ForwardRecommendation,
  NewRecommendation,
  Recommendation,
  RecommendationAgenda,
  RecommendationAgendaQuery,
  RecommendationHead,
  RecommendationListQuery,
  ReopenRecommendation,
} from '#contracts/recommendations';
import { aggregateReportDocx } from '#documents/aggregate-report.docx';
import { forms } from '#documents/forms';
import { readPage } from '#persistence/list';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { refusePersonalData } from '../free-text.rules.js';
import { refuseState } from '../states.js';
import { numberDocument } from '../office/document-number.js';
import { publishExplanation } from './explanations.service.js';
import { letterType, toLetter } from './recommendation.document.js';
import {
  RecommendationDocumentEntity,
  RecommendationEntity,
  RecommendationItemEntity,
  RecommendationStepEntity,
} from './recommendation.entity.js';
import { agendaSql, type FollowedUp, raisersSql } from './recommendations.queries.js';

type State = RecommendationEntity['state'];

/** A recommendation as its changer has read it, and by whom it is changed. */
export interface RecommendationVersion {
  id: string;
  version: number;
  caller: Caller;
}

/** How it stands before it is forwarded. */
const nowhereYet = {
  organisationId: null,
  dueOn: null,
  number: null,
  symbol: null,
  answer: null,
  outcome: null,
  escalatedDays: [],
  escalatedTo: null,
};

const notAnswered: State[] = ['forwarded', 'in-progress'];

/** The register of what is recommended to others, from its record to its outcome. */
@Injectable()
export class RecommendationsService {
  constructor(private readonly transactions: Transactions) {}

  async list(
    query: z.infer<typeof RecommendationListQuery>,
    caller: Caller,
  ): Promise<Page<RecommendationHead>> {
    const today = await officeDay(this.transactions.manager);
    const select = this.visibleTo(caller);
    if (query['overdue'])
      select.andWhere('register.state IN (:...notAnswered) AND register.dueOn < :today', {
        notAnswered,
        today,
      });
    const filters = ['state', 'topic', 'organisationId', 'aggregateId', 'dueOn'];
    return readPage(
      select,
      query,
      {
        fields: Object.fromEntries(filters.map((name) => [name, `register.${name}`])),
        sort: { expression: 'register.createdAt', of: (row) => row.createdAt.toISOString() },
        id: { expression: 'register.id', of: (row) => row.id },
        direction: 'DESC',
      },
      (row) => toHead(row, today),
    );
  }

  async get(id: string, caller: Caller): Promise<Recommendation> {
    const entity = await this.visibleTo(caller).andWhere('register.id = :id', { id }).getOne();
    if (!entity) throw Problem.of('resource.not-found');
    return this.present(entity, caller);
  }

  /**
   * What a conference on a day carries on, as it is known at the end of that day.
   * @throws Problem 422 `recommendation.unknown-area`.
   */
  async agenda({ on, since = on, areaId }: RecommendationAgendaQuery): Promise<RecommendationAgenda> {
    const { manager } = this.transactions;
    if (areaId && !(await manager.query('SELECT 1 FROM area WHERE id = $1', [areaId])).length) {
      throw Problem.unprocessable('recommendation.unknown-area', 'There is no such unit', {
        errors: [{ path: 'areaId', message: 'there is no such unit' }],
      });
    }
    const endOfDay = new Date(`${on}T23:59:59.999+07:00`);
    const items: FollowedUp[] = await manager.query(agendaSql, [endOfDay, since, areaId ?? null]);
    return { on, items };
  }

  /** Records a recommendation, from accepted items, an aggregate report, a conference, or of the office itself. */
  async create({ itemIds, ...input }: NewRecommendation, caller: Caller): Promise<Recommendation> {
    refusePersonalData({ subject: input.subject, text: input.text });
    return this.transactions.run(async (unit) => {
      const known = await unit.query<{ id: string }>(
        'recommendation.items',
        `SELECT id FROM opinion_item WHERE id = ANY($1::uuid[]) AND state = 'accepted'`,
        [itemIds],
      );
      const unknown = itemIds.findIndex((itemId) => !known.some(({ id }) => id === itemId));
      if (unknown >= 0) refuseField(`itemIds.${unknown}`, 'there is no such accepted item');
      const entity = unit.manager.create(RecommendationEntity, {
        id: randomUUID(),
        ...input,
        state: 'recorded',
        ...nowhereYet,
        version: 1,
      });
      await unit.manager.insert(RecommendationEntity, entity);
      const drawn = itemIds.map((itemId) => ({ recommendationId: entity.id, itemId }));
      await unit.manager.insert(RecommendationItemEntity, drawn);
      await record(unit, entity, 'recommendation.create', null);
      return this.present(entity, caller);
    });
  }

  /**
   * Forwards it to an organisation with a day for the answer, by a numbered letter.
   * @throws Problem 422 `recommendation.not-fit` for an unknown organisation or a day that has passed.
   */
  async forward(target: RecommendationVersion, input: ForwardRecommendation): Promise<Recommendation> {
    return this.change(target, ['recorded'], 'recommendation.forward', async (unit, entity) => {
      const [organisation] = await unit.query<{ name: string }>(
        'recommendation.organisation',
        'SELECT name FROM organisation WHERE id = $1',
        [input.organisationId],
      );
      if (!organisation) refuseField('organisationId', 'there is no such organisation');
      if (input.dueOn <= (await officeDay(this.transactions.manager)))
        refuseField('dueOn', 'an answer needs a day that is still to come');
      const { office, number, symbol, date } = await numberDocument(unit, letterType);
      const { subject, text } = entity;
      const { dueOn, signer, organisationId } = input;
      const letter = { subject, text, number, date, dueOn, addressee: organisation.name, signer };
      const docx = await aggregateReportDocx(toLetter(letter, office), forms[office.form]);
      const sha256 = createHash('sha256').update(docx).digest('hex');
      const key = { recommendationId: entity.id, version: entity.version };
      await unit.manager.insert(RecommendationDocumentEntity, { ...key, sha256, docx });
      Object.assign(entity, { state: 'forwarded', organisationId, dueOn, number, symbol });
      return null;
    });
  }

  /** Whoever it was forwarded to has taken it up. */
  async start(target: RecommendationVersion): Promise<Recommendation> {
    return this.change(target, ['forwarded'], 'recommendation.start', async (_unit, entity) => {
      entity.state = 'in-progress';
      return null;
    });
  }

  /** What whoever it was forwarded to answers; staff enter one that came on paper. */
  async answer(target: RecommendationVersion, { text }: AnswerRecommendation): Promise<Recommendation> {
    refusePersonalData({ text });
    return this.change(target, notAnswered, 'recommendation.answer', async (_unit, entity) => {
      Object.assign(entity, { state: 'answered', answer: text });
      return text;
    });
  }

  /** Closes it with an outcome; an explanation goes to the whole network. */
  async close(target: RecommendationVersion, input: CloseRecommendation): Promise<Recommendation> {
    const { outcome, note, explanation } = input;
    refusePersonalData({
      note: note ?? '',
      'explanation.title': explanation?.title ?? '',
      'explanation.text': explanation?.text ?? '',
    });
    const from: State[] = ['recorded', ...notAnswered, 'answered'];
    return this.change(target, from, 'recommendation.close', async (unit, entity) => {
      Object.assign(entity, { state: 'closed', outcome });
      if (explanation) {
        const { id: recommendationId, topic } = entity;
        await publishExplanation(unit, { ...explanation, recommendationId, topic });
      }
      return note;
    });
  }

  /** Opens it again: it can be forwarded anew, and what was answered stays in its steps. */
  async reopen(target: RecommendationVersion, { reason }: ReopenRecommendation): Promise<Recommendation> {
    refusePersonalData({ reason });
    return this.change(target, ['answered', 'closed'], 'recommendation.reopen', async (_unit, entity) => {
      Object.assign(entity, { state: 'recorded', ...nowhereYet });
      return reason;
    });
  }

  /** The letter by which it was forwarded last. */
  async docx(id: string, caller: Caller): Promise<Buffer> {
    await this.get(id, caller);
    const order = { version: 'DESC' } as const;
    const letter = await this.transactions.manager.findOne(RecommendationDocumentEntity, {
      where: { recommendationId: id },
      order,
    });
    if (!letter) throw Problem.conflict('recommendation.not-forwarded', 'It has not been forwarded');
    return letter.docx;
  }

  private async present(entity: RecommendationEntity, { reach }: Caller): Promise<Recommendation> {
    const head = toHead(entity, await officeDay(this.transactions.manager));
    if (!reach.everywhere) return { ...head, itemIds: [], steps: [] };
    const { manager } = this.transactions;
    const where = { recommendationId: entity.id };
    const drawn = await manager.find(RecommendationItemEntity, { where, order: { itemId: 'ASC' } });
    const steps = await manager.find(RecommendationStepEntity, { where, order: { version: 'ASC' } });
    return {
      ...head,
      itemIds: drawn.map(({ itemId }) => itemId),
      steps: steps.map(({ at, ...step }) => ({ ...step, at: at.toISOString() })),
    };
  }

  /** The office sees all, recipients what was forwarded to them or is overdue below them, collaborators what came from their own reports. */
  private visibleTo({ reach }: Caller) {
    const select = this.transactions.manager.createQueryBuilder(RecommendationEntity, 'register');
    if (reach.everywhere) return select.where('true');
    const own = `EXISTS (SELECT FROM recommendation_item AS drawn JOIN opinion_item AS item ON item.id = drawn.item_id
      JOIN opinion_report AS report ON report.id = item.report_id
      WHERE drawn.recommendation_id = register.id AND report.person_id = ANY(:people))`;
    const addressed =
      'register.organisationId = ANY(:organisations) OR register.escalatedTo = ANY(:organisations)';
    return select.where(`(${addressed} OR ${own})`, {
      organisations: reach.organisationIds,
      people: reach.personIds,
    });
  }

  private async change(
    { id, version, caller }: RecommendationVersion,
    from: State[],
    action: string,
    body: (unit: UnitOfWork, entity: RecommendationEntity) => Promise<string | null>,
  ): Promise<Recommendation> {
    return this.transactions.run(async (unit) => {
      const visible = this.visibleTo(caller).andWhere('register.id = :id', { id });
      const entity = await visible.setLock('pessimistic_write').getOne();
      if (!entity) throw Problem.of('resource.not-found');
      if (entity.version !== version) throw Problem.of('resource.stale');
      refuseState({ noun: 'recommendation', thing: 'recommendation' }, entity.state, from);
      entity.version += 1;
      const note = await body(unit, entity);
      await unit.manager.save(RecommendationEntity, entity);
      await record(unit, entity, action, note);
      return this.present(entity, caller);
    });
  }
}

function toHead(
  { createdAt: _, escalatedDays: __, escalatedTo: ___, ...facts }: RecommendationEntity,
  today: string,
): RecommendationHead {
  const { state, dueOn } = facts;
  return { ...facts, overdue: notAnswered.includes(state) && dueOn !== null && dueOn < today };
}

/** Keeps the state it is in now, and tells of it. */
async function record(
  unit: UnitOfWork,
  entity: RecommendationEntity,
  action: string,
  note: string | null,
): Promise<void> {
  const { id, version, state, organisationId, dueOn, outcome, aggregateId, conferenceId } = entity;
  const step = { recommendationId: id, version, state, organisationId, dueOn, outcome, note };
  await unit.manager.insert(RecommendationStepEntity, step);
  const raisers = await unit.query<{ id: string }>('recommendation.raisers', raisersSql, [id]);
  const raisedBy = raisers.map((person) => person.id);
  const facts = { id, state, organisationId, dueOn, aggregateId, conferenceId, raisedBy };
  unit.publish(recommendationChanged.of(id, version, facts));
  unit.audit({ action, entity: `recommendation:${id}`, details: { version, state, organisationId, dueOn } });
}

function refuseField(path: string, message: string): never {
  throw Problem.unprocessable('recommendation.not-fit', 'The recommendation cannot be kept like this', {
    errors: [{ path, message }],
  });
}
