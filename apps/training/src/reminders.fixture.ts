import { eventually } from '#testing/eventually';
import type { TestService } from '#testing/test-service';

/** The office's day, some days from now. */
export async function dayFromNow({ database }: TestService, days: number): Promise<string> {
  const [row] = await database.query<{ day: string }>(
    `SELECT ((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + $1::integer)::text AS day`,
    [days],
  );
  return row!.day;
}

/** Has the worker run a queue of reminders once, and says how many were reminded. */
export async function reminded({ database }: TestService, queue: string): Promise<number> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO training.job (id, queue, data, requested_by) VALUES (gen_random_uuid(), $1, '{}', 'test')
     RETURNING id, pg_notify('job_training', '')`,
    [queue],
  );
  return eventually(async () => {
    const [job] = await database.query<{ result: { reminded: number } | null }>(
      'SELECT result FROM training.job WHERE id = $1',
      [row!.id],
    );
    return job!.result!.reminded;
  }, 20_000);
}
