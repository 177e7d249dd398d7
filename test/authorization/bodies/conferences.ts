import { conferencePlan } from '../../../apps/training/src/conferences/conferences.fixture.js';
import type { Bodies } from './subject.js';

export const conferenceBodies: Bodies = {
  'training.conferences.plan': ({ number }) => conferencePlan({ title: `Giao ban lần ${number}` }),
  'training.conferences.update': () => conferencePlan(),
  'training.conferences.attend': () => ({ sites: [{ number: 1, personIds: [], guests: 12 }] }),
  'training.conferences.cancel': () => ({ reason: 'Bão số 3' }),
  'training.conferenceEntries.record': ({ cast, number }) => ({
    kind: 'statement',
    topic: 'economy',
    areaId: cast.areas.own,
    text: `Giá vật tư nông nghiệp tăng, lần ${number}`,
    answer: { organisationId: cast.organisation, text: 'Sở đã kiểm tra' },
  }),
  'training.conferenceEntries.update': () => ({ kind: 'decision', text: 'Giao các phường rà soát' }),
  'training.conferenceEntries.close': ({ cast }) => ({
    conclusion: 'Hội nghị thống nhất các nội dung trên',
    signing: {
      contractIds: [cast.draftContract],
      signer: { position: 'Trưởng Ban', organisationId: cast.organisation },
    },
  }),
  'training.actionItems.agree': ({ cast, number }) => ({
    text: `Rà soát lần ${number}`,
    ownerOrganisationId: cast.organisation,
    ownerAppointmentId: null,
    dueOn: '2025-05-01',
  }),
  'training.actionItems.update': ({ cast }) => ({
    text: 'Rà soát',
    ownerOrganisationId: null,
    ownerAppointmentId: cast.appointments.own,
    dueOn: '2025-05-01',
  }),
  'training.actionItems.close': ({ cast }) => ({ conferenceId: cast.heldConference, outcome: 'Đã xong' }),
  'training.calendarFeeds.open': ({ cast }) => ({ areaId: cast.areas.own }),
  'training.conferenceParticipants.invite': ({ cast }) => ({
    personIds: [cast.people.own],
    reason: 'Thành viên tổ dư luận xã hội',
  }),
  'training.conferenceParticipants.inviteByRole': () => ({ role: 'collaborator' }),
};
