import type { AudienceRule } from '#contracts/participants';
import { formatShortDay } from '#documents/vietnamese-format';

/** Somebody whom a rule chose, and the day it went by; null: they came to no class that is known. */
export interface Chosen {
  personId: string;
  day: string | null;
}

/** Why a rule chose somebody, in the words they read. */
export function reasonOf({ rule, since }: Pick<AudienceRule, 'rule' | 'since'>, day: string | null): string {
  if (rule === 'appointed-since') return `Được bổ nhiệm từ ngày ${formatShortDay(day ?? since)}`;
  const last = day === null ? 'chưa dự lớp nào' : `lớp gần nhất kết thúc ngày ${formatShortDay(day)}`;
  return `Không dự lớp nào từ ngày ${formatShortDay(since)}: ${last}`;
}
