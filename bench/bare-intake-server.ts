import { fastify, type FastifyRequest } from 'fastify';
import pg from 'pg';
import type { PollResponse } from '#contracts/responses';
import { answerParent } from './processes.js';

/** The limit of intake: Fastify and pg, no checks, nothing looked up. It writes the row that the product writes. */
const insert = `
  INSERT INTO response (id, plan_id, questionnaire_id, cell, mode, complete, minutes, answers)
  VALUES ($1, $2, $3, 1, 'poll', $4, NULL, $5)`;

answerParent(async ({ databaseUrl }: { databaseUrl: string }) => {
  const options = '-c search_path=vault,public';
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, options });
  const server = fastify();
  server.post('/responses', async (request: FastifyRequest<{ Body: PollResponse }>, reply) => {
    const { id, planId, questionnaireId, complete, answers } = request.body;
    const values = [id, planId, questionnaireId, complete, JSON.stringify(answers)];
    await pool.query({ name: 'insert', text: insert, values });
    return reply.send({ id, complete, dropped: [] });
  });
  return { url: `${await server.listen({ host: '127.0.0.1', port: 0 })}/responses` };
});
