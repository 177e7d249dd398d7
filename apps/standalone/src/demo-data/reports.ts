import type { CodeLabel, StratumCode, Tendency, TopicCode } from './codes.js';
import type { Issue } from './issues/issue.js';
import { issues } from './issues/index.js';
import type { AreaRow } from './lang-son.units.js';
import type { CollaboratorRow } from './people.js';
import { Dice, type Seed } from './random.js';
import { regions } from './regions.js';
import { salience, tendencyShares, type Trend } from './story.js';
import { type Intensity, type Prevalence, putIntoWords } from './wording.js';

/** A reporting period; all days are ISO dates, both ends included. */
export interface DemoPeriod {
  code: string;
  startsOn: string;
  endsOn: string;
  dueOn: string;
}

/** What a prevalence rests on: with how many people, at how many meetings and in how many places it was heard. */
export interface Basis {
  conversations: number;
  meetings: number;
  places: number;
}

export interface DemoReportItem {
  topicCode: TopicCode;
  areaCode: string;
  strata: StratumCode[];
  tendency: Tendency;
  prevalence: Prevalence;
  basis: Basis;
  intensity: Intensity;
  trend: Trend;
  rumour: boolean;
  summary: string;
  proposals: string[];
  assessment: string;
  proposedSolution: string | null;
}

export interface DemoReport {
  collaboratorCode: string;
  periodCode: string;
  onTime: boolean;
  receivedOn: string;
  items: DemoReportItem[];
}

export interface DemoReportsInput {
  seed: Seed;
  period: DemoPeriod;
  collaborators: readonly CollaboratorRow[];
  topics: readonly CodeLabel<TopicCode>[];
  strata: readonly CodeLabel<StratumCode>[];
  areas: readonly AreaRow[];
}

/** The least basis on which each prevalence may be claimed, strongest first. */
export const prevalenceFloors: readonly { prevalence: Prevalence; conversations: number; places: number }[] =
  [
    { prevalence: 'overwhelming', conversations: 24, places: 4 },
    { prevalence: 'majority', conversations: 12, places: 2 },
    { prevalence: 'many', conversations: 5, places: 1 },
    { prevalence: 'some', conversations: 1, places: 1 },
  ];

const dayLength = 86_400_000;

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayLength).toISOString().slice(0, 10);
}

function isWorkday(date: string): boolean {
  const day = new Date(date).getUTCDay();
  return day !== 0 && day !== 6;
}

interface Arrival {
  collaborator: CollaboratorRow;
  onTime: boolean;
}

/**
 * Who files, and who in time. Everyone has a lasting habit, on which the month adds its accidents; the most
 * diligent of the month file in time, the next late, the rest not at all. So the rates hold in every month while
 * the same people tend to be late.
 */
function arrivals({ seed, period, collaborators }: DemoReportsInput): Arrival[] {
  const month = new Dice(seed, 'rates', period.code);
  const inTime = Math.round((0.47 + 0.05 * month.unit()) * collaborators.length);
  const late = Math.round((0.11 + 0.02 * month.unit()) * collaborators.length);
  return collaborators
    .map((collaborator) => {
      const habit = new Dice(seed, 'habit', collaborator.code).unit();
      const accident = new Dice(seed, 'accident', collaborator.code, period.code).unit();
      return { collaborator, diligence: habit + 0.8 * accident };
    })
    .sort((a, b) => b.diligence - a.diligence)
    .slice(0, inTime + late)
    .map(({ collaborator }, rank) => ({ collaborator, onTime: rank < inTime }));
}

/** Most arrive close to the due day; workdays only, unless the window holds none. */
function receivedOn(dice: Dice, { startsOn, dueOn }: DemoPeriod, onTime: boolean): string {
  const distances = Array.from({ length: 10 }, (_, i) => i);
  const window = onTime
    ? distances.map((days) => addDays(dueOn, -days)).filter((date) => date >= startsOn)
    : distances.map((days) => addDays(dueOn, days + 1));
  const workdays = window.filter(isWorkday);
  const days = workdays.length > 0 ? workdays : window.length > 0 ? window : [dueOn];
  return dice.pickWeighted(days, (date) => 0.72 ** days.indexOf(date));
}

/** People at provincial bodies hear more of the world and of the country, less of the village. */
const provincialInterest: Partial<Record<TopicCode, number>> = {
  international: 2.2,
  'domestic-politics': 1.8,
  'local-matters': 0.6,
};

function basisOf(dice: Dice, weight: number): Basis {
  const conversations = 2 + Math.floor(50 * dice.unit() ** (3.2 / (0.6 + 0.4 * Math.min(weight, 3))));
  return {
    conversations,
    meetings: dice.whole(0, Math.min(6, 1 + Math.floor(conversations / 8))),
    places: 1 + Math.min(7, Math.floor((conversations / 5) * dice.unit())),
  };
}

/** Never more than the basis earns, sometimes less, as a careful collaborator would; a rumour is "many" at most. */
function prevalenceOn(dice: Dice, basis: Basis, rumour: boolean): Prevalence {
  const earned = prevalenceFloors.filter(
    ({ prevalence, conversations, places }) =>
      basis.conversations >= conversations &&
      basis.places >= places &&
      !(rumour && (prevalence === 'overwhelming' || prevalence === 'majority')),
  );
  return dice.pickWeighted(earned, (floor) => 0.5 ** earned.indexOf(floor)).prevalence;
}

function intensityOf(dice: Dice, issue: Issue, tendency: Tendency): Intensity {
  const leaning = { approve: -0.1, undecided: 0, oppose: 0.12 }[tendency];
  const heat = issue.heat + leaning + 0.5 * (dice.unit() - 0.5);
  if (heat < 0.33) return 'low';
  return heat < 0.62 ? 'medium' : 'high';
}

/** The general trend of an issue, from which a fifth of the places differ. */
function trendSeenLocally(dice: Dice, trend: Trend): Trend {
  return trend !== 'new' && dice.chance(0.2) ? dice.pick(['rising', 'stable', 'falling'] as const) : trend;
}

interface Scene {
  input: DemoReportsInput;
  communes: readonly AreaRow[];
  /** The issues of the month within the topics and strata asked for. */
  agenda: readonly { issue: Issue; weight: number; trend: Trend; strata: StratumCode[] }[];
}

function sceneOf(input: DemoReportsInput): Scene {
  const { startsOn, endsOn } = input.period;
  const topicCodes = new Set(input.topics.map(({ code }) => code));
  const stratumCodes = new Set(input.strata.map(({ code }) => code));
  return {
    input,
    communes: input.areas.filter(
      ({ type, validFrom, validTo }) =>
        (type === 'commune' || type === 'ward') &&
        validFrom <= startsOn &&
        (validTo === null || validTo > startsOn),
    ),
    agenda: issues
      .filter(({ topic }) => topicCodes.has(topic))
      .map((issue) => ({
        issue,
        ...salience(issue, endsOn),
        strata: issue.strata.filter((code) => stratumCodes.has(code)),
      }))
      .filter(({ strata }) => strata.length > 0),
  };
}

/** Where an item was heard: local people speak of their commune, provincial ones of the province or any commune. */
function areaOf(dice: Dice, { communes }: Scene, { level, areaCode }: CollaboratorRow, issue: Issue): string {
  if (level === 'commune' || dice.chance(0.4)) return areaCode;
  const concerned = communes.filter(({ code }) => !issue.region || regions[issue.region].has(code));
  return concerned.length > 0 ? dice.pick(concerned).code : areaCode;
}

function itemsOf(dice: Dice, scene: Scene, collaborator: CollaboratorRow): DemoReportItem[] {
  const { seed, period, topics } = scene.input;
  const provincial = collaborator.level === 'province';
  const interest = ({ issue, weight }: Scene['agenda'][number]) => {
    if (provincial) return weight * (provincialInterest[issue.topic] ?? 1);
    if (issue.region && !regions[issue.region].has(collaborator.areaCode)) return 0;
    return weight * (0.5 + 1.2 * new Dice(seed, 'concern', collaborator.areaCode, issue.code).unit());
  };
  const count = dice.pickWeighted([1, 2, 3, 4], (n) => [0.22, 0.36, 0.27, 0.15][n - 1]!);
  const section = new Map(topics.map(({ code }, index) => [code, index]));
  return dice
    .sampleWeighted(scene.agenda, count, interest)
    .sort((a, b) => section.get(a.issue.topic)! - section.get(b.issue.topic)!)
    .map(({ issue, weight, trend: generalTrend, strata: speakers }) => {
      const shares = tendencyShares(issue, period.endsOn);
      const tendency = dice.pickWeighted(['approve', 'oppose', 'undecided'] as const, (side) => shares[side]);
      const strata = dice.sampleWeighted(
        speakers,
        dice.pick([1, 1, 2, 2, 3]),
        (code) => 0.6 ** speakers.indexOf(code),
      );
      const rumour = tendency !== 'approve' && dice.chance(issue.rumours?.share ?? 0);
      const basis = basisOf(dice, weight);
      const prevalence = prevalenceOn(dice, basis, rumour);
      const intensity = intensityOf(dice, issue, tendency);
      const trend = trendSeenLocally(dice, generalTrend);
      return {
        topicCode: issue.topic,
        areaCode: areaOf(dice, scene, collaborator, issue),
        strata,
        tendency,
        prevalence,
        basis,
        intensity,
        trend,
        rumour,
        ...putIntoWords(dice, { issue, strata, tendency, prevalence, intensity, trend, rumour }),
      };
    });
}

/**
 * The reports filed for a period, by collaborator code: about half of the collaborators in time, an eighth late,
 * the rest not at all (see `arrivals`). What is said follows the story of the issues up to the period's last
 * month. All of it is invented; only the units are real.
 */
export function demoReports(input: DemoReportsInput): DemoReport[] {
  const scene = sceneOf(input);
  return arrivals(input)
    .map(({ collaborator, onTime }) => {
      const dice = new Dice(input.seed, 'report', collaborator.code, input.period.code);
      return {
        collaboratorCode: collaborator.code,
        periodCode: input.period.code,
        onTime,
        receivedOn: receivedOn(dice, input.period, onTime),
        items: itemsOf(dice, scene, collaborator),
      };
    })
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => a.collaboratorCode.localeCompare(b.collaboratorCode, 'en'));
}
