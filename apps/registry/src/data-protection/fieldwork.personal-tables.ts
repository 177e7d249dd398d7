import { each, own, type PersonalTable, service, type Use } from './personal-data.uses.js';

const certified: Use = { ...service, purpose: 'Whether the person may interview on a day' };
const checked: Use = {
  ...service,
  purpose: 'Whether the interviews that the person held took place as they were told, and are worth a look',
};
const fielded: Use = {
  ...service,
  purpose: 'Which cases of a survey the person has; nothing of what is answered there',
  retention: 'Until fieldwork is closed',
};

/** What survey holds of interviewers: ids, days and cases. */
export const fieldworkTables: readonly PersonalTable[] = [
  {
    service: 'survey',
    table: 'interviewer_certificate',
    of: own,
    columns: each(certified, 'id person_id course_code valid_from valid_to revoked_on version'),
  },
  {
    service: 'survey',
    table: 'certificate_exception',
    of: own,
    columns: each(certified, 'id plan_id person_id from to reason'),
  },
  {
    service: 'survey',
    table: 'field_interviewer',
    of: own,
    columns: each(
      { ...service, purpose: 'That the person was given cases of a survey' },
      'plan_id person_id version',
    ),
  },
  {
    service: 'survey',
    table: 'field_outcome',
    of: own,
    columns: each(
      { ...service, purpose: 'How many cases of a survey the person had, and what they came to' },
      'plan_id sample_id cell person_id disposition settled cases',
    ),
  },
  {
    service: 'survey',
    table: 'case_assignment',
    of: own,
    columns: each(fielded, 'id plan_id case_id person_id assigned_on ended_on ending version'),
  },
  {
    service: 'survey',
    table: 'back_check_draw',
    of: own,
    columns: each(checked, 'id plan_id person_id share seed eligible cases drawn_on'),
  },
  {
    service: 'survey',
    table: 'back_check',
    of: own,
    columns: each(checked, 'id plan_id draw_id case_id person_id result checked_on version'),
  },
  {
    service: 'survey',
    table: 'quality_flag',
    of: own,
    columns: each(
      checked,
      'id plan_id person_id kind item interviews noticed raised_on outcome reviewed_on version',
    ),
  },
];
