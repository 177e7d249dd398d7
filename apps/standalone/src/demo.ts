import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { AggregateReportHead } from '#contracts/aggregates';
import { readSettings } from '#service-kit/config';
import { closeOnSignals, runProcess } from '#service-kit/process';
import { ApiClient } from './demo/api-client.js';
import { monthBefore, todayInVietnam } from './demo/calendar.js';
import { drawAllowances, signContracts } from './demo/contracts.js';
import { awaitNetwork, loadPastMonth, loadProvince, openPeriod, usernameOf } from './demo/load.js';
import { playMonth, signInAs } from './demo/play.js';
import { demoPersonnel } from './demo-data/index.js';
import { startEmbedded } from './embedded.js';

/** Months filled in before the one that is played. */
const PAST_MONTHS = 3;

const started = Date.now();
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const step = (line: string): void =>
  say(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s]   ${line}`);

/**
 * Loads the demonstration and plays one month on it, through the public API only. Without `--url` it starts
 * the whole product in this process and stays up; with it, it plays on a running one, as the administrator
 * whose password is in LANGNGHE_ADMIN_PASSWORD.
 */
await runProcess(async () => {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, exit: { type: 'boolean', default: false } },
  });
  const folder = resolve(readSettings(process.env).LANGNGHE_DATA_DIR);
  const secrets = await demoSecrets(join(folder, 'demo.json'));
  const settings = readSettings({
    LANGNGHE_LOG_LEVEL: 'warn',
    LANGNGHE_ADMIN_PASSWORD: secrets.administrator,
    // Hundreds of people come from one address here.
    LANGNGHE_RATE_LIMIT: '1000000',
    ...process.env,
  });
  say('Lắng Nghe: demonstration. Units are real; people, reports and opinions are invented.');
  const embedded = values.url ? undefined : await startEmbedded(settings, step);
  if (embedded) closeOnSignals({ close: () => embedded.stop() });
  const url = values.url ?? embedded!.url;
  const today = todayInVietnam();
  const cast = { url, password: secrets.people };
  const admin = await new ApiClient(url).signIn('admin', settings.LANGNGHE_ADMIN_PASSWORD!);

  if (await isLoaded(admin)) {
    step('the demonstration is loaded already; nothing is played twice');
  } else {
    step('loading the province');
    const province = await loadProvince(admin, secrets.people, today, step);
    const documents = join(folder, 'documents');
    await signContracts(admin, province, documents, step);
    await drawAllowances(admin, monthBefore(today, 1), step);
    const editor = await signInAs(cast, 'editor');
    step('filling in the months before, as reports that came on paper');
    for (let back = PAST_MONTHS + 1; back > 1; back -= 1) {
      const month = monthBefore(today, back);
      const period = await openPeriod(editor, month);
      await awaitNetwork(editor, period);
      await loadPastMonth(editor, province, period, month, step);
    }
    const month = { ...monthBefore(today, 1), dueOn: today };
    step(`playing the month ${month.code} through the public API`);
    const played = await playMonth({ ...cast, editor }, province, month, documents, step);
    step(`the month is done: ${played.report.state}, content ${played.report.contentHash}`);
    await keep(join(folder, 'demo.json'), { ...secrets, approverSecret: played.approverSecret });
    for (const file of played.files) step(`document: ${file}`);
  }
  await farewell(url, folder, secrets);
  if (values.exit) {
    await embedded?.stop();
    process.exit(0);
  }
});

async function isLoaded(admin: ApiClient): Promise<boolean> {
  const { items } = await admin.get<{ items: unknown[] }>('/v1/registry/areas?limit=1');
  if (items.length === 0) return false;
  const reports = await admin.get<{ items: AggregateReportHead[] }>(
    '/v1/reporting/reporting-periods?limit=1',
  );
  return reports.items.length > 0;
}

interface DemoSecrets {
  administrator: string;
  people: string;
  approverSecret?: string;
}

/** Passwords of this demonstration: random, made once, kept in the data folder for its owner only. */
async function demoSecrets(path: string): Promise<DemoSecrets> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as DemoSecrets;
  } catch {
    const password = (): string => randomBytes(12).toString('base64url');
    const secrets = {
      administrator: process.env['LANGNGHE_ADMIN_PASSWORD'] ?? password(),
      people: password(),
    };
    await mkdir(resolve(path, '..'), { recursive: true });
    await keep(path, secrets);
    return secrets;
  }
}

function keep(path: string, secrets: DemoSecrets): Promise<void> {
  return writeFile(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
}

async function farewell(url: string, folder: string, before: DemoSecrets): Promise<void> {
  const secrets = await demoSecrets(join(folder, 'demo.json'));
  const line = (who: string, name: string, password: string): void =>
    say(`  ${who.padEnd(34)} ${name.padEnd(12)} ${password}`);
  say('');
  say(`Serving at ${url}; the API and its documentation: ${url}/docs`);
  say('Sign in with POST /v1/registry/sessions as');
  line('administrator', 'admin', before.administrator);
  for (const { code, duty, position } of demoPersonnel())
    line(`${duty} (${position})`.slice(0, 34), usernameOf(code), secrets.people);
  line('a collaborator', 'ctv-001', secrets.people);
  if (secrets.approverSecret) say(`The approver's second factor: TOTP secret ${secrets.approverSecret}`);
  say(`Documents lie in ${join(folder, 'documents')}; these passwords in ${join(folder, 'demo.json')}.`);
}
