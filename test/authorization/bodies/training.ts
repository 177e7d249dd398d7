import { classText, courseText } from '../../../apps/training/src/training.fixture.js';
import type { Bodies } from './subject.js';

export const trainingBodies: Bodies = {
  'training.courses.create': ({ number }) => courseText({ code: `KH-${number}` }),
  'training.courses.update': ({ number }) => courseText({ code: `KH-${number}` }),
  'training.classes.plan': ({ cast }) => classText({ id: cast.course }),
  'training.classes.rewrite': () => ({ startsOn: '2025-03-03', endsOn: '2025-03-05', capacity: 41 }),
  'training.classes.hold': () => ({ invited: 40, attended: 38, passed: 36 }),
  'training.guidance.ask': () => ({ text: 'Tin đồn có phải ghi không?' }),
  'training.guidanceQuestions.answer': () => ({ answer: 'Có, và đánh dấu là tin đồn.' }),
  'training.classes.cancel': () => ({ reason: 'Mưa lũ' }),
};
