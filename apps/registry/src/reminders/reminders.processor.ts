import { Injectable } from '@nestjs/common';
import { contractExpiring } from '#contracts/contracts';
import { regulationReadingDue } from '#contracts/regulations';
import { remindersSend } from '#contracts/reminders';
import { type JobHandle, type JobProcessor, type JobResult, ProcessesJob } from '#jobs/processor';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { officeDay } from '#persistence/office-day';
import { readersSql, type ReaderRow } from '../regulations/regulations.queries.js';
import { ReminderEntity, ReminderSettingsEntity } from './reminder.entity.js';
import { endingContractsSql, type EndingContract, remindersOfSql } from './reminders.queries.js';
import { reached } from './reminders.rules.js';

const DAY = 86_400_000;

/** Rows per statement; keeps the parameters of one INSERT below PostgreSQL's limit. */
const CHUNK = 2_000;

/** Reminds every morning of what is due; what a day without a worker has missed is said with the next run. */
@Injectable()
@ProcessesJob(remindersSend, [{ name: 'registry.reminders', pattern: '0 6 * * *', data: {} }])
export class RemindersProcessor implements JobProcessor<typeof remindersSend.data> {
  async process(_data: unknown, job: JobHandle): Promise<JobResult> {
    return job.commit(async (unit) => {
      const settings = await unit.manager.findOneByOrFail(ReminderSettingsEntity, { id: true });
      const today = await officeDay(unit.manager);
      return {
        contracts: await remindOfContracts(unit, today, settings.contractDays),
        readings: await remindOfReadings(unit, today, settings.readingDays),
      };
    });
  }
}

async function remindOfContracts(unit: UnitOfWork, today: string, days: number[]): Promise<number> {
  const ending = await unit.query<EndingContract>('reminders.contracts', endingContractsSql, [
    today,
    Math.max(-1, ...days),
  ]);
  const sent: ReminderEntity[] = [];
  let count = 0;
  for (const { id, version, reminded, ...facts } of ending) {
    const due = reached({ daysLeft: facts.daysLeft, reminded }, days);
    if (due.length === 0) continue;
    unit.publish(contractExpiring.of(id, version, { contractId: id, ...facts }));
    sent.push(...due.map((before) => ({ subjectId: id, personId: facts.personId, days: before })));
    count += 1;
  }
  await store(unit, sent);
  return count;
}

async function remindOfReadings(unit: UnitOfWork, today: string, days: number[]): Promise<number> {
  const unread = (await unit.query<ReaderRow>('reminders.readers', readersSql, [today, null, null])).filter(
    ({ acknowledgedOn }) => acknowledgedOn === null,
  );
  const rows = await unit.query<{ subjectId: string; personId: string; reminded: number[] }>(
    'reminders.sent',
    remindersOfSql,
    [[...new Set(unread.map(({ versionId }) => versionId))]],
  );
  const before = new Map(rows.map((row) => [`${row.subjectId} ${row.personId}`, row.reminded]));
  const sent: ReminderEntity[] = [];
  let count = 0;
  for (const { versionId, regulationId, personId, dueOn } of unread) {
    const daysLeft = (Date.parse(dueOn) - Date.parse(today)) / DAY;
    const due = reached({ daysLeft, reminded: before.get(`${versionId} ${personId}`) ?? [] }, days);
    if (due.length === 0) continue;
    unit.publish(
      regulationReadingDue.of(versionId, 1, { regulationId, versionId, personId, dueOn, daysLeft }),
    );
    sent.push(...due.map((number) => ({ subjectId: versionId, personId, days: number })));
    count += 1;
  }
  await store(unit, sent);
  return count;
}

async function store(unit: UnitOfWork, sent: ReminderEntity[]): Promise<void> {
  for (let start = 0; start < sent.length; start += CHUNK)
    await unit.manager.insert(ReminderEntity, sent.slice(start, start + CHUNK));
}
