import type { OpinionItem } from '#contracts/opinion';
import { strength } from './aggregates.queries.js';

/**
 * The streams of period $1 with what was accepted of them at instant $2: items, who reported them, of how many units and
 * from how many areas; and the item that is founded best.
 */
export const streamsSql = `
  SELECT stream.id, stream.topic, stream.tendency, count(*)::int AS count,
         count(DISTINCT item.appointment_id)::int AS reporters, count(DISTINCT post.organisation_id)::int AS units,
         count(DISTINCT area.code)::int AS areas, bool_or(item.rumour) AS rumour,
         (array_agg(jsonb_build_object('prevalence', prevalence, 'summary', summary, 'proposals', proposals)
            ORDER BY ${strength}, conversations DESC, summary COLLATE "C", item.id))[1] AS best
    FROM opinion_stream AS stream
    JOIN stream_membership AS member
      ON member.stream_id = stream.id AND member.known_from <= $2 AND member.known_to > $2
    JOIN opinion_item_known AS item
      ON item.id = member.item_id AND item.state = 'accepted' AND item.decided_at <= $2 AND item.known_to > $2
    JOIN appointment AS post ON post.id = item.appointment_id
    JOIN area ON area.id = item.area_id
   WHERE stream.period_id = $1 GROUP BY stream.id ORDER BY stream.id`;

export interface StreamRow {
  id: string;
  topic: string;
  tendency: OpinionItem['tendency'];
  count: number;
  reporters: number;
  units: number;
  areas: number;
  rumour: boolean;
  best: Pick<OpinionItem, 'prevalence' | 'summary' | 'proposals'>;
}
