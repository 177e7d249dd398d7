import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { z } from 'zod';
import type {
  Holidays,
  HolidaysUpdate,
  NewReportingCalendar,
  ReportingCalendar,
  ReportingCalendarListQuery,
  UpcomingPeriods,
} from '#contracts/calendars';
import type { Page } from '#contracts/list';
import type { ReportingPeriod } from '#contracts/periods';
import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { officeDay } from '#persistence/office-day';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { HolidaysEntity, ReportingCalendarEntity } from './calendar.entity.js';
import { codeOf, duesOf, opensOn, type Span, spanOf, spansFrom } from './calendars.rules.js';
import { unknownOrganisations } from '../reference/reference.queries.js';
import { type InTheWay, inTheWaySql, keepDuesSql } from './periods.queries.js';
import { openPeriod } from './periods.service.js';

@Injectable()
export class CalendarsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof ReportingCalendarListQuery>): Promise<Page<ReportingCalendar>> {
    return readPage(
      this.transactions.manager.createQueryBuilder(ReportingCalendarEntity, 'calendar'),
      query,
      {
        fields: { code: 'calendar.code', kind: 'calendar.kind' },
        sort: { expression: 'calendar.code', of: (calendar) => calendar.code },
        id: { expression: 'calendar.id', of: (calendar) => calendar.id },
      },
      (calendar) => calendar,
    );
  }

  async get(id: string): Promise<ReportingCalendar> {
    const calendar = await this.transactions.manager.findOneBy(ReportingCalendarEntity, { id });
    if (!calendar) throw Problem.of('resource.not-found');
    return calendar;
  }

  async create(input: NewReportingCalendar): Promise<ReportingCalendar> {
    return this.transactions.run(async (unit) => {
      await refuseUnknown(unit, input);
      const calendar: ReportingCalendarEntity = { id: randomUUID(), ...input, version: 1 };
      await unit.manager.insert(ReportingCalendarEntity, calendar);
      note(unit, 'create', calendar);
      return calendar;
    });
  }

  /** Periods that are open already keep their days and due times. */
  async change(id: string, version: number, input: NewReportingCalendar): Promise<ReportingCalendar> {
    return this.transactions.run(async (unit) => {
      await lockRow(unit, ReportingCalendarEntity, id, version);
      await refuseUnknown(unit, input);
      const calendar: ReportingCalendarEntity = { id, ...input, version: version + 1 };
      await unit.manager.save(ReportingCalendarEntity, calendar);
      note(unit, 'change', calendar);
      return calendar;
    });
  }

  /**
   * Opens the period of a calendar in which a day lies, with its due times as the calendar and the holidays are today.
   * @throws Problem 409 when it overlaps one of the calendar or of the kind.
   */
  async open(id: string, on: string): Promise<ReportingPeriod> {
    return this.transactions.run(async (unit) => {
      const calendar = await lockRow(unit, ReportingCalendarEntity, id);
      return openSpan(unit, calendar, spanOf(calendar, on));
    });
  }

  /** The period in which today lies and the two after it: whether they are open, when they will be, what is in the way. */
  async upcoming(id: string): Promise<UpcomingPeriods> {
    return this.transactions.run(async (unit) => {
      const calendar = await this.get(id);
      const { days } = await this.holidays();
      const items: UpcomingPeriods['items'] = [];
      for (const span of spansFrom(calendar, await officeDay(unit.manager), 3)) {
        const there = await inTheWay(unit, calendar, span);
        const same = there.find((period) => period.same);
        items.push({
          ...span,
          code: same?.code ?? codeOf(calendar, span),
          opensOn: opensOn(calendar, span),
          dueAt: same?.dueAt.toISOString() ?? duesOf(calendar, span.endsOn, days)[0]!.dueAt,
          periodId: same?.id ?? null,
          blockedBy: same ? null : (there[0]?.code ?? null),
        });
      }
      return { items };
    });
  }

  holidays(): Promise<Holidays> {
    return this.transactions.manager.findOneByOrFail(HolidaysEntity, { id: true });
  }

  /** The list is changed as a whole; periods that are open already keep their due times. */
  async changeHolidays(version: number, { days }: HolidaysUpdate): Promise<Holidays> {
    const errors = days.flatMap(({ note }, index) => personalSpansIn(`days.${index}.note`, note));
    if (errors.length > 0)
      throw Problem.unprocessable('holidays.personal-data', 'The text leads to a person', { errors });
    return this.transactions.run(async (unit) => {
      const sorted = days.toSorted((a, b) => a.day.localeCompare(b.day));
      const next = { days: sorted, version: version + 1 };
      const { affected } = await unit.manager.update(HolidaysEntity, { version }, next);
      if (affected === 0) throw Problem.of('resource.stale');
      unit.audit({ action: 'holidays.write', entity: 'holidays', details: { count: days.length } });
      return next;
    });
  }
}

/** Opens a period of a calendar that is locked, as the holidays are today. */
async function openSpan(
  unit: UnitOfWork,
  calendar: ReportingCalendarEntity,
  span: Span,
): Promise<ReportingPeriod> {
  const { days } = await unit.manager.findOneByOrFail(HolidaysEntity, { id: true });
  const dues = duesOf(calendar, span.endsOn, days);
  const period = await openPeriod(unit, {
    ...span,
    code: codeOf(calendar, span),
    kind: calendar.kind,
    dueAt: dues[0]!.dueAt,
    calendarId: calendar.id,
  });
  await unit.query('period.dues', keepDuesSql, [period.id, JSON.stringify(dues)]);
  return period;
}

/**
 * Opens what has come of all calendars that open by themselves: the period in which today lies, and those whose day of
 * opening has passed. What something is in the way of is passed over, and one that was missed as a whole stays so: nobody
 * is to owe reports of months ago. @returns the codes of what it opened.
 */
export async function openWhatHasCome(unit: UnitOfWork): Promise<string[]> {
  const today = await officeDay(unit.manager);
  const byThemselves = { opensDaysBefore: Not(IsNull()) };
  const order = { id: 'ASC' } as const;
  const opened: string[] = [];
  for (const { id } of await unit.manager.find(ReportingCalendarEntity, { where: byThemselves, order })) {
    const calendar = await lockRow(unit, ReportingCalendarEntity, id);
    for (const span of spansFrom(calendar, today, 3)) {
      const on = opensOn(calendar, span);
      if (on === null || on > today || (await inTheWay(unit, calendar, span)).length > 0) continue;
      opened.push((await openSpan(unit, calendar, span)).code);
    }
  }
  return opened;
}

const inTheWay = (unit: UnitOfWork, calendar: ReportingCalendarEntity, span: Span): Promise<InTheWay[]> =>
  unit.query<InTheWay>('periods.in-the-way', inTheWaySql, [
    calendar.id,
    calendar.kind,
    codeOf(calendar, span),
    span.startsOn,
    span.endsOn,
  ]);

function note(unit: UnitOfWork, act: 'create' | 'change', calendar: ReportingCalendarEntity): void {
  const { id, ...details } = calendar;
  unit.audit({ action: `reporting-calendar.${act}`, entity: `reporting-calendar:${id}`, details });
}

async function refuseUnknown(unit: UnitOfWork, { exceptions }: NewReportingCalendar): Promise<void> {
  const unknown = await unknownOrganisations(
    unit,
    exceptions.flatMap(({ organisationId }) => organisationId ?? []),
  );
  const errors = exceptions.flatMap(({ organisationId }, index) =>
    organisationId !== null && unknown.has(organisationId)
      ? [{ path: `exceptions.${index}.organisationId`, message: 'there is no such organisation' }]
      : [],
  );
  if (errors.length > 0)
    throw Problem.unprocessable(
      'reporting-calendar.unknown-organisation',
      'The calendar names an organisation that does not exist',
      { errors },
    );
}
