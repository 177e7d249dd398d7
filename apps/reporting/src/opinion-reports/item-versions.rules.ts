import type { OpinionItem } from '#contracts/opinion';
import type { OpinionItemVersion } from '#contracts/review';

/** A row of `opinion_item_known`. */
export interface KnownItem {
  id: string;
  topic: string;
  area_id: string;
  strata: string[];
  tendency: OpinionItem['tendency'];
  prevalence: OpinionItem['prevalence'];
  conversations: number;
  meetings: number;
  places: number;
  intensity: OpinionItem['intensity'];
  trend: OpinionItem['trend'];
  rumour: boolean;
  summary: string;
  proposals: string[];
  assessment: string | null;
  proposed_solution: string | null;
  state: OpinionItem['state'];
  return_reason: string | null;
  revision: number;
  known_from: Date;
  /** The current version has no end: `infinity`, which the driver gives as a number. */
  known_to: Date | number;
  decided_at: Date | null;
  change_reason: string | null;
}

/** What an item says, beside what was decided on it. */
const said = [
  'strata',
  'tendency',
  'prevalence',
  'basis',
  'intensity',
  'trend',
  'rumour',
  'summary',
  'proposals',
  'assessment',
  'proposedSolution',
] as const;

/** Versions in their order, each with what is different from the one before. */
export function toVersions(rows: KnownItem[]): OpinionItemVersion[] {
  const versions = rows.map(toVersion);
  return versions.map((version, index) => {
    const before = versions[index - 1];
    const differs = (field: (typeof said)[number]): boolean =>
      JSON.stringify(version[field]) !== JSON.stringify(before![field]);
    return { ...version, changed: before ? said.filter(differs) : [] };
  });
}

function toVersion(row: KnownItem): Omit<OpinionItemVersion, 'changed'> {
  const { id, topic, strata, tendency, prevalence, intensity, trend, rumour, summary, proposals } = row;
  const { conversations, meetings, places, assessment, state, revision } = row;
  return {
    id,
    topic,
    areaId: row.area_id,
    strata,
    tendency,
    prevalence,
    basis: { conversations, meetings, places },
    intensity,
    trend,
    rumour,
    summary,
    proposals,
    assessment,
    state,
    revision,
    proposedSolution: row.proposed_solution,
    returnReason: row.return_reason,
    changeReason: row.change_reason,
    knownFrom: row.known_from.toISOString(),
    knownTo: row.known_to instanceof Date ? row.known_to.toISOString() : null,
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
