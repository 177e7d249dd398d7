import { Problem } from '#contracts/problem';

const MAX_LENGTH = 2_000;

/** What an error says, in a line for people to read: of a problem also its code and the fields at fault. */
export function reasonOf(error: unknown): string {
  if (error instanceof Problem) {
    const fields = (error.extras.errors ?? []).map(({ path, message }) => `${path}: ${message}`);
    return [`${error.code}: ${error.message}`, ...fields].join('; ').slice(0, MAX_LENGTH);
  }
  // Nest's own exceptions carry what is wrong in their response.
  const { message, response } = (error ?? {}) as { message?: unknown; response?: { message?: unknown } };
  return String(response?.message ?? message ?? error).slice(0, MAX_LENGTH);
}
