import type { Bodies } from './subject.js';

const question = { kind: 'single', text: 'Hỏi thế nào?', options: ['A', 'B'], keys: [1], most: 1 };
const assessment = (courseId: string, number: number) => ({
  courseId,
  title: `Kiểm tra ${number}`,
  bankId: null,
  draw: null,
  rubric: [{ text: 'Không dẫn dắt', most: 5 }],
  passPercent: 50,
  attempts: 2,
  required: false,
});

export const assessmentBodies: Bodies = {
  'training.evaluations.give': () => ({ content: 5, teaching: 4, usefulness: 5, organisation: 3 }),
  'training.evaluations.writeCost': () => ({ lines: [{ item: 'In tài liệu', amount: 1_000_000 }] }),
  'training.courseMaterials.add': ({ number }) => ({
    kind: 'text',
    title: `Tài liệu ${number}`,
    body: 'Hỏi mở trước.',
  }),
  'training.questionBanks.create': ({ number }) => ({ title: `Bộ ${number}`, questions: [question] }),
  'training.questionBanks.update': ({ number }) => ({ title: `Bộ ${number}`, questions: [question] }),
  'training.assessments.create': ({ cast, number }) => assessment(cast.course, number),
  'training.assessments.update': ({ cast, number }) => assessment(cast.course, number),
  'training.assessments.start': ({ cast }) => ({ classId: cast.class }),
  'training.attempts.submit': () => ({ answers: [{ choices: [1] }] }),
  'training.attempts.mark': () => ({ marks: [{ question: 0, marks: 1 }] }),
  'training.attempts.interview': ({ cast }) => ({
    assessmentId: cast.interview,
    classId: cast.class,
    personId: cast.people.unrelated,
    marks: [0],
  }),
};
