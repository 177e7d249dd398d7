import { type Cast, placeNames, type Row } from '../cast.js';

/** Everyone's certificate, of the course there is. */
export const certificateRows = ({ certificates, people, course }: Cast): Record<string, Row[]> => ({
  certificate: placeNames.map((place, index) => ({
    id: certificates[place],
    person_id: people[place],
    course_id: course,
    course_code: 'TH-2025',
    course_title: 'Tập huấn',
    source: 'office',
    number: `${index + 1}/2020`,
    verification_code: `abcdefghijklmnopqrstu${index}`,
    valid_from: '2020-01-01',
    valid_to: '2021-12-31',
    state: 'valid',
    version: 1,
  })),
});
