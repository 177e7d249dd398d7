import { each, own, type PersonalTable, secret, service, type Use } from './personal-data.uses.js';

const certified: Use = { ...service, purpose: 'Which certificates the person holds, and until when' };

const invited: Use = {
  ...service,
  purpose: 'To which classes the person was invited, why, and whether they came',
};
const conferred: Use = {
  ...service,
  purpose: 'To which conferences the person was invited, why, and at which site they came',
};
const whatFor = 'course_id course_code course_title';
const validity = 'valid_from valid_to state revoke_reason';

/** What training holds of people: ids, days and what they were taught. */
export const trainingTables: readonly PersonalTable[] = [
  {
    service: 'training',
    table: 'certificate',
    of: own,
    columns: each(
      certified,
      `id person_id ${whatFor} source class_id issuer number verification_code ${validity} renews_id version`,
    ),
  },
  {
    service: 'training',
    table: 'class_participant',
    of: own,
    columns: each(
      invited,
      'class_id person_id reason reply reply_reason reply_order days_present read_on attended passed version',
    ),
  },
  {
    service: 'training',
    table: 'guidance_question',
    of: own,
    columns: each(
      { ...service, purpose: 'That the person is told of the answer to what they asked about a guidance' },
      'id class_id person_id text asked_on answer answered_on version',
    ),
  },
  {
    service: 'training',
    table: 'class_check_in',
    of: own,
    columns: each(invited, 'class_id person_id day source'),
  },
  {
    service: 'training',
    table: 'wrong_attendance_code',
    of: own,
    columns: each(
      {
        ...service,
        purpose: 'That nobody tries the codes of a class until one is right',
        retention: 'Until the class was held',
      },
      'class_id person_id times since',
    ),
  },
  {
    service: 'training',
    table: 'attempt',
    of: own,
    columns: each(
      { ...service, purpose: 'Whether the person has learnt what a class taught' },
      'id assessment_id class_id person_id number seed questions answers marks pass_percent state passed version',
    ),
  },
  {
    service: 'training',
    table: 'material_opening',
    of: own,
    columns: each(
      { ...service, purpose: 'Whether what is needed for the work was read' },
      'material_id person_id opened_on',
    ),
  },
  {
    service: 'training',
    table: 'evaluation_given',
    of: own,
    columns: each(
      { ...service, purpose: 'That nobody evaluates a class twice; not what they think of it' },
      'class_id person_id',
    ),
  },
  {
    service: 'training',
    table: 'class_trainer',
    of: own,
    columns: each({ ...service, purpose: 'Which classes the person teaches' }, 'class_id person_id'),
  },
  {
    service: 'training',
    table: 'conference_participant',
    of: own,
    columns: each(conferred, 'conference_id person_id reason attended site'),
  },
  {
    service: 'training',
    table: 'action_item',
    of: 'owner_appointment_id IN (SELECT id FROM appointment WHERE person_id = $1)',
    columns: each(
      { ...service, purpose: 'What a conference asked of the holder of an appointment, and what came of it' },
      `id conference_id text owner_organisation_id owner_appointment_id due_on state closed_conference_id outcome version`,
    ),
  },
  {
    service: 'training',
    table: 'calendar_feed',
    of: own,
    columns: {
      ...each(
        { ...service, purpose: 'That the person reads their invitations in a calendar program' },
        'id person_id area_id created_at revoked_at',
      ),
      secret_hash: secret,
    },
  },
  {
    service: 'training',
    table: 'conference_agenda_item',
    of: 'speaker_person_id = $1',
    columns: each(
      { ...service, purpose: 'Who gave which talk at a conference' },
      'conference_id number title aggregate_id speaker_person_id materials',
    ),
  },
];
