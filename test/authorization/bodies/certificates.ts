import type { Bodies, Files } from './subject.js';

export const certificateBodies: Bodies = {
  'training.certificates.issue': ({ cast }) => ({ personId: cast.people.own, courseId: cast.course }),
  'training.certificates.recordElsewhere': ({ cast, number }) => ({
    personId: cast.people.own,
    courseId: cast.course,
    issuer: 'Học viện Báo chí và Tuyên truyền',
    number: `${number}/CN`,
    validFrom: '2025-01-01',
    validTo: null,
  }),
  'training.participants.invite': ({ cast }) => ({
    personIds: [cast.people.own],
    reason: 'Chưa qua lớp nào từ năm 2023',
  }),
  'training.participants.inviteByRule': () => ({
    rule: 'no-class-since',
    role: 'collaborator',
    since: '2023-01-01',
  }),
  'training.participants.reply': () => ({ comes: true }),
  'training.schedules.schedule': ({ cast }) => ({
    sessions: [
      { from: '2025-03-03T08:00:00+07:00', to: '2025-03-03T11:30:00+07:00', place: 'Hội trường tầng 2' },
    ],
    trainerIds: [cast.people.own],
  }),
  'training.checkIns.checkIn': () => ({ code: 'K7M4-2QXP' }),
  'training.participants.assess': () => ({ passed: [] }),
  'training.participants.attend': () => ({ attended: [], passed: [] }),
  'training.certificates.revoke': () => ({ reason: 'Cấp nhầm chương trình' }),
};

export const certificateFiles: Files = {
  'training.certificates.importFile': ({ cast, number }) =>
    `personId\tcourseCode\tissuer\tnumber\tvalidFrom\n${cast.people.own}\tTH-2025\tTrường Chính trị\t${number}\t2025-01-01\n`,
  'training.materials.keepFile': ({ number }) => `%PDF-1.7\n% ${number}\n%%EOF\n`,
  'training.checkIns.importFile': ({ cast }) => `personId\tday\n${cast.people.own}\t2025-03-03\n`,
};
