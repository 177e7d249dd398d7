import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { Problem } from '#contracts/problem';
import type { NewSurveyMicrodata, SurveyMicrodata } from '#contracts/survey-microdata';
import { csvLines } from '#documents/sheets';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { answersAsColumns, itemsNeeded } from '../estimates/analyse.rules.js';
import { basisOf, inputOf } from '../estimates/analysis-basis.js';
import { weigh } from '../estimates/weighting.rules.js';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { SurveyReleaseEntity } from '../releases/release.entity.js';
import { isOfficeOf, ReleasesService } from '../releases/releases.service.js';
import { VaultReader } from '../vault/vault-reader.js';
import { SurveyMicrodataEntity } from './microdata.entity.js';
import { disclosureFaults, peopleOf, rowsOf } from './microdata.rules.js';

/** Answers that nobody can be found by, one by one. They are there for as long as their release is. */
@Injectable()
export class MicrodataService {
  constructor(
    private readonly transactions: Transactions,
    private readonly releases: ReleasesService,
    private readonly vault: VaultReader,
  ) {}

  async list(releaseId: string, caller: Caller): Promise<{ items: SurveyMicrodata[] }> {
    await this.releases.whole(releaseId, caller);
    const items = await this.transactions.manager.find(SurveyMicrodataEntity, {
      where: { releaseId, ...(!isOfficeOf(caller) && { state: 'published' as const }) },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return { items: items.map(toMicrodata) };
  }

  /**
   * Draws up the answers to some variables of a release, if that gives nobody away.
   * @throws Problem 404, 409 `survey-release.wrong-state`, 412, 422 `microdata.no-variable`, `microdata.disclosure` with what
   *   the check has found.
   */
  async create(
    { id: releaseId, version }: { id: string; version: number },
    { variables, identifying }: NewSurveyMicrodata,
    caller: Caller,
  ): Promise<SurveyMicrodata> {
    await this.transactions.run(async (unit) => {
      refuseUnlessPublished(await lockRow(unit, SurveyReleaseEntity, releaseId, version));
    });
    const { plan, analysis } = await this.releases.whole(releaseId, caller);
    const { definition, against } = analysis;
    const unknown = variables.filter((name) => !definition.variables.some(({ key }) => key === name));
    if (unknown.length > 0)
      throw Problem.unprocessable('microdata.no-variable', 'The analysis has no such variable', {
        detail: unknown.join(', '),
      });
    const { manager } = this.transactions;
    const basis = (await basisOf(manager, plan.id))!;
    const input = {
      ...(await inputOf(manager, basis, definition, against ?? [])),
      responses: await this.vault.read(plan.id, itemsNeeded(definition)),
    };
    const { columns, cellOfRow } = answersAsColumns(input);
    const { weights } = weigh({ ...input, cellOfRow, columns });
    const people = peopleOf(
      variables.map((key) => columns.get(key)!),
      weights,
    );
    const { minPeople } = definition;
    const errors = disclosureFaults(people, { variables, identifying, minPeople });
    if (errors.length > 0)
      throw Problem.unprocessable('microdata.disclosure', 'Somebody could be found by these answers', {
        errors,
      });
    const { rows, patterns } = rowsOf(people);
    const content = csvLines([
      [...variables, 'weight'],
      ...rows.map(({ categories, weight }) => [...categories, weight]),
    ]);
    const microdata: SurveyMicrodataEntity = {
      id: randomUUID(),
      releaseId,
      state: 'draft',
      variables,
      identifying,
      minPeople,
      people: people.length,
      patterns,
      content,
      contentHash: createHash('sha256').update(content).digest('hex'),
      approvedBy: null,
      approvedAt: null,
      version: 1,
      createdAt: new Date(),
    };
    return this.transactions.run(async (unit) => {
      refuseUnlessPublished(await lockRow(unit, SurveyReleaseEntity, releaseId, version));
      await unit.manager.insert(SurveyMicrodataEntity, microdata);
      const details = { releaseId, variables, contentHash: microdata.contentHash };
      unit.audit({ action: 'survey-microdata.create', entity: `survey-microdata:${microdata.id}`, details });
      return toMicrodata(microdata);
    });
  }

  /**
   * Publishes exactly the file that the approver has read. A survey has one: two could be laid beside one another.
   * @throws Problem 404, 409 `microdata.wrong-state`, `microdata.content-changed`, `microdata.another`,
   *   `survey-release.wrong-state`
   */
  async approve(id: string, version: number, contentHash: string, caller: Caller): Promise<SurveyMicrodata> {
    return this.transactions.run(async (unit) => {
      const microdata = await lockRow(unit, SurveyMicrodataEntity, id, version);
      if (microdata.state !== 'draft')
        throw Problem.conflict('microdata.wrong-state', `It is ${microdata.state}`);
      if (microdata.contentHash !== contentHash)
        throw Problem.conflict('microdata.content-changed', 'It is not what you have read');
      const release = await lockRow(unit, SurveyReleaseEntity, microdata.releaseId);
      refuseUnlessPublished(release);
      await refuseSecond(unit, release);
      const approval = { state: 'published', approvedBy: caller.id, approvedAt: new Date() } as const;
      Object.assign(microdata, approval, { version: version + 1 });
      await unit.manager.update(SurveyMicrodataEntity, { id }, { ...approval, version: version + 1 });
      const details = { releaseId: microdata.releaseId, contentHash };
      unit.audit({ action: 'survey-microdata.approve', entity: `survey-microdata:${id}`, details });
      return toMicrodata(microdata);
    });
  }

  /** The file, for as long as its release is there; a draft for the office alone. @throws Problem 404 */
  async file(id: string, caller: Caller): Promise<Buffer> {
    const microdata = await this.transactions.manager.findOne(SurveyMicrodataEntity, {
      where: { id, ...(!isOfficeOf(caller) && { state: 'published' as const }) },
      select: { releaseId: true, content: true },
    });
    if (!microdata) throw Problem.of('resource.not-found');
    const { release } = await this.releases.whole(microdata.releaseId, caller);
    if (release.state === 'withdrawn') throw Problem.of('resource.not-found');
    return Buffer.from(microdata.content, 'utf8');
  }
}

/** Files of a survey are approved one at a time. */
async function refuseSecond(unit: UnitOfWork, { planId }: SurveyReleaseEntity): Promise<void> {
  await lockRow(unit, SurveyPlanEntity, planId);
  const other = await unit.manager
    .createQueryBuilder(SurveyMicrodataEntity, 'one')
    .innerJoin(SurveyReleaseEntity, 'release', 'release.id = one.releaseId')
    .where(`release.planId = :planId AND one.state = 'published'`, { planId })
    .getOne();
  if (other)
    throw Problem.conflict('microdata.another', 'The survey has such a file already', { detail: other.id });
}

function refuseUnlessPublished({ state }: SurveyReleaseEntity): void {
  if (state !== 'published')
    throw Problem.conflict(
      'survey-release.wrong-state',
      `The release is ${state}; this needs it to be published`,
    );
}

const toMicrodata = ({
  content: _,
  approvedBy: __,
  createdAt: ___,
  approvedAt,
  ...rest
}: SurveyMicrodataEntity): SurveyMicrodata => ({ ...rest, approvedAt: approvedAt?.toISOString() ?? null });
