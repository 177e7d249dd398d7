import { describe, expect, it } from 'vitest';
import type { ContactAttemptText, ContactOutcome } from '#contracts/field-cases';
import { outcomeCounts, owedContacts, standingAfter } from './dispositions.rules.js';

const tried = (
  outcome: ContactOutcome,
  heldOn = '2026-04-01',
  more: Partial<ContactAttemptText> = {},
): ContactAttemptText => ({ outcome, heldOn, partOfDay: 'morning', mode: 'visit', firm: false, ...more });

describe('what contacts come to', () => {
  it.each<[ContactOutcome[], string, boolean]>([
    [[], 'not-attempted', false],
    [['unknown-household', 'non-contact'], 'non-contact', false],
    [['refusal', 'non-contact'], 'refusal', false],
    [['refusal', 'complete'], 'complete', true],
    [['refusal', 'refusal'], 'refusal', true],
    [['break-off', 'partial'], 'partial', false],
    [['partial', 'break-off'], 'partial', false],
    [['non-contact', 'not-eligible'], 'not-eligible', true],
  ])('after %j is %s', (outcomes, disposition, settled) => {
    expect(standingAfter(outcomes.map((one) => tried(one)))).toEqual({ disposition, settled });
  });

  it('goes by when they took place, not by when they were told', () => {
    const late = [tried('complete', '2026-04-03'), tried('non-contact', '2026-04-02')];
    expect(standingAfter(late)).toEqual({ disposition: 'complete', settled: true });
    const sameDay = [
      tried('refusal', '2026-04-02', { partOfDay: 'evening' }),
      tried('non-contact', '2026-04-02'),
    ];
    expect(standingAfter(sameDay).disposition).toBe('refusal');
  });

  it('refuses what comes after the end, or contradicts', () => {
    const code = (...attempts: ContactAttemptText[]) => {
      try {
        return standingAfter(attempts);
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(tried('complete'), tried('refusal'))).toBe('field-case.settled');
    expect(code(tried('refusal', '2026-04-01', { firm: true }), tried('complete'))).toBe(
      'field-case.settled',
    );
    expect(code(tried('partial'), tried('not-eligible'))).toBe('field-case.contradiction');
  });
});

describe('what is owed', () => {
  const three = ['2026-04-01', '2026-04-02', '2026-04-03'].map((day) => tried('non-contact', day));

  it('is four attempts, one in the evening, one at a weekend', () => {
    expect(owedContacts(standingAfter([]), [])).toEqual(['more-attempts', 'evening', 'weekend']);
    expect(owedContacts(standingAfter(three), three)).toEqual(['more-attempts', 'evening', 'weekend']);
    const four = [...three, tried('non-contact', '2026-04-05', { partOfDay: 'evening' })];
    expect(owedContacts(standingAfter(four), four)).toEqual([]);
  });

  it('is nothing where somebody was met', () => {
    const met = [tried('refusal')];
    expect(owedContacts(standingAfter(met), met)).toEqual([]);
  });
});

it('counts by AAPOR, cases that nobody tried as unknown', () => {
  const standing = [
    { disposition: 'complete', cases: 5 },
    { disposition: 'break-off', cases: 1 },
    { disposition: 'refusal', cases: 1 },
    { disposition: 'not-attempted', cases: 2 },
  ] as const;
  expect(outcomeCounts(standing)).toEqual({ I: 5, P: 0, R: 2, NC: 0, O: 0, UH: 2, UO: 0, NE: 0 });
});
