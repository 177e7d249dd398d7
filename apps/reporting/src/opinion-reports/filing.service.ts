import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import { type NewOpinionReport, type OpinionReport, opinionReportChanged } from '#contracts/opinion';
import { type FieldError, Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { type FilingContext, filingContext, insertReports } from './opinion-reports.queries.js';
import { asFirstFiled, personalSpans, unearnedPrevalence, unknownCodes } from './opinion-reports.rules.js';

@Injectable()
export class FilingService {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Files a report, or keeps it as a draft. Staff may enter one for another, by a channel that says so.
   * @throws Problem 422 `opinion.personal-data` (says where, stores nothing), `opinion.prevalence-not-earned`,
   *   `opinion.unknown-reference`, `opinion.not-appointed`; 409 `period.closed`, or a conflict when the period has
   *   a report of this appointment already.
   */
  async file(input: NewOpinionReport, caller: Caller): Promise<OpinionReport> {
    refuseText(input);
    return this.transactions.run(async (unit) => store(unit, await check(unit, input, caller)));
  }
}

/** A report that may be filed: where it belongs, and the order number of each of its areas. */
export interface Fileable {
  input: NewOpinionReport;
  context: FilingContext & { appointment_id: string };
  ords: Record<string, number>;
}

/** @throws Problem 422 `opinion.personal-data`, `opinion.prevalence-not-earned`. */
function refuseText({ items }: NewOpinionReport): void {
  refuse('opinion.personal-data', 'The text leads to a person', personalSpans(items));
  refuse(
    'opinion.prevalence-not-earned',
    'The basis does not carry the prevalence',
    unearnedPrevalence(items),
  );
}

/** Whether the caller may file this report, whose text has been looked at; its period stays open until the unit ends. */
export async function check(unit: UnitOfWork, input: NewOpinionReport, caller: Caller): Promise<Fileable> {
  const { items } = input;
  const context = await unit.ask<FilingContext & Record<string, unknown>>(filingContext, {
    periodId: input.periodId,
    appointmentId: input.appointmentId,
    personId: caller.personId,
    areas: items.map((item) => item.areaId),
    topics: items.map((item) => item.topic),
    strata: items.flatMap((item) => item.strata),
    receivedOn: input.receivedOn,
  });
  return checkContext(context, input, caller);
}

/** Puts a report on record that was checked in the same unit. */
export function store(unit: UnitOfWork, { input, context, ords }: Fileable): OpinionReport {
  const { items, channel } = input;
  const report = {
    id: randomUUID(),
    periodId: input.periodId,
    appointmentId: context.appointment_id,
    kind: input.kind,
    channel,
    state: input.submit ? ('submitted' as const) : ('draft' as const),
    onTime: input.submit ? context.on_time : null,
    itemCount: items.length,
  };
  const filedAt = input.submit ? context.filed_at : null;
  const rows = items.map((item, position) => ({
    ...item,
    ...item.basis,
    id: randomUUID(),
    position,
    ord: ords[item.areaId],
  }));
  const { person_id: personId } = context;
  unit.write(insertReports, { ...report, personId, ord: ords[context.area_id], filedAt, items: rows });
  unit.publish(opinionReportChanged.of(report.id, 1, report));
  unit.audit({
    action: 'opinion-report.file',
    entity: `opinion-report:${report.id}`,
    details: { channel, state: report.state },
  });
  return {
    ...report,
    filedAt: filedAt?.toISOString() ?? null,
    reviseBy: null,
    firstReadAt: null,
    version: 1,
    items: rows.map((row) => ({ ...row, ...asFirstFiled })),
  };
}

/** Areas get their numbers in the tree of the period's last day. */
function checkContext(context: FilingContext | undefined, input: NewOpinionReport, caller: Caller): Fileable {
  if (!context) refuseField('opinion.unknown-reference', 'periodId', 'there is no such period');
  if (context.state === 'closed') throw Problem.conflict('period.closed', 'The period is closed');
  const own = context.appointment_id !== null && caller.reach.personIds.includes(context.person_id);
  // Whose appointment it is must not be learnt from the answer: none and another's are refused alike.
  const { appointment_id } = context;
  if (appointment_id === null || !(own || caller.reach.everywhere)) {
    throw Problem.unprocessable(
      'opinion.not-appointed',
      'There is no appointment as a collaborator in this period to file for',
    );
  }
  if (!own && input.channel === 'web') {
    refuseField(
      'opinion.channel-needed',
      'channel',
      'a report entered for another comes by upload, phone or a meeting',
    );
  }
  if (own && !caller.reach.everywhere && input.receivedOn) {
    refuseField('opinion.received-by-staff', 'receivedOn', 'only staff say when a report reached the office');
  }
  refuseUnasked(context, input);
  if (context.in_future) refuseField('opinion.received-in-future', 'receivedOn', 'this day has not come yet');
  const ords = context.ords ?? {};
  const faults = unknownCodes(input.items, new Set(context.codes ?? []));
  for (const [index, { areaId }] of input.items.entries()) {
    if (!(areaId in ords))
      faults.push({ path: `items.${index}.areaId`, message: 'there is no such area in this period' });
  }
  refuse('opinion.unknown-reference', 'The report refers to something that does not exist', faults);
  if (!(context.area_id in ords)) {
    throw Problem.unprocessable(
      'opinion.area-not-in-force',
      'The area of the appointment no longer stands at the end of the period',
    );
  }
  return { input, context: { ...context, appointment_id }, ords };
}

/** A thematic report answers a request, by whom it asks and on its topic; of that period nothing else is filed. */
function refuseUnasked({ period_kind, asked_topic, is_asked }: FilingContext, input: NewOpinionReport): void {
  if ((period_kind === 'thematic') !== (input.kind === 'thematic')) {
    refuseField(
      'opinion.other-kind',
      'kind',
      'thematic reports, and no others, answer a thematic request: they are filed for its period',
    );
  }
  if (is_asked === false)
    throw Problem.unprocessable('opinion.not-asked', 'The request is addressed to others');
  const elsewhere = input.items.flatMap(({ topic }, index) =>
    asked_topic === null || topic === asked_topic
      ? []
      : [{ path: `items.${index}.topic`, message: 'the request asks of another topic' }],
  );
  refuse('opinion.not-asked', 'The request asks of another topic', elsewhere);
}

function refuse(code: string, title: string, errors: FieldError[]): void {
  if (errors.length > 0) throw Problem.unprocessable(code, title, { errors });
}

function refuseField(code: string, path: string, message: string): never {
  throw Problem.unprocessable(code, 'The report cannot be filed like this', { errors: [{ path, message }] });
}
