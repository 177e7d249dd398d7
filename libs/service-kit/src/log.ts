import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** A JSON logger for one process or service; it writes to the standard output unless said. */
export function createLogger(name: string, level: LogLevel, to?: DestinationStream): Logger {
  return pino({ name, level, base: { name }, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

/** Nest's logger on pino: level from the method, context from the last argument. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);
  error = (message: unknown, ...rest: unknown[]): void => this.write('error', message, rest);
  warn = (message: unknown, ...rest: unknown[]): void => this.write('warn', message, rest);
  debug = (message: unknown, ...rest: unknown[]): void => this.write('debug', message, rest);

  private write(level: 'debug' | 'warn' | 'error', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const fields =
      message instanceof Error ? { error: { message: message.message, stack: message.stack } } : { message };
    this.logger[level]({ ...(typeof context === 'string' && { context }), ...fields });
  }
}
