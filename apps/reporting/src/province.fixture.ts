import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { AggregateReport, AggregateReportHead } from '#contracts/aggregates';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import type { Job } from '#contracts/job';
import type { NewOpinionItem, NewOpinionReport, OpinionReport } from '#contracts/opinion';
import { organisationRecorded } from '#contracts/organisations';
import { appointmentRecorded } from '#contracts/people';
import type { NewReportingPeriod, ReportingPeriod } from '#contracts/periods';
import { type ReviewSettings, type ReviewSettingsUpdate, reviewerRecorded } from '#contracts/review';
import { eventually } from '#testing/eventually';
import {
  type Answer,
  ifMatch,
  startTestService,
  type TestClient,
  type TestService,
} from '#testing/test-service';
import { startTestWorker } from '#testing/test-worker';
import { reporting } from './reporting.service-definition.js';

export const periods = '/v1/reporting/reporting-periods';
export const reports = '/v1/reporting/opinion-reports';
export const reviewSettings = '/v1/reporting/review-settings';
export const aggregates = '/v1/reporting/aggregate-reports';

/** A day until when everything is on time. */
export const muchLater = '2199-01-01T00:00:00Z';

type AppointmentFacts = z.input<typeof appointmentRecorded.data>;

/** Someone who reports, signed in. */
export interface Collaborator {
  appointment: AppointmentFacts;
  client: TestClient;
}

/** Numbers of the units in the tree: the province is 1 to 4. */
export const numbers = { province: [1, 4], kyLua: [2, 2], dongDang: [3, 3], tamThanh: [4, 4] } as const;
export type UnitName = keyof typeof numbers;

/** Something heard in a unit that anyone may report as it stands. */
export const heardIn = (areaId: string, changes: Partial<NewOpinionItem> = {}): NewOpinionItem => ({
  topic: 'economy',
  areaId,
  strata: ['farmers'],
  tendency: 'oppose',
  prevalence: 'some',
  basis: { conversations: 2, meetings: 0, places: 1 },
  intensity: 'medium',
  trend: 'new',
  rumour: false,
  summary: 'Giá vật tư nông nghiệp tăng nhanh hơn giá nông sản',
  proposals: ['Bình ổn giá phân bón'],
  assessment: null,
  proposedSolution: null,
  ...changes,
});

/** The reporting service of a small province: three wards, and an editor, an approver and a month whenever asked. */
export class Province {
  readonly areas: Record<UnitName, string> = {
    province: randomUUID(),
    kyLua: randomUUID(),
    dongDang: randomUUID(),
    tamThanh: randomUUID(),
  };
  readonly editor: TestClient;
  readonly approver: TestClient;
  private months = 0;

  private constructor(readonly service: TestService) {
    this.editor = service.as('editor');
    this.approver = service.as('approver', { secondFactor: true });
  }

  static async open(): Promise<Province> {
    const province = new Province(await startTestService(reporting));
    const names: [UnitName, string, string][] = [
      ['province', '20', 'Tỉnh Lạng Sơn'],
      ['kyLua', '05977', 'Phường Kỳ Lừa'],
      ['dongDang', '06187', 'Xã Đồng Đăng'],
      ['tamThanh', '05983', 'Phường Tam Thanh'],
    ];
    for (const [unit, code, name] of names) await province.record(unit, { code, name });
    await province.number(numbers);
    return province;
  }

  private record(unit: UnitName, { code, name }: { code: string; name: string }): Promise<void> {
    const isProvince = unit === 'province';
    const type = isProvince ? 'province' : 'ward';
    const parentCode = isProvince ? null : '20';
    const facts = {
      id: this.areas[unit],
      code,
      name,
      type,
      parentCode,
      validFrom: '2000-01-01',
      validTo: null,
    } as const;
    return this.service.publish(areaRecorded.of(facts.id, 1, facts));
  }

  /** Says where the units stand in the tree that has always been in force. */
  number(tree: Partial<Record<UnitName, readonly [number, number]>>, numbering = 1): Promise<void> {
    const nodes = Object.entries(tree).map(([unit, [lo, hi]]): [string, number, number] => [
      this.areas[unit as UnitName],
      lo,
      hi,
    ]);
    return this.service.publish(
      areaTreeNumbered.of('2000-01-01', numbering, { root: '20', from: '2000-01-01', to: null, nodes }),
    );
  }

  async organisation(name: string): Promise<string> {
    const id = randomUUID();
    const facts = { code: name.replace(/\W/g, ''), name, kind: 'institute', level: 'central' } as const;
    const dates = { validFrom: '2000-01-01', validTo: null, parentCode: null, areaCode: null };
    await this.service.publish(organisationRecorded.of(id, 1, { id, ...facts, ...dates }));
    return id;
  }

  async collaborator(
    unit: UnitName = 'kyLua',
    changes: Partial<AppointmentFacts> = {},
  ): Promise<Collaborator> {
    const appointment: AppointmentFacts = {
      id: randomUUID(),
      personId: randomUUID(),
      role: 'collaborator',
      level: 'commune',
      organisationId: randomUUID(),
      areaId: this.areas[unit],
      from: '2001-01-01',
      to: null,
      state: 'appointed',
      ...changes,
    };
    await this.service.publish(appointmentRecorded.of(appointment.id, 1, appointment));
    const client = this.service.as('collaborator', { personId: appointment.personId });
    return { appointment, client };
  }

  reviewer(unit: UnitName): TestClient {
    return this.service.as('reviewer', { ranges: [[...numbers[unit]]] });
  }

  /** Lets it be known that somebody reviews a unit, today unless told. */
  async reviewedAt(unit: UnitName, days: { from?: string; to?: string } = {}): Promise<void> {
    const spans = [{ areaId: this.areas[unit], from: '2001-01-01', to: null, ...days }];
    const accountId = randomUUID();
    await this.service.publish(reviewerRecorded.of(accountId, 1, { accountId, personId: null, spans }));
  }

  /** Says which levels review. */
  async levels(changes: Partial<ReviewSettingsUpdate>): Promise<void> {
    const { version, ...settings }: ReviewSettings = made(await this.editor.get(reviewSettings));
    made(await this.editor.put(reviewSettings, { ...settings, ...changes }, ifMatch(version)));
  }

  /** A month of long ago, a new one each time, of which reports are still on time. */
  async month(changes: Partial<NewReportingPeriod> = {}): Promise<ReportingPeriod> {
    const first = new Date(Date.UTC(2010, this.months++, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
    const day = (date: Date): string => date.toISOString().slice(0, 10);
    const month: NewReportingPeriod = {
      code: day(first).slice(0, 7),
      kind: 'monthly',
      startsOn: day(first),
      endsOn: day(last),
      dueAt: muchLater,
      ...changes,
    };
    return made(await this.editor.post(periods, month));
  }

  async closed(period: ReportingPeriod): Promise<ReportingPeriod> {
    return made(await this.editor.post(`${periods}/${period.id}/close`, undefined, ifMatch(period)));
  }

  /** Something heard in Kỳ Lừa that anyone may report as it stands. */
  item(changes: Partial<NewOpinionItem> = {}): NewOpinionItem {
    return heardIn(this.areas.kyLua, changes);
  }

  report(period: { id: string }, changes: Partial<NewOpinionReport> = {}): Partial<NewOpinionReport> {
    return { periodId: period.id, items: [this.item()], ...changes };
  }

  async filed(
    by: Collaborator,
    period: { id: string },
    changes: Partial<NewOpinionReport> = {},
  ): Promise<OpinionReport> {
    return made(await by.client.post(reports, this.report(period, changes)));
  }

  async accepted(by: Collaborator, period: { id: string }, items: NewOpinionItem[]): Promise<OpinionReport> {
    return this.step(reports, await this.filed(by, period, { items }), 'accept');
  }

  /** Moves a report or an aggregate report on, as the editor unless said. */
  async step<Thing extends { id: string; version: number }>(
    path: string,
    thing: Thing,
    step: string,
    body?: unknown,
    by = this.editor,
  ): Promise<Thing> {
    return made(await by.post(`${path}/${thing.id}/${step}`, body, ifMatch(thing)));
  }

  /** Asks for the aggregate report of a closed period, or of a unit in it, and waits until the worker has built it. */
  async built(period: { id: string }, unit?: UnitName): Promise<AggregateReport> {
    const { id, jobId }: AggregateReportHead = made(
      await this.editor.post(aggregates, {
        periodId: period.id,
        ...(unit && { areaId: this.areas[unit] }),
      }),
    );
    const job = await this.finished(jobId);
    if (job.state === 'failed') throw new Error(`the job failed: ${job.error}`);
    return made(await this.editor.get(`${aggregates}/${id}`));
  }

  /** Waits until the worker has done with a job. */
  finished(jobId: string): Promise<Job> {
    return eventually(async () => {
      const job: Job = made(await this.editor.get(`/v1/reporting/jobs/${jobId}`));
      if (job.finishedAt === null) throw new Error(`the job is ${job.state}`);
      return job;
    }, 20_000);
  }

  async approved(draft: AggregateReport): Promise<AggregateReport> {
    const circulated = await this.step(aggregates, draft, 'circulate');
    return this.step(
      aggregates,
      circulated,
      'approve',
      { contentHash: circulated.contentHash },
      this.approver,
    );
  }

  issued(approved: AggregateReport): Promise<AggregateReport> {
    return this.step(aggregates, approved, 'issue', { signer: { position: 'TRƯỞNG BAN', name: null } });
  }

  /** Replaces an issued report by one of what is known now. */
  async superseded({ id, version }: AggregateReport, reason = 'Bổ sung'): Promise<AggregateReport> {
    const head: AggregateReportHead = made(
      await this.editor.post(`${aggregates}/${id}/supersede`, { reason }, ifMatch(version)),
    );
    await this.finished(head.jobId);
    return made(await this.editor.get(`${aggregates}/${head.id}`));
  }

  close(): Promise<void> {
    return this.service.close();
  }
}

/** The worker of the service, on queues in its database. */
export const startWorker = (service: TestService) => startTestWorker(reporting, service);

/** The body of an answer that must be a success. */
function made({ status, body }: Answer) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
