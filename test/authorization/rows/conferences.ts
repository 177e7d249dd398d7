import type { Cast, Row } from '../cast.js';

/** A conference that lies ahead. */
export const conferenceRows = ({ conference, areas, organisation }: Cast): Record<string, Row[]> => ({
  conference: [
    {
      id: conference,
      kind: 'briefing',
      title: 'Giao ban',
      area_id: areas.own,
      organisation_id: organisation,
      starts_at: '2025-04-02T00:30:00Z',
      ends_at: '2025-04-02T04:00:00Z',
      chair: 'Trưởng Ban',
      state: 'planned',
      version: 1,
    },
  ],
  conference_site: [{ conference_id: conference, number: 1, label: 'Hội trường', place: 'Trụ sở Ban' }],
});
