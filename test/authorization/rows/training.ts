import { appointmentRows, type Cast, type Row } from '../cast.js';
import { assessmentRows } from './assessments.js';
import { certificateRows } from './certificates.js';
import { conferenceRows } from './conferences.js';

export const trainingRows = (cast: Cast): Record<string, Row[]> => ({
  appointment: appointmentRows(cast).map(({ id, person_id, role, level, from, to, state, version }) => ({
    id,
    person_id,
    role,
    level,
    from,
    to,
    state,
    version,
  })),
  course: [
    {
      id: cast.course,
      code: 'TH-2025',
      title: 'Tập huấn',
      modality: 'in-person',
      audience: ['collaborator'],
      certificate_months: 24,
      version: 1,
    },
  ],
  training_class: [cast.class, cast.otherClass].map((id) => ({
    id,
    course_id: cast.course,
    level: 'province',
    area_id: cast.areas.own,
    organisation_id: cast.organisation,
    starts_on: '2025-03-03',
    ends_on: '2025-03-05',
    capacity: 40,
    audience: ['collaborator'],
    state: 'planned',
    version: 1,
  })),
  ...assessmentRows(cast),
  ...certificateRows(cast),
  ...conferenceRows(cast),
});
