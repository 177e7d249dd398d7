import { appointmentRows, areaRows, type Cast, nodeRows, type Row } from '../cast.js';
import { assessmentRows } from './assessments.js';
import { certificateRows } from './certificates.js';
import { conferenceRows } from './conferences.js';

export const trainingRows = (cast: Cast): Record<string, Row[]> => ({
  appointment: appointmentRows(cast).map(
    ({ id, person_id, role, level, area_id, from, to, state, version }) => ({
      id,
      person_id,
      role,
      level,
      area_id,
      from,
      to,
      state,
      version,
    }),
  ),
  unit: areaRows(cast).map(({ id, code, name, valid_from, valid_to, version }) => ({
    id,
    tree: 'area',
    code,
    name,
    valid_from,
    valid_to,
    version,
  })),
  area_node: nodeRows(cast).map((row) => ({ ...row, numbering: 1 })),
  course: [cast.course, cast.coveredCourse].map((id, index) => ({
    id,
    code: `TH-${2025 + index}`,
    title: 'Tập huấn',
    topic: 'methods',
    objectives: [],
    modality: 'in-person',
    audience: ['collaborator'],
    certificate_months: 24,
    version: 1,
  })),
  training_class: [cast.class, cast.otherClass, cast.writtenClass].map((id) => ({
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
  sent_guidance: [{ class_id: cast.writtenClass, sent_on: '2025-03-03', material_ids: [cast.material] }],
  guidance_question: [
    {
      id: cast.guidanceQuestion,
      class_id: cast.writtenClass,
      person_id: cast.people.own,
      text: 'Ghi thế nào?',
      asked_on: '2025-03-04',
      version: 1,
    },
  ],
  ...certificateRows(cast),
  ...conferenceRows(cast),
});
