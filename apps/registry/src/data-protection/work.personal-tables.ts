import { each, GONE, own, type PersonalTable, service, type Use } from './personal-data.uses.js';

const trained: Use = { ...service, purpose: 'Which classes the person was invited to, came to and passed' };
const certified: Use = { ...service, purpose: 'Which certificates the person holds, and until when' };
const conferred: Use = { ...service, purpose: 'To which conferences the person was invited and came' };
const fielded: Use = { ...service, purpose: 'How many cases of a survey the person was given and completed' };

/** What training and survey tell of a person's work: ids, days and counts, which stay. */
export const workTables: readonly PersonalTable[] = [
  {
    service: 'registry',
    table: 'training_attendance',
    of: own,
    columns: each(trained, 'class_id person_id course_title starts_on attended passed version'),
  },
  {
    service: 'registry',
    table: 'training_certificate',
    of: own,
    columns: each(
      certified,
      'id person_id course_id course_code course_title number valid_from valid_to state version',
    ),
    // The number leads to the person wherever the certificate was shown.
    erasure: { number: GONE },
  },
  {
    service: 'registry',
    table: 'conference_attendance',
    of: own,
    columns: each(conferred, 'conference_id person_id title held_on attended version'),
  },
  {
    service: 'registry',
    table: 'fieldwork',
    of: own,
    columns: each(
      fielded,
      'plan_id person_id title field_starts_on field_ends_on assigned completed version',
    ),
  },
];
