import type { Cast, Row } from '../cast.js';

export const trainingRows = (cast: Cast): Record<string, Row[]> => ({
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
  training_class: [
    {
      id: cast.class,
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
    },
  ],
});
