import type { StratumCode, Tendency, TopicCode } from '../codes.js';
import type { RegionName } from '../regions.js';

/**
 * How much an issue is talked about: a base, what the month of the year adds (1 = January), and episodes that
 * rise and fall linearly over `width` months on either side of their peak.
 */
export interface Salience {
  base: number;
  season?: Partial<Record<number, number>>;
  episodes?: readonly { peak: string; height: number; width: number }[];
}

/** Shares of those who approve, oppose, are undecided; they need not add up to one. */
export type Mood = readonly [approve: number, oppose: number, undecided: number];

/**
 * What one side says. `claims` are noun phrases to follow a verb ("băn khoăn về" …), `details` whole sentences
 * without their full stop. All texts are templates for `compose`.
 */
export interface Voice {
  claims: readonly string[];
  details: readonly string[];
}

export interface Issue {
  code: string;
  topic: TopicCode;
  /** Who speaks of it, likeliest first. */
  strata: readonly StratumCode[];
  /** Where it is a local subject; everywhere when left out. */
  region?: RegionName;
  salience: Salience;
  /** The mood when the story begins, and where it has moved to when it ends. */
  mood: readonly [from: Mood, to: Mood];
  /** From 0 (said in passing) to 1 (people are stirred up). */
  heat: number;
  voices: Partial<Record<Tendency, Voice>>;
  /** What is rumoured, to follow "tin đồn về"; with the share of undecided or opposed voices that are rumour. */
  rumours?: { share: number; claims: readonly string[] };
  proposals: readonly string[];
  assessments: readonly string[];
  solutions: readonly string[];
}
