import { type Cast, placeNames, type Row } from '../cast.js';

/** A conference that lies ahead, and one that is being held, which gave everyone something to do. */
export const conferenceRows = (cast: Cast): Record<string, Row[]> => ({
  conference: [
    { id: cast.conference, state: 'planned' },
    { id: cast.heldConference, state: 'held' },
  ].map((one) => ({
    ...one,
    kind: 'briefing',
    title: 'Giao ban',
    area_id: cast.areas.own,
    organisation_id: cast.organisation,
    starts_at: '2025-04-02T00:30:00Z',
    ends_at: '2025-04-02T04:00:00Z',
    chair: 'Trưởng Ban',
    version: 1,
  })),
  conference_site: [cast.conference, cast.heldConference].map((conference_id) => ({
    conference_id,
    number: 1,
    label: 'Hội trường',
    place: 'Trụ sở Ban',
  })),
  conference_entry: [
    {
      id: cast.conferenceEntry,
      conference_id: cast.heldConference,
      number: 1,
      kind: 'decision',
      text: 'Giao các phường rà soát',
      version: 1,
    },
  ],
  calendar_feed: [
    { id: cast.ownCalendarFeed, person_id: cast.people.own },
    { id: cast.calendarFeed, area_id: cast.areas.own },
  ].map((feed, index) => ({
    ...feed,
    secret_hash: Buffer.from([index]),
    created_at: '2025-01-01T00:00:00Z',
  })),
  action_item: placeNames.map((place) => ({
    id: cast.actionItems[place],
    conference_id: cast.heldConference,
    text: 'Rà soát',
    owner_appointment_id: cast.appointments[place],
    due_on: '2025-05-01',
    state: 'open',
    version: 1,
  })),
});
