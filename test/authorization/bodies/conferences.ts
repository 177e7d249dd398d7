import { conferencePlan } from '../../../apps/training/src/conferences/conferences.fixture.js';
import type { Bodies } from './subject.js';

export const conferenceBodies: Bodies = {
  'training.conferences.plan': ({ number }) => conferencePlan({ title: `Giao ban lần ${number}` }),
  'training.conferences.update': () => conferencePlan(),
  'training.conferences.attend': () => ({ sites: [{ number: 1, personIds: [], guests: 12 }] }),
  'training.conferences.cancel': () => ({ reason: 'Bão số 3' }),
  'training.conferenceParticipants.invite': ({ cast }) => ({
    personIds: [cast.people.own],
    reason: 'Thành viên tổ dư luận xã hội',
  }),
  'training.conferenceParticipants.inviteByRole': () => ({ role: 'collaborator' }),
};
