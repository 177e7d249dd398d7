import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type {
  Holidays,
  HolidaysUpdate,
  NewReportingCalendar,
  ReportingCalendar,
  ReportingCalendarListQuery,
} from '#contracts/calendars';
import type { Page } from '#contracts/list';
import type { ReportingPeriod } from '#contracts/periods';
import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { HolidaysEntity, ReportingCalendarEntity } from './calendar.entity.js';
import { codeOf, duesOf, spanOf } from './calendars.rules.js';
import { unknownOrganisations } from '../reference/reference.queries.js';
import { keepDuesSql } from './periods.queries.js';
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
      const { days } = await unit.manager.findOneByOrFail(HolidaysEntity, { id: true });
      const span = spanOf(calendar, on);
      const dues = duesOf(calendar, span.endsOn, days);
      const period = await openPeriod(unit, {
        ...span,
        code: codeOf(calendar, span),
        kind: calendar.kind,
        dueAt: dues[0]!.dueAt,
        calendarId: id,
      });
      await unit.query('period.dues', keepDuesSql, [period.id, JSON.stringify(dues)]);
      return period;
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
