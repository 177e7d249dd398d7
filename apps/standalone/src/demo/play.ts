import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AggregateReport, AggregateReportHead } from '#contracts/aggregates';
import type { Job } from '#contracts/job';
import type { OpinionReport, OpinionReportHead } from '#contracts/opinion';
import type { ReportingPeriod } from '#contracts/periods';
import { demoPersonnel } from '../demo-data/index.js';
import { ApiClient, inParallel } from './api-client.js';
import type { Month } from './calendar.js';
import { approveAllowances } from './contracts.js';
import { enrolSecondFactor } from './second-factor.js';
import {
  awaitNetwork,
  openPeriod,
  type Province,
  reportsOf,
  type Say,
  toRequest,
  usernameOf,
} from './load.js';

/** Collaborators at work at once. */
const WIDTH = 6;

/** Who plays. */
export interface Cast {
  url: string;
  password: string;
  editor: ApiClient;
}

/** What the month ended with. */
export interface Played {
  report: AggregateReport;
  files: string[];
  approverSecret: string;
}

/** Signs in one of the office's people by duty; `which` picks among several. */
export function signInAs(
  { url, password }: Omit<Cast, 'editor'>,
  duty: string,
  which = 0,
): Promise<ApiClient> {
  const person = demoPersonnel().filter((row) => row.duty === duty)[which]!;
  return new ApiClient(url).signIn(usernameOf(person.code), password);
}

/** Plays one month from the filed reports to the acknowledged document, through the public API only. */
export async function playMonth(
  cast: Cast,
  province: Province,
  month: Month,
  folder: string,
  say: Say,
): Promise<Played> {
  const { editor } = cast;
  const period = await openPeriod(editor, month);
  await awaitNetwork(editor, period);
  await fileReports(cast, province, period, month, say);
  await reviewReports(cast, period, say);
  const closed = await editor.post<ReportingPeriod>(
    `/v1/reporting/reporting-periods/${period.id}/close`,
    undefined,
    period.version,
  );
  say(`the period ${closed.code} is closed; who was expected is frozen`);

  const report = await buildReport(editor, period, say);
  const edited = await editor.put<AggregateReport>(
    `/v1/reporting/aggregate-reports/${report.id}/sections/assessment`,
    {
      paragraphs: [
        ...report.content!.sections.find(({ key }) => key === 'assessment')!.paragraphs,
        'Nhìn chung, dư luận xã hội trong kỳ ổn định; những băn khoăn tập trung vào các vấn đề dân sinh tại cơ sở, cần được trả lời kịp thời.',
      ],
    },
    report.version,
  );
  const circulated = await editor.post<AggregateReport>(
    `/v1/reporting/aggregate-reports/${report.id}/circulate`,
    undefined,
    edited.version,
  );
  say('the editor adds to the assessment and circulates the draft');
  const { approved, secret, sheets } = await approve(cast, circulated, folder, say);
  const signer = {
    position: 'TRƯỞNG BAN',
    name: demoPersonnel().find(({ duty }) => duty === 'approver')!.fullName,
  };
  const issued = await editor.post<AggregateReport>(
    `/v1/reporting/aggregate-reports/${report.id}/issue`,
    { signer },
    approved.version,
  );
  say(`issued as number ${issued.number} (${issued.symbol})`);
  const done = await dispatch(cast, province, issued, say);
  const files = [...(await saveDocuments(editor, done, month, folder)), ...sheets];
  return { report: done, files, approverSecret: secret };
}

async function fileReports(
  { url, password }: Cast,
  province: Province,
  period: ReportingPeriod,
  month: Month,
  say: Say,
): Promise<void> {
  const reports = reportsOf(month).filter((report) => report.onTime);
  let filed = 0;
  await inParallel(reports, WIDTH, async (report) => {
    const collaborator = await new ApiClient(url).signIn(usernameOf(report.collaboratorCode), password);
    await collaborator.post('/v1/reporting/opinion-reports', toRequest(report, period.id, province.areaIds));
    filed += 1;
    if (filed % 50 === 0) say(`${filed} collaborators have signed in and filed`);
  });
  say(`${filed} reports filed on the web by ${province.collaborators.length} expected`);
}

async function reviewReports(cast: Cast, period: ReportingPeriod, say: Say): Promise<void> {
  const reviewer = await signInAs(cast, 'reviewer');
  const list = `/v1/reporting/opinion-reports?filter[periodId][eq]=${period.id}&filter[state][eq]=submitted`;
  const waiting: OpinionReportHead[] = [];
  for await (const head of reviewer.all<OpinionReportHead>(list)) waiting.push(head);
  await inParallel(waiting, WIDTH, async ({ id }) => {
    const report = await reviewer.get<OpinionReport>(`/v1/reporting/opinion-reports/${id}`);
    await reviewer.post(`/v1/reporting/opinion-reports/${id}/accept`, undefined, report.version);
  });
  say(`the reviewer has read and accepted ${waiting.length} reports`);
}

async function buildReport(editor: ApiClient, period: ReportingPeriod, say: Say): Promise<AggregateReport> {
  const head = await editor.post<AggregateReportHead>('/v1/reporting/aggregate-reports', {
    periodId: period.id,
  });
  let shown = '';
  for (;;) {
    const job = await editor.get<Job>(`/v1/reporting/jobs/${head.jobId}`);
    const line = `worker: ${job.progress} % ${job.step ?? job.state}`;
    if (line !== shown) say(line);
    shown = line;
    if (job.state === 'failed') throw new Error(`the report could not be built: ${job.error}`);
    if (job.state === 'completed') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const report = await editor.get<AggregateReport>(`/v1/reporting/aggregate-reports/${head.id}`);
  say(`"${report.title}" is drafted from ${report.content!.items} opinion items`);
  return report;
}

async function approve(
  cast: Cast,
  report: AggregateReport,
  folder: string,
  say: Say,
): Promise<{ approved: AggregateReport; secret: string; sheets: string[] }> {
  const approver = await signInAs(cast, 'approver');
  const { secret } = await enrolSecondFactor(approver);
  const approved = await approver.post<AggregateReport>(
    `/v1/reporting/aggregate-reports/${report.id}/approve`,
    { contentHash: report.contentHash },
    report.version,
  );
  say(`approved with a second factor; bound to ${approved.approvedHash}`);
  return { approved, secret, sheets: await approveAllowances(approver, folder, say) };
}

async function dispatch(
  cast: Cast,
  province: Province,
  issued: AggregateReport,
  say: Say,
): Promise<AggregateReport> {
  const recipients = demoPersonnel().filter(({ duty }) => duty === 'recipient');
  const organisationIds = recipients.map(({ organisationCode }) =>
    province.organisationIds.get(organisationCode),
  );
  const path = `/v1/reporting/aggregate-reports/${issued.id}`;
  await cast.editor.post(`${path}/dispatch`, { organisationIds }, issued.version);
  say(`dispatched to ${recipients.length} recipients`);
  for (const [which, recipient] of recipients.entries()) {
    const client = await signInAs(cast, 'recipient', which);
    await client.post(`${path}/acknowledge`);
    say(`acknowledged by ${recipient.position}`);
  }
  return cast.editor.get(path);
}

async function saveDocuments(
  editor: ApiClient,
  report: AggregateReport,
  month: Month,
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const base = join(folder, `bao-cao-${month.code}`);
  const endings = ['docx', 'pdf'];
  for (const ending of endings) {
    const path = `/v1/reporting/aggregate-reports/${report.id}/document.${ending}`;
    await writeFile(`${base}.${ending}`, await editor.bytes(path));
  }
  await writeFile(`${base}.json`, `${JSON.stringify(report, null, 2)}\n`);
  return [...endings, 'json'].map((ending) => `${base}.${ending}`);
}
