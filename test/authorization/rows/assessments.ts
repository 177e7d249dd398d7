import { type Cast, placeNames, type Row } from '../cast.js';

const kept = { kind: 'single', text: 'Hỏi thế nào?', options: ['A', 'B'], keys: [1], most: 1 };

/** Everyone's attempt; what is one's own is made in the class that one also teaches. */
export const assessmentRows = (cast: Cast): Record<string, Row[]> => ({
  class_participant: [cast.class, cast.writtenClass].flatMap((class_id) =>
    (['own', 'unrelated'] as const).map((place) => ({
      class_id,
      person_id: cast.people[place],
      reason: 'Chưa qua lớp nào',
      version: 1,
    })),
  ),
  class_trainer: [{ class_id: cast.class, person_id: cast.people.own }],
  question_bank: [
    { id: cast.questionBank, title: 'Bộ câu hỏi', questions: JSON.stringify([kept]), version: 1 },
  ],
  assessment: [
    { id: cast.assessment, bank_id: cast.questionBank, draw: 1, rubric: null },
    {
      id: cast.interview,
      bank_id: null,
      draw: null,
      rubric: JSON.stringify([{ text: 'Cách hỏi', most: 5 }]),
    },
  ].map((one) => ({
    ...one,
    course_id: cast.course,
    title: 'Kiểm tra',
    pass_percent: 50,
    attempts: 10,
    required: false,
    version: 1,
  })),
  material_file: [
    { sha256: '0'.repeat(64), media_type: 'application/pdf', size: 4, content: Buffer.from('%PDF') },
  ],
  material: [
    {
      id: cast.material,
      course_id: cast.course,
      course_version: 1,
      title: 'Tài liệu',
      kind: 'file',
      sha256: '0'.repeat(64),
      withdrawn: false,
      version: 1,
    },
  ],
  attempt: placeNames.map((place) => ({
    id: cast.attempts[place],
    assessment_id: cast.assessment,
    class_id: place === 'own' ? cast.class : cast.otherClass,
    person_id: cast.people[place],
    number: 1,
    seed: 1,
    questions: JSON.stringify([kept]),
    pass_percent: 50,
    state: 'open',
    version: 1,
  })),
});
