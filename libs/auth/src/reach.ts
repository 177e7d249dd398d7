import { type AccessClaims, type Permission, ruleOf } from '#contracts/permissions';
import { Problem } from '#contracts/problem';

/**
 * How far a caller may go with one permission: the union of all grants that give it.
 * `ranges` are nested-set ranges of area order numbers (both ends inclusive).
 */
export interface Reach {
  everywhere: boolean;
  ranges: readonly (readonly [number, number])[];
  /** The caller, and whom the caller acts for as a substitute. */
  personIds: readonly string[];
  organisationIds: readonly string[];
}

/**
 * What the caller may reach with the permission.
 * @throws Problem `auth.forbidden` when no grant gives it, `auth.second-factor-required` when it needs one.
 */
export function reachOf(claims: AccessClaims, permission: Permission): Reach {
  const rule = ruleOf(permission);
  const reach = {
    everywhere: false,
    ranges: [] as [number, number][],
    personIds: [] as string[],
    organisationIds: [] as string[],
  };
  const own = claims.personId === null ? [] : [claims.personId];
  let granted = false;
  if (claims.kind === 'client')
    granted = reach.everywhere = rule.clients === true && claims.permissions.includes(permission);
  if (claims.kind === 'account' && rule.signedIn) {
    granted = true;
    reach.personIds.push(...own);
  }
  for (const grant of claims.kind === 'account' ? claims.grants : []) {
    const extent = rule.roles[grant.role];
    if (!extent || (extent === 'own' && grant.actsFor && !rule.substitutes)) continue;
    granted = true;
    if (extent === 'everywhere') reach.everywhere = true;
    if (extent === 'areas') reach.ranges.push(...grant.ranges);
    if (extent === 'own') reach.personIds.push(...(grant.actsFor ? [grant.actsFor] : own));
    if (extent === 'organisation' && grant.organisationId) reach.organisationIds.push(grant.organisationId);
  }
  if (!granted) throw Problem.of('auth.forbidden', { detail: `This needs the permission ${permission}` });
  if (rule.secondFactor && !claims.secondFactor) throw Problem.of('auth.second-factor-required');
  return reach;
}

/** Where, whose and to whom a thing is. What is left out is never a reason to see it. */
export interface Place<Value = string | number | null> {
  /** Order number of its area in the tree of its time. */
  ord?: Value;
  /** The person it belongs to. */
  person?: Value;
  /** The organisation it is addressed to. */
  organisation?: Value;
}

/** Whether the thing lies within the reach. */
export function reaches(reach: Reach, place: Place): boolean {
  if (reach.everywhere) return true;
  const { ord, person, organisation } = place;
  if (typeof ord === 'number' && reach.ranges.some(([lo, hi]) => lo <= ord && ord <= hi)) return true;
  if (typeof person === 'string' && reach.personIds.includes(person)) return true;
  return typeof organisation === 'string' && reach.organisationIds.includes(organisation);
}

/**
 * The same as a condition for a TypeORM query; `columns` names the SQL expressions.
 * A reach that gives nothing is `false`, never an absent condition.
 */
export function reachWhere(
  reach: Reach,
  columns: Place<string>,
): { sql: string; parameters: Record<string, unknown> } {
  if (reach.everywhere) return { sql: 'true', parameters: {} };
  const parts: string[] = [];
  const parameters: Record<string, unknown> = {};
  for (const [index, [lo, hi]] of (columns.ord ? reach.ranges : []).entries()) {
    parts.push(`${columns.ord} BETWEEN :reachLo${index} AND :reachHi${index}`);
    Object.assign(parameters, { [`reachLo${index}`]: lo, [`reachHi${index}`]: hi });
  }
  if (columns.person && reach.personIds.length > 0) {
    parts.push(`${columns.person} IN (:...reachPeople)`);
    parameters['reachPeople'] = reach.personIds;
  }
  if (columns.organisation && reach.organisationIds.length > 0) {
    parts.push(`${columns.organisation} IN (:...reachOrganisations)`);
    parameters['reachOrganisations'] = reach.organisationIds;
  }
  return { sql: parts.length > 0 ? `(${parts.join(' OR ')})` : 'false', parameters };
}
