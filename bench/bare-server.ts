import { randomUUID } from 'node:crypto';
import { fastify, type FastifyRequest } from 'fastify';
import pg from 'pg';
import type { NewOpinionReport } from '#contracts/opinion';
import { answerParent } from './processes.js';

/**
 * The limit of filing: Fastify and pg, no checks, no rights, nothing looked up. It writes the rows that the
 * product writes, into the same tables, in one transaction of two prepared statements.
 */
const reportAndItems = `
  WITH report AS (
    INSERT INTO opinion_report
      (id, period_id, appointment_id, person_id, kind, channel, ord, state, filed_at, on_time, item_count, version)
    VALUES ($1, $2, $3, $4, 'ad-hoc', 'web', 1, 'submitted', now(), true, $5, 1))
  INSERT INTO opinion_item
    (id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence,
     conversations, meetings, places, intensity, trend, rumour, summary, proposals, assessment, proposed_solution, state)
  SELECT i.id, $1, i.position, $2, $3, i.topic, i."areaId", 1, i.strata, i.tendency, i.prevalence,
         i.conversations, i.meetings, i.places, i.intensity, i.trend, i.rumour, i.summary, i.proposals, i.assessment,
         i."proposedSolution", 'pending'
    FROM json_to_recordset($6) AS i(
      id uuid, position int, topic text, "areaId" uuid, strata text[], tendency text, prevalence text,
      conversations int, meetings int, places int, intensity text, trend text, rumour boolean, summary text,
      proposals text[], assessment text, "proposedSolution" text)`;

const records = `
  WITH event AS (
    INSERT INTO outbox (id, type, subject, sequence, data) VALUES ($1, 'reporting.opinionReport.changed', $2, 1, $3)),
  audit AS (
    INSERT INTO audit_entry (actor, action, entity, request_id, details)
    VALUES ($4, 'opinion-report.file', $5, $6, '{"state": "submitted", "channel": "web"}'))
  INSERT INTO idempotency (caller, key, request_hash, status, response) VALUES ($4, $7, $8, 201, $9)`;

interface Start {
  databaseUrl: string;
  periodId: string;
  appointmentId: string;
}

answerParent(async ({ databaseUrl, periodId, appointmentId }: Start) => {
  const options = '-c search_path=reporting,public';
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options });
  const [actor, person] = [randomUUID(), randomUUID()];
  const server = fastify();
  server.post('/opinion-reports', async (request: FastifyRequest<{ Body: NewOpinionReport }>, reply) => {
    const { items } = request.body;
    const id = randomUUID();
    const rows = items.map((item, position) => ({ ...item, ...item.basis, id: randomUUID(), position }));
    const report = {
      id,
      periodId,
      appointmentId,
      kind: 'ad-hoc',
      channel: 'web',
      state: 'submitted',
      onTime: true,
    };
    const answer = {
      ...report,
      filedAt: new Date().toISOString(),
      reviseBy: null,
      itemCount: items.length,
      version: 1,
      items: items.map((item, index) => ({
        id: rows[index]!.id,
        ...item,
        state: 'pending',
        returnReason: null,
      })),
    };
    const { id: _, periodId: period, appointmentId: appointment, state, onTime } = report;
    const data = JSON.stringify({ id, periodId: period, appointmentId: appointment, state, onTime });
    const key = request.headers['idempotency-key'];
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const written = [id, periodId, appointmentId, person, items.length, JSON.stringify(rows)];
      await client.query({ name: 'report', text: reportAndItems, values: written });
      const kept = [
        randomUUID(),
        id,
        data,
        actor,
        `opinion-report:${id}`,
        randomUUID(),
        key,
        Buffer.alloc(32),
        JSON.stringify(answer),
      ];
      await client.query({ name: 'records', text: records, values: kept });
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return reply.code(201).send(answer);
  });
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }) };
});
