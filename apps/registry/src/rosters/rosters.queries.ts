import type { RosterEntry } from '#contracts/rosters';
import { fold } from '#contracts/values';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { versionsOf } from '../appointments/appointments.queries.js';
import type { RosterRenewalEntity } from './roster.entity.js';
import type { Held, NumberedRow, PastChange, PastFacts, RosterFacts } from './rosters.rules.js';

type Scope = Pick<RosterRenewalEntity, 'role' | 'levels' | 'areaId' | 'organisationId' | 'effective'>;

const HELD = `
  a.id, a.person_id AS "personId", a.level, a.organisation_id AS "organisationId", a.area_id AS "areaId", a.ord,
  a.covered_area_ids AS "coveredAreaIds", a.topics, a.position, a.category, a."from", a."to", a.state, a.version`;

/**
 * Who holds the role on the day of the renewal, or until it: one whose term ends with that day is renewed and not new.
 */
const IN_SCOPE = `
  a.role = $1 AND a.level = ANY($2::text[]) AND a."from" <= $3
  AND (a.state = 'appointed' AND (a."to" IS NULL OR a."to" >= $3) OR a.state = 'ended' AND a."to" > $3)
  AND ($4::uuid IS NULL OR EXISTS (SELECT FROM area_node n WHERE n.area_id = $4 AND a.ord BETWEEN n.lo AND n.hi))
  AND ($5::uuid IS NULL OR a.organisation_id IN (
    WITH RECURSIVE below AS (
      SELECT id, code, valid_from, valid_to FROM organisation WHERE id = $5
      UNION
      SELECT o.id, o.code, o.valid_from, o.valid_to FROM below b JOIN organisation o ON o.parent_code = b.code
         AND daterange(o.valid_from, o.valid_to) && daterange(b.valid_from, b.valid_to))
    SELECT id FROM below))`;

const PRESENT = `SELECT ${HELD} FROM appointment a WHERE ${IN_SCOPE} ORDER BY a.id`;

const scopeValues = ({ role, levels, effective, areaId, organisationId }: Scope): unknown[] => [
  role,
  levels,
  effective,
  areaId,
  organisationId,
];

/** Lines of those who hold the role now, with codes for ids, in the order of their organisations and names. */
const FILL = `
INSERT INTO roster_row (renewal_id, line, content)
SELECT $6, row_number() OVER (ORDER BY a.level DESC, o.code, p.search, a.id), jsonb_build_object(
         'personId', p.id, 'fullName', p.full_name, 'newPerson', false, 'organisationCode', o.code, 'level', a.level,
         'areaCodes', (SELECT jsonb_agg(area.code ORDER BY at) FROM unnest(a.area_id || a.covered_area_ids) WITH ORDINALITY c(id, at)
                         JOIN area USING (id)),
         'position', a.position, 'category', a.category, 'topics', a.topics,
         'to', CASE WHEN a."to" > $3 THEN a."to" END, 'leaves', NULL)
  FROM appointment a JOIN person p ON p.id = a.person_id JOIN organisation o ON o.id = a.organisation_id
 WHERE ${IN_SCOPE}`;

/** Begins a renewal's list with those who hold the role on its day. */
export async function fillRows(unit: UnitOfWork, renewal: RosterRenewalEntity): Promise<void> {
  await unit.query('rosters.fill', FILL, [...scopeValues(renewal), renewal.id]);
}

const ROWS = `SELECT line, content FROM roster_row WHERE renewal_id = $1 ORDER BY line`;

export async function readRows(unit: UnitOfWork, renewalId: string): Promise<NumberedRow[]> {
  const rows = await unit.query<{ line: number; content: Omit<NumberedRow, 'line'> }>('rosters.rows', ROWS, [
    renewalId,
  ]);
  return rows.map(({ line, content }) => ({ line, ...content }));
}

const REPLACE = `
WITH gone AS (DELETE FROM roster_row WHERE renewal_id = $1 AND NOT line = ANY($2::int[]))
INSERT INTO roster_row (renewal_id, line, content) SELECT $1, * FROM unnest($2::int[], $3::jsonb[])
ON CONFLICT (renewal_id, line) DO UPDATE SET content = excluded.content`;

/** Puts other lines in the place of all that there are. */
export async function replaceRows(unit: UnitOfWork, renewalId: string, rows: NumberedRow[]): Promise<void> {
  const contents = rows.map(({ line: _, ...content }) => JSON.stringify(content));
  await unit.query('rosters.replace-rows', REPLACE, [renewalId, rows.map(({ line }) => line), contents]);
}

const PEOPLE = `
SELECT id, full_name AS "fullName" FROM person
 WHERE merged_into_id IS NULL AND (id = ANY($1::uuid[]) OR search = ANY($2::text[])) ORDER BY id`;
const ORGANISATIONS = `
SELECT code, id FROM organisation
 WHERE code = ANY($1::text[]) AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)`;
const AREAS = `
SELECT a.code, a.id, n.lo AS ord FROM area a JOIN area_node n ON n.area_id = a.id
 WHERE (a.code = ANY($1::text[]) OR a.id = ANY($3::uuid[])) AND n.tree_from <= $2 AND (n.tree_to IS NULL OR n.tree_to > $2)`;
const LIMITS = `SELECT level, "from", holders FROM appointment_limit WHERE role = $1`;
const OTHERS = `
SELECT ${HELD} FROM appointment a
 WHERE a.role = $1 AND a.state IN ('appointed', 'ended') AND (a."to" IS NULL OR a."to" > $2) AND NOT a.id = ANY($3::uuid[])
   AND (a.person_id = ANY($4::uuid[]) OR a.organisation_id = ANY($5::uuid[])) ORDER BY a.id`;

const distinct = <T>(values: T[]): T[] => [...new Set(values)];

/** All that a proposed roster is compared with, in a few statements whatever its length. */
export async function readFacts(unit: UnitOfWork, renewal: RosterRenewalEntity): Promise<RosterFacts> {
  const { role, effective, leaveReason } = renewal;
  const rows = await readRows(unit, renewal.id);
  const present = await unit.query<Held>('rosters.present', PRESENT, scopeValues(renewal));
  const ids = [
    ...rows.flatMap(({ personId }) => (personId === null ? [] : [personId])),
    ...present.map(({ personId }) => personId),
  ];
  const names = rows.flatMap(({ personId, fullName }) => (personId === null ? [fold(fullName!)] : []));
  const people = await unit.query<RosterFacts['people'][number]>('rosters.people', PEOPLE, [ids, names]);
  const organisationCodes = distinct(rows.map(({ organisationCode }) => organisationCode));
  const organisations = await unit.query<{ code: string; id: string }>(
    'rosters.organisations',
    ORGANISATIONS,
    [organisationCodes, effective],
  );
  const areas = await readAreas(unit, effective, {
    codes: rows.flatMap(({ areaCodes }) => areaCodes),
    ids: [],
  });
  const versions = await versionsOf(unit, [
    ...organisations.map(({ id }) => id),
    ...present.map(({ organisationId }) => organisationId),
  ]);
  const others = await unit.query<Held>('rosters.others', OTHERS, [
    role,
    effective,
    present.map(({ id }) => id),
    people.map(({ id }) => id),
    [...versions.values()].flat(),
  ]);
  return {
    effective,
    leaveReason,
    rows,
    present,
    others,
    people,
    organisations: new Map(organisations.map(({ code, id }) => [code, id])),
    areas: new Map(areas.map(({ code, id, ord }) => [code, { id, ord }])),
    places: placesOf(versions),
    limits: await unit.query<RosterFacts['limits'][number]>('rosters.limits', LIMITS, [role]),
  };
}

function readAreas(unit: UnitOfWork, day: string, { codes, ids }: { codes: string[]; ids: string[] }) {
  return unit.query<{ code: string; id: string; ord: number }>('rosters.areas', AREAS, [
    distinct(codes),
    day,
    distinct(ids),
  ]);
}

const CHANGES = `
SELECT c.outcome, p.full_name AS "fullName", c.ended_to AS "endedTo", c.ended_id AS "endedId", c.made_id AS "madeId"
  FROM roster_change c JOIN person p ON p.id = c.person_id WHERE c.renewal_id = $1 ORDER BY c.position`;
const BY_ID = `SELECT ${HELD} FROM appointment a WHERE a.id = ANY($1::uuid[])`;

/** All that taking a renewal back is compared with. */
export async function readPast(
  unit: UnitOfWork,
  renewal: RosterRenewalEntity,
  on: string,
): Promise<PastFacts> {
  type Row = Omit<PastChange, 'ended' | 'made'> & { endedId: string | null; madeId: string | null };
  const rows = await unit.query<Row>('rosters.changes', CHANGES, [renewal.id]);
  const ids = rows.flatMap(({ endedId, madeId }) => [endedId, madeId].filter((id) => id !== null));
  const found = await unit.query<Held>('rosters.by-id', BY_ID, [ids]);
  const byId = new Map(found.map((held) => [held.id, held]));
  const changes = rows.map(({ endedId, madeId, ...row }) => ({
    ...row,
    ended: byId.get(endedId ?? '') ?? null,
    made: byId.get(madeId ?? '') ?? null,
  }));
  const earlier = changes.flatMap(({ ended }) => (ended ? [ended] : []));
  const areas = await readAreas(unit, on, {
    codes: [],
    ids: earlier.flatMap(({ areaId, coveredAreaIds }) => [areaId, ...coveredAreaIds]),
  });
  const versions = await versionsOf(
    unit,
    earlier.map(({ organisationId }) => organisationId),
  );
  const others = await unit.query<Held>('rosters.others', OTHERS, [
    renewal.role,
    on,
    [],
    earlier.map(({ personId }) => personId),
    [...versions.values()].flat(),
  ]);
  return {
    on,
    changes,
    others,
    limits: await unit.query<RosterFacts['limits'][number]>('rosters.limits', LIMITS, [renewal.role]),
    ords: new Map(areas.map(({ id, ord }) => [id, ord])),
    places: placesOf(versions),
  };
}

/** Which place every version of these organisations is. */
const placesOf = (versions: Awaited<ReturnType<typeof versionsOf>>): Map<string, string> =>
  new Map([...versions.values()].flatMap((all) => all.map((id) => [id, all[0]])));

const APPLIED = `
SELECT c.outcome, c.line, c.person_id AS "personId", p.full_name AS "fullName", c.changes,
       coalesce(c.ended_id, c.kept_id) AS "appointmentId", e.end_reason AS "endReason"
  FROM roster_change c JOIN person p ON p.id = c.person_id LEFT JOIN appointment e ON e.id = c.ended_id
 WHERE c.renewal_id = $1 ORDER BY c.position`;

/** What a renewal did. */
export function readApplied(unit: UnitOfWork, renewalId: string): Promise<RosterEntry[]> {
  return unit.query<RosterEntry>('rosters.applied', APPLIED, [renewalId]);
}
