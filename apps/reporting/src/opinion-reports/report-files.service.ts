import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { LineProblem } from '#contracts/import';
import { NewOpinionReport } from '#contracts/opinion';
import { Problem } from '#contracts/problem';
import {
  type FilingOutcome,
  OpinionRow,
  type ReportFileQuery,
  type ReportTemplateQuery,
} from '#contracts/report-files';
import { type SheetType, sheetTypes, writeSheets } from '#documents/sheets';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { recordList } from '#service-kit/reads-of-others';
import { checkedList, listsOf } from '#service-kit/table-file';
import type { Upload } from '#service-kit/uploaded';
import { codesAsOf } from '../codes/codes.service.js';
import { PeriodsService } from '../periods/periods.service.js';
import { check, type Fileable, store } from './filing.service.js';
import { personalSpans, unearnedPrevalence } from './opinion-reports.rules.js';
import { areasInPeriodSql, filedAlreadySql, mayFileForSql } from './report-files.queries.js';
import {
  atLines,
  emptySheet,
  guideSheet,
  type LinesOfReport,
  listName,
  listSheet,
  problem,
  reportsOf,
  toRequest,
  unknownAreas,
} from './report-files.rules.js';

interface AreaInPeriod extends Record<string, unknown> {
  id: string;
  code: string;
  name: string;
}

interface MayFileFor extends Record<string, unknown> {
  id: string;
  personId: string;
  level: string;
  organisation: string | null;
  code: string | null;
  area: string | null;
}

/** Reports as tables: the template of a period, and many reports filed at once. */
@Injectable()
export class ReportFilesService {
  constructor(
    private readonly periods: PeriodsService,
    private readonly transactions: Transactions,
  ) {}

  /** The table to be filled in, with the lists that hold in the period; whom the caller may file for is recorded. */
  async template(
    { periodId, format }: ReportTemplateQuery,
    caller: Caller,
  ): Promise<{ bytes: Buffer; type: SheetType }> {
    const type = sheetTypes[format];
    return this.transactions.run(async (unit) => {
      const { endsOn } = await this.periods.get(periodId);
      if (format !== 'xlsx') return { bytes: await writeSheets([emptySheet], type), type };
      const areas = await unit.query<AreaInPeriod>('report-files.areas', areasInPeriodSql, [periodId, null]);
      const codes = await codesAsOf(unit.manager, endsOn);
      const { everywhere, personIds } = caller.reach;
      const people = everywhere ? null : personIds;
      const posts = await unit.query<MayFileFor>('report-files.posts', mayFileForSql, [periodId, people]);
      recordList(unit, 'appointment', posts, caller);
      const linesOf = (list: string): string[][] =>
        codes.filter((line) => line.list === list).map(({ code, name }) => [code, name]);
      const sheets = [
        listSheet('topics', ['topic', 'name'], linesOf('topic')),
        listSheet('strata', ['stratum', 'name'], linesOf('stratum')),
        listSheet(
          'areas',
          ['area', 'name'],
          areas.map(({ code, name }) => [code, name]),
        ),
        listSheet(
          'appointments',
          ['appointmentId', 'organisation', 'level', 'area', 'areaName'],
          posts.map(({ id, organisation, level, code, area }) => [id, organisation, level, code, area]),
        ),
      ];
      return { bytes: await writeSheets([emptySheet, guideSheet, ...sheets], type), type };
    });
  }

  /**
   * Files the reports of a table, all or none; every problem names its line.
   * @throws Problem 422 `file.unreadable`; 404 when there is no such period.
   */
  async file(file: Upload, query: ReportFileQuery, caller: Caller): Promise<FilingOutcome> {
    const sheets = await listsOf(file, [listName], listName);
    const { rows, problems } = checkedList(sheets, listName, OpinionRow);
    return this.transactions.run(async (unit) => {
      await this.periods.get(query.periodId);
      const areaIds = await this.areaIds(
        unit,
        query.periodId,
        rows.map(({ row }) => row.area),
      );
      const reports = reportsOf(rows);
      const given = { areaIds, query, caller };
      const outcomes = await Promise.all(reports.map((of) => checked(unit, of, given)));
      const fileable = reports.flatMap((of, at) => {
        const report = outcomes[at];
        return report ? [{ of, report }] : [];
      });
      await refuseSecond(unit, query, fileable);
      problems.push(...reports.flatMap((report) => report.problems));
      if (rows.length + problems.length === 0) problems.push(problem(1, 'there is nothing to file'));
      problems.sort((one, other) => one.line - other.line);
      const counts = { reports: reports.length, items: rows.length };
      if (problems.length > 0 || query.dryRun) return { applied: false, counts, problems, reportIds: [] };
      const reportIds = fileable.map(({ report }) => store(unit, report).id);
      return { applied: true, counts, problems, reportIds };
    });
  }

  private async areaIds(unit: UnitOfWork, periodId: string, codes: string[]): Promise<Map<string, string>> {
    const areas = await unit.query<AreaInPeriod>('report-files.areas', areasInPeriodSql, [periodId, codes]);
    return new Map(areas.map(({ code, id }) => [code, id]));
  }
}

/** The report that lines make, when nothing is wrong with them; else their problems grow. */
async function checked(
  unit: UnitOfWork,
  { lines, problems }: LinesOfReport,
  { areaIds, query, caller }: { areaIds: Map<string, string>; query: ReportFileQuery; caller: Caller },
): Promise<Fileable | null> {
  problems.push(...unknownAreas(lines, areaIds));
  const request = toRequest(lines, areaIds, query);
  const { success, data, error } = NewOpinionReport.safeParse(request);
  // What was said of a unit once is not said again because its code is no id.
  const unfit = (error?.issues ?? [])
    .map(({ path, message }) => ({ path: path.join('.'), message }))
    .filter(({ path }) => !path.endsWith('.areaId'));
  problems.push(...atLines(lines, unfit));
  const { items } = request as unknown as NewOpinionReport;
  problems.push(...atLines(lines, [...personalSpans(items), ...unearnedPrevalence(items)]));
  if (problems.length > 0 || !success) return null;
  try {
    return await check(unit, data, caller);
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    problems.push(...problemsOf(lines, reason));
    return null;
  }
}

const problemsOf = (lines: LinesOfReport['lines'], { message, extras }: Problem): LineProblem[] =>
  extras.errors ? atLines(lines, extras.errors) : [problem(lines[0]!.line, message)];

/** A periodic report is one of its period and appointment, in the file and of what is stored. */
async function refuseSecond(
  unit: UnitOfWork,
  { periodId, kind }: ReportFileQuery,
  fileable: { of: LinesOfReport; report: Fileable }[],
): Promise<void> {
  if (kind !== 'periodic') return;
  const ids = fileable.map(({ report }) => report.context.appointment_id);
  const filed = await unit.query<{ id: string }>('report-files.filed', filedAlreadySql, [periodId, ids]);
  const taken = new Set(filed.map(({ id }) => id));
  for (const { of, report } of fileable) {
    const { appointment_id } = report.context;
    if (taken.has(appointment_id)) {
      const message = 'appointmentId: the period has a report of this appointment already';
      of.problems.push(problem(of.lines[0]!.line, message));
    }
    taken.add(appointment_id);
  }
}
