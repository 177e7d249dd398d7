import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewOpinionItem } from '#contracts/opinion';
import {
  personalSpans,
  prevalenceFloors,
  unearnedPrevalence,
  unknownCodes,
} from './opinion-reports.rules.js';

const item = (changes: Partial<NewOpinionItem> = {}): NewOpinionItem => ({
  topic: 'economy',
  areaId: '0b9f6a1e-5a0c-4b52-9d0b-2f4f6b1f1a11',
  strata: ['farmers'],
  tendency: 'oppose',
  prevalence: 'some',
  basis: { conversations: 1, meetings: 0, places: 1 },
  intensity: 'low',
  trend: 'new',
  rumour: false,
  summary: 'Giá phân bón tăng',
  proposals: [],
  assessment: null,
  proposedSolution: null,
  ...changes,
});

describe('a stated prevalence', () => {
  const prevalence = fc.constantFrom(
    'overwhelming' as const,
    'majority' as const,
    'many' as const,
    'some' as const,
  );

  it('is earned by as many conversations and places as its floor says, and not by one fewer', () => {
    fc.assert(
      fc.property(
        prevalence,
        fc.nat(200),
        fc.nat(20),
        fc.nat(50),
        (stated, conversations, places, meetings) => {
          const floor = prevalenceFloors[stated];
          const isEarned = conversations >= floor.conversations && places >= floor.places;
          const faults = unearnedPrevalence([
            item({ prevalence: stated, basis: { conversations, meetings, places } }),
          ]);
          expect(faults.map(({ path }) => path)).toEqual(isEarned ? [] : ['items.0.prevalence']);
        },
      ),
    );
  });

  it('needs more the stronger it is', () => {
    const { overwhelming, majority, many, some } = prevalenceFloors;
    for (const [stronger, weaker] of [
      [overwhelming, majority],
      [majority, many],
      [many, some],
    ] as const) {
      expect(stronger.conversations).toBeGreaterThan(weaker.conversations);
      expect(stronger.places).toBeGreaterThanOrEqual(weaker.places);
    }
  });
});

describe('words that lead to a person', () => {
  it('are looked for in every free text, and never repeated', () => {
    const phone = 'gọi 0912 345 678';
    const faults = personalSpans([
      item(),
      item({ summary: phone, proposals: ['Sửa đường', phone], assessment: phone, proposedSolution: phone }),
    ]);
    expect(faults.map(({ path }) => path)).toEqual([
      'items.1.summary',
      'items.1.proposals.1',
      'items.1.assessment',
      'items.1.proposedSolution',
    ]);
    for (const { message } of faults) {
      expect(message).toMatch(/^phone at characters 4 to 16:/);
      expect(message).not.toContain('0912');
    }
  });
});

describe('codes', () => {
  it('are known by their list: a topic is no stratum', () => {
    const known = new Set(['topic:economy', 'stratum:farmers']);
    expect(unknownCodes([item()], known)).toEqual([]);
    expect(unknownCodes([item({ topic: 'farmers', strata: ['economy', 'farmers', 'x'] })], known)).toEqual([
      { path: 'items.0.topic', message: 'there is no topic farmers' },
      { path: 'items.0.strata', message: 'there is no stratum economy' },
      { path: 'items.0.strata', message: 'there is no stratum x' },
    ]);
  });
});
