import type { ConferenceAudience, ConferencePlan } from '#contracts/conferences';

/** What of a plan is written freely. */
export function textsOf({ title, chair, sites, agenda }: ConferencePlan): Record<string, string> {
  return Object.fromEntries([
    ['title', title],
    ['chair', chair],
    ...sites.map(({ name }, index) => [`sites.${index}.name`, name]),
    ...agenda.flatMap((item, index) => [
      [`agenda.${index}.title`, item.title],
      ...item.materials.map((one, place) => [`agenda.${index}.materials.${place}.title`, one.title]),
    ]),
  ]);
}

/** What the roles are called where a document or an invitation names them. */
export const roleNames = {
  collaborator: 'Cộng tác viên',
  interviewer: 'Điều tra viên',
  'field-supervisor': 'Giám sát viên',
  speaker: 'Báo cáo viên',
} as const;
export const levelNames = { province: 'cấp tỉnh', district: 'cấp huyện', commune: 'cấp xã' } as const;

/** Why somebody was chosen by the role they hold, in the words they read. */
export const reasonOf = ({ role, level }: Required<Pick<ConferenceAudience, 'role' | 'level'>>): string =>
  `${roleNames[role]} ${levelNames[level]}`;
