import type { LineProblem } from '#contracts/import';
import type { Appointment } from '#contracts/people';
import type { RosterEntry, RosterOutcome, RosterRow } from '#contracts/rosters';
import { grouped, overfullDay, overlap, type Span } from '../appointments/appointments.rules.js';
import { nameKey } from './names.rules.js';

/** What an appointment says beside whose it is, by which decision, and what has become of it. */
export type Duty = Pick<
  Appointment,
  | 'level'
  | 'organisationId'
  | 'areaId'
  | 'coveredAreaIds'
  | 'topics'
  | 'position'
  | 'category'
  | 'from'
  | 'to'
> & { ord: number };

/** An appointment as it stands. */
export type Held = Duty & Pick<Appointment, 'id' | 'personId' | 'state' | 'version'>;

export interface NumberedRow extends RosterRow {
  line: number;
}

/** What a proposed roster is compared with. */
export interface RosterFacts {
  effective: string;
  leaveReason: NonNullable<Appointment['endReason']>;
  rows: NumberedRow[];
  /** Appointments that the roster replaces. */
  present: Held[];
  /** Appointments of the same role that go on beside it, of the same people or at the same places. */
  others: Held[];
  people: { id: string; fullName: string }[];
  /** Organisations of the day by code. */
  organisations: Map<string, string>;
  /** Units of the day by code. */
  areas: Map<string, { id: string; ord: number }>;
  limits: { level: string; from: string; holders: number | null }[];
  /** Which place each organisation is, whatever it is called since. */
  places: ReadonlyMap<string, string>;
}

/** What is done to one person: an appointment goes on, ends, begins, or ends and begins anew. */
export interface Move extends Omit<RosterEntry, 'appointmentId'> {
  present: Held | null;
  made: Duty | null;
  /** The appointment that the new one goes on from, with its suspensions. */
  earlierId: string | null;
}

export interface Comparison {
  moves: Move[];
  problems: LineProblem[];
}

type Say = (line: number, message: string) => void;

const list = 'rows';

/** How the proposed roster differs from what is, and why it cannot be applied. */
export function differenceOf(facts: RosterFacts): Comparison {
  const problems: LineProblem[] = [];
  const say: Say = (line, message) => void problems.push({ list, line, message });
  const rows = facts.rows.flatMap((row) => resolved(row, facts, say));
  const free = new Set(facts.present);
  const matched = match(rows, free);
  const moves = rows.flatMap((row) => moveOf(row, matched.get(row) ?? null, facts, say));
  for (const present of free) moves.push(leaving(present, facts.leaveReason, facts));
  refuseTwice(rows, say);
  refuseOverlaps(moves, facts, (move, message) => say(move.line!, message));
  refuseFull(moves, facts, (move, message) => say(move.line!, message));
  problems.sort((a, b) => a.line - b.line);
  return { moves, problems };
}

interface Resolved {
  row: NumberedRow;
  personId: string | null;
  fullName: string;
  duty: Duty;
}

/** The row with ids for its codes and names; nothing when one of them is unknown, which is said. */
function resolved(row: NumberedRow, facts: RosterFacts, say: Say): Resolved[] {
  const { line, organisationCode, areaCodes, level, position, category, topics, to } = row;
  const { effective } = facts;
  let sound = true;
  const fault = (message: string): void => {
    sound = false;
    say(line, message);
  };
  const organisationId = facts.organisations.get(organisationCode);
  if (!organisationId) fault(`the organisation ${organisationCode} does not exist on ${effective}`);
  for (const code of areaCodes)
    if (!facts.areas.has(code)) fault(`the area ${code} does not stand on ${effective}`);
  if (to !== null && to <= effective) fault(`the term is over on ${to}, before it begins`);
  const person = row.newPerson ? { id: null, fullName: row.fullName! } : personOf(row, organisationId, facts);
  if (typeof person === 'string') fault(person);
  if (!sound || typeof person === 'string') return [];
  const [main, ...covered] = areaCodes.map((code) => facts.areas.get(code)!);
  const { id: areaId, ord } = main!;
  const coveredAreaIds = covered.map(({ id }) => id);
  const place = { level, organisationId: organisationId!, areaId, ord, coveredAreaIds };
  const duty = { ...place, position, category, topics, from: effective, to };
  return [{ row, personId: person.id, fullName: person.fullName, duty }];
}

/** The person whom a row names; what is wrong when it is nobody, or several. */
function personOf(
  { personId, fullName }: NumberedRow,
  organisationId: string | undefined,
  { people, present }: RosterFacts,
): { id: string; fullName: string } | string {
  if (personId !== null) return people.find(({ id }) => id === personId) ?? `nobody has the id ${personId}`;
  const key = nameKey(fullName!);
  const namesakes = people.filter((person) => nameKey(person.fullName) === key);
  if (namesakes.length === 0) return `nobody is named ${fullName}`;
  if (namesakes.length === 1) return namesakes[0]!;
  const there = namesakes.filter(({ id }) =>
    present.some((held) => held.personId === id && held.organisationId === organisationId),
  );
  return there.length === 1 ? there[0]! : `${namesakes.length} people are named ${fullName}: give the id`;
}

/** Whom each row is about: first who is at the same organisation, then who moves; takes them out of `free`. */
function match(rows: Resolved[], free: Set<Held>): Map<Resolved, Held> {
  const matched = new Map<Resolved, Held>();
  for (const isSame of [
    (row: Resolved, held: Held) => held.organisationId === row.duty.organisationId,
    () => true,
  ]) {
    const byPerson = grouped([...free], ({ personId }) => personId);
    for (const row of rows.filter((one) => !matched.has(one) && one.personId !== null)) {
      const found = byPerson.get(row.personId!)?.find((held) => free.has(held) && isSame(row, held));
      if (!found) continue;
      matched.set(row, found);
      free.delete(found);
    }
  }
  return matched;
}

function moveOf(resolvedRow: Resolved, present: Held | null, facts: RosterFacts, say: Say): Move[] {
  const { row, personId, fullName, duty } = resolvedRow;
  if (row.leaves !== null && !present) {
    say(row.line, `${fullName} holds no appointment here that could end`);
    return [];
  }
  if (row.leaves !== null) return [{ ...leaving(present!, row.leaves, facts), line: row.line }];
  const changes = present ? changesOf(present, duty) : [];
  const outcome: RosterOutcome = !present ? 'new' : changes.length > 0 ? 'changed' : 'stays';
  return [
    {
      line: row.line,
      outcome,
      personId,
      fullName,
      changes,
      present,
      endReason: outcome === 'changed' ? whyChanged(present!, changes, facts.effective) : null,
      made: outcome === 'stays' ? null : duty,
      earlierId: present?.id ?? null,
    },
  ];
}

function leaving(present: Held, reason: Move['endReason'], { people, effective }: RosterFacts): Move {
  const { personId } = present;
  const fullName = people.find(({ id }) => id === personId)?.fullName ?? '';
  const endReason = present.to === effective ? 'term-over' : reason;
  const nothing = { changes: [], made: null, earlierId: null };
  return { line: null, outcome: 'leaves', personId, fullName, present, endReason, ...nothing };
}

const whyChanged = (present: Held, changes: string[], effective: string): Move['endReason'] => {
  if (present.to === effective) return 'term-over';
  return changes.some((field) => field === 'organisationId' || field === 'areaId' || field === 'level')
    ? 'transferred'
    : 'replaced';
};

const compared = [
  'level',
  'organisationId',
  'areaId',
  'coveredAreaIds',
  'position',
  'category',
  'topics',
  'to',
] as const satisfies (keyof Duty)[];

const comparable = (value: Duty[keyof Duty]): unknown =>
  Array.isArray(value) ? [...value].sort().join(' ') : value;

const changesOf = (present: Duty, duty: Duty): string[] =>
  compared.filter((field) => comparable(present[field]) !== comparable(duty[field]));

function refuseTwice(rows: Resolved[], say: Say): void {
  const named = rows.filter(({ personId, row }) => personId !== null && row.leaves === null);
  for (const same of grouped(named, ({ personId, duty }) => `${personId} ${duty.organisationId}`).values()) {
    for (const { row, fullName } of same.slice(1))
      say(row.line, `${fullName} stands at this organisation in line ${same[0]!.row.line} already`);
  }
}

/** Nobody holds the role twice at one organisation on one day. */
function refuseOverlaps(
  moves: Move[],
  { others, places }: Pick<RosterFacts, 'others' | 'places'>,
  say: (move: Move, message: string) => void,
): void {
  const placeOf = ({ organisationId }: Duty): string => places.get(organisationId) ?? organisationId;
  const byPerson = grouped(others, ({ personId }) => personId);
  for (const move of moves) {
    const { made, personId, fullName } = move;
    const twice =
      made &&
      (byPerson.get(personId ?? '') ?? []).find(
        (held) => placeOf(held) === placeOf(made) && overlap(held, made),
      );
    if (twice) say(move, `${fullName} holds the role there from ${twice.from} already`);
  }
}

/** No place has more holders than the office allows. */
function refuseFull(
  moves: Move[],
  { others, limits, effective, places }: Pick<RosterFacts, 'others' | 'limits' | 'effective' | 'places'>,
  say: (move: Move, message: string) => void,
): void {
  const placeOf = ({ level, organisationId }: Duty): string =>
    `${level} ${places.get(organisationId) ?? organisationId}`;
  const stay = [
    ...others,
    ...moves.flatMap(({ outcome, present }) => (outcome === 'stays' ? [present!] : [])),
  ];
  const staying = grouped(stay, placeOf);
  const coming = grouped(
    moves.filter(({ made }) => made !== null),
    ({ made }) => placeOf(made!),
  );
  for (const [place, newcomers] of coming) {
    const held: Span[] = [...(staying.get(place) ?? []), ...newcomers.map(({ made }) => made!)];
    const ofLevel = limits.filter(({ level }) => level === newcomers[0]!.made!.level);
    const day = overfullDay(held, ofLevel, { from: effective, to: null });
    if (day !== null) say(newcomers.at(-1)!, `more hold the role there on ${day} than is allowed`);
  }
}

/** What a renewal did to one person. */
export interface PastChange {
  outcome: RosterOutcome;
  fullName: string;
  /** As they stand now. */
  ended: Held | null;
  made: Held | null;
  /** When the one that it ended would have ended by itself. */
  endedTo: string | null;
}

/** What takes a renewal back is compared with. */
export interface PastFacts {
  on: string;
  changes: PastChange[];
  /** Appointments of the same role that go on beside it, of the same people or at the same places. */
  others: Held[];
  limits: RosterFacts['limits'];
  places: RosterFacts['places'];
  /** Numbers of the units that stand on the day. */
  ords: Map<string, number>;
}

/**
 * How a renewal is taken back from a day on: what it made ends, and what it ended begins anew as it was, unless its
 * term would be over or whom it moved has left since. Lines of problems count the renewal's changes.
 */
export function restorationOf({ on, changes, others, limits, places, ords }: PastFacts): Comparison {
  const problems: LineProblem[] = [];
  const say: Say = (line, message) => void problems.push({ list: 'changes', line, message });
  const moves = changes.flatMap(({ fullName, ended, made, endedTo }, index): Move[] => {
    const goesOn = made !== null && overlap(made, { from: on, to: null });
    const isBack = ended !== null && (made === null || goesOn) && (endedTo === null || endedTo > on);
    if (!goesOn && !isBack) return [];
    const line = index + 1;
    const areas = isBack ? [ended.areaId, ...ended.coveredAreaIds] : [];
    if (areas.some((id) => !ords.has(id)))
      say(line, `${fullName}: the area of the earlier appointment does not stand on ${on}`);
    const restored = isBack && { ...ended, from: on, to: endedTo, ord: ords.get(ended.areaId) ?? 0 };
    const present = goesOn ? made : null;
    return [
      {
        line,
        outcome: !restored ? 'leaves' : present ? 'changed' : 'new',
        personId: (ended ?? made)!.personId,
        fullName,
        changes: present && restored ? changesOf(present, restored) : [],
        present,
        endReason: present && 'replaced',
        made: restored || null,
        earlierId: (present ?? ended)?.id ?? null,
      },
    ];
  });
  const beside = others.filter((other) => !moves.some(({ present }) => present?.id === other.id));
  refuseOverlaps(moves, { others: beside, places }, (move, message) => say(move.line!, message));
  refuseFull(moves, { others: beside, limits, places, effective: on }, (move, message) =>
    say(move.line!, message),
  );
  return { moves, problems };
}
