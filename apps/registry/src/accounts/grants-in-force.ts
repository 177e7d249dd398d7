import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { EffectiveGrant } from '#contracts/accounts';
import type { Grant, Role } from '#contracts/permissions';
import { accessRoles, rolesWithAccess } from '../appointments/appointments.rules.js';
import { AreasService } from '../areas/areas.service.js';
import { officeDaySql } from '#persistence/office-day';
import { OrganisationsService } from '../organisations/organisations.service.js';

/** Today, unless another day is asked about. */
const DAY = `coalesce($4::date, ${officeDaySql})`;

const isOnDay = (row: string): string =>
  `${row}."from" <= ${DAY} AND (${row}."to" IS NULL OR ${row}."to" > ${DAY})`;

/** One that has been ended for a later day gives access until then; one that is suspended gives none. */
const givesAccess = `
  a.role = ANY($2::text[]) AND a.state IN ('appointed', 'ended') AND ${isOnDay('a')}
  AND NOT EXISTS (SELECT FROM appointment_suspension s WHERE s.appointment_id = a.id AND ${isOnDay('s')})`;
const nextSuspension = `
  (SELECT min(s."from") FROM appointment_suspension s WHERE s.appointment_id = a.id AND s."from" > ${DAY})`;

/** Account and grants in one statement: a revocation that commits meanwhile finds the lower revision in the token. */
const IN_FORCE = `
SELECT account.access_revision AS revision, given.*,
       extract(epoch FROM given.until::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' - now())::float8 AS "secondsLeft"
  FROM account LEFT JOIN LATERAL (
    SELECT 'grant' AS source, g.id AS "sourceId", g.role, g.area_id AS "areaId", g.organisation_id AS "organisationId",
           NULL::uuid AS "actsFor", g."from", g."to", g."to" AS until
      FROM account_grant g WHERE g.account_id = account.id AND ${isOnDay('g')}
    UNION ALL
    SELECT 'appointment', a.id, a.role, NULL, NULL, NULL, a."from", a."to", least(a."to", ${nextSuspension})
      FROM appointment a WHERE a.person_id = account.person_id AND ${givesAccess}
    UNION ALL
    SELECT 'substitution', a.id, a.role, NULL, NULL, a.person_id, t."from", t."to", least(a."to", t."to", ${nextSuspension})
      FROM appointment_substitution t JOIN appointment a ON a.id = t.appointment_id
     WHERE t.person_id = account.person_id AND ${isOnDay('t')} AND ${givesAccess}) given ON true
 WHERE account.id = $1 AND ($3::uuid IS NULL
   OR account.state = 'active' AND EXISTS (SELECT FROM session WHERE session.id = $3 AND session.account_id = account.id))`;

type Row = { revision: number; source: EffectiveGrant['source'] | null; secondsLeft: number | null } & Omit<
  EffectiveGrant,
  'source'
>;

/** What a token says of its account. */
export interface AccessInForce {
  grants: Grant[];
  revision: number;
  /** Seconds until the first of the grants no longer holds; undefined when none has an end. */
  lifetime: number | undefined;
}

/** What an account may do today: its dated grants, and what appointments and substitutions give its person. */
@Injectable()
export class GrantsInForce {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly areas: AreasService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Undefined when the account is closed or the session has ended. */
  async of(accountId: string, sessionId: string): Promise<AccessInForce | undefined> {
    const rows = await this.read(accountId, sessionId);
    if (rows.length === 0) return undefined;
    const ends = rows.flatMap(({ secondsLeft }) => (secondsLeft === null ? [] : [secondsLeft]));
    return {
      grants: await this.toGrants(rows.filter(({ source }) => source !== null)),
      revision: rows[0]!.revision,
      lifetime: ends.length > 0 ? Math.max(1, Math.ceil(Math.min(...ends))) : undefined,
    };
  }

  /** Where what the account may do comes from, on a day or today. */
  async sourcesOf(accountId: string, asOf: string | null = null): Promise<EffectiveGrant[]> {
    return (await this.read(accountId, null, asOf)).flatMap(
      ({ source, revision: _, secondsLeft: __, ...row }): EffectiveGrant[] =>
        source === null ? [] : [{ ...row, source }],
    );
  }

  private async read(
    accountId: string,
    sessionId: string | null,
    asOf: string | null = null,
  ): Promise<Row[]> {
    const rows = await this.dataSource.query<(Row & { role: never })[]>(IN_FORCE, [
      accountId,
      rolesWithAccess,
      sessionId,
      asOf,
    ]);
    return rows.map((row) => ({ ...row, role: roleOf(row) }));
  }

  private async toGrants(rows: Row[]): Promise<Grant[]> {
    const distinct = new Map(
      rows.map((row) => [`${row.role} ${row.actsFor} ${row.source === 'grant' ? row.sourceId : ''}`, row]),
    );
    const grants = await Promise.all(
      [...distinct.values()].map(async ({ role, areaId, organisationId, actsFor }): Promise<Grant[]> => {
        // Collaborators reach what is theirs, wherever it lies.
        const ranges = role === 'collaborator' ? [] : await this.areas.rangesOf(areaId);
        // What was addressed to a body under a former name is still addressed to it.
        const bodies = organisationId ? await this.organisations.versionsOf(organisationId) : [null];
        return bodies.map((body) => ({ role, ranges, organisationId: body, ...(actsFor && { actsFor }) }));
      }),
    );
    return grants.flat();
  }
}

const roleOf = ({ source, role }: { source: Row['source']; role: string }): Role =>
  source === 'grant' ? (role as Role) : accessRoles[role as keyof typeof accessRoles]!;
