import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { permissions, type Permission, ruleOf } from './permissions.js';
import { offeredEvents, withheldEvents } from './offered-events.js';

/** The types of every event that a contract declares. */
async function declaredTypes(): Promise<string[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.map((file) => import(join(import.meta.dirname, file)) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value): value is { type: string } => typeof value === 'object' && value !== null)
    .filter((value) => 'envelope' in value && 'of' in value)
    .map(({ type }) => type);
}

const envelope = (type: string, data: Record<string, unknown>) => ({
  specversion: '1.0' as const,
  id: crypto.randomUUID(),
  source: '/x',
  type,
  subject: 'x',
  sequence: 1,
  time: '2026-01-01T00:00:00Z',
  datacontenttype: 'application/json' as const,
  data,
});
const offer = (type: string) => offeredEvents.find((offered) => offered.type === type)!;

describe('the events that may leave', () => {
  it('are decided on: every declared type is offered, or withheld with a reason', async () => {
    const decided = [...offeredEvents.map(({ type }) => type), ...Object.keys(withheldEvents)];
    expect(decided.toSorted()).toEqual([...new Set(await declaredTypes())].toSorted());
  });

  it('need a permission that an API client can have', () => {
    for (const { needs } of offeredEvents) {
      expect(permissions).toHaveProperty([needs]);
      expect(ruleOf(needs satisfies Permission).clients).toBe(true);
    }
  });

  it('leave without figures', () => {
    const closed = envelope('reporting.period.closed', {
      id: crypto.randomUUID(),
      code: '2026-10',
      expected: 297,
      received: 140,
      onTime: 120,
    });
    const { data } = offer(closed.type).envelope.parse(closed);
    expect(data).toEqual({ id: closed.data['id'], code: '2026-10' });
  });

  it('say nothing of an aggregate report before it has its number', () => {
    const changed = (number: number | null) =>
      envelope('reporting.aggregateReport.changed', {
        id: crypto.randomUUID(),
        periodId: crypto.randomUUID(),
        state: number === null ? 'approved' : 'issued',
        number,
        contentHash: 'x',
      });
    const { leaves } = offer('reporting.aggregateReport.changed');
    expect([leaves(changed(null)), leaves(changed(12))]).toEqual([false, true]);
  });
});
