import { Problem } from '#contracts/problem';

interface PostgresError {
  code?: string;
  constraint?: string;
  driverError?: PostgresError;
}

/** Class 08 connection failures, 57P0x shutdowns, 53xxx resources: the database is not there just now. */
const unavailable = /^(08...|57P0[123]|53...|ECONN.*|ETIMEDOUT|EPIPE)$/;

/** What pg and TypeORM say when a connection goes away under a transaction, each at another moment of it. */
const lostConnection =
  /Connection terminated|is not queryable|runner( was)? already released|Transaction is not started|exceeded when trying to connect/;

/**
 * Turns a PostgreSQL or connection error that a client can cause or must wait for into a problem;
 * anything else is returned as it is and ends as a 500.
 */
export function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const source = error as Error & PostgresError;
  const { code = '', constraint } = source.driverError ?? source;
  const detail = constraint ? `constraint ${constraint}` : undefined;
  if (code === '23505')
    return Problem.of('resource.conflict', { detail: `It is stored already (${constraint})` });
  if (code === '23P01')
    return Problem.of('resource.conflict', { detail: `It overlaps another (${constraint})` });
  if (code === '23503')
    return Problem.of('request.unprocessable', {
      detail: `Something it refers to does not exist (${constraint})`,
    });
  if (code === '23514') return Problem.of('request.unprocessable', { detail });
  if (code === '22P02' || code === '22003' || code === '22007' || code === '22008') {
    return Problem.of('request.invalid', { detail: 'A filter or cursor has a value of the wrong type' });
  }
  if (code === '22021' || code === '22P05')
    return Problem.of('request.invalid', { detail: 'A text contains characters that cannot be stored' });
  if (code === '40001' || code === '40P01')
    return Problem.of('service.unavailable', { retryAfterSeconds: 1 });
  if (unavailable.test(code) || lostConnection.test(error.message)) {
    return Problem.of('service.unavailable', {
      detail: 'The database is not reachable',
      retryAfterSeconds: 5,
    });
  }
  return error;
}
