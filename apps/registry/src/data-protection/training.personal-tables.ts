import { each, own, type PersonalTable, service, type Use } from './personal-data.uses.js';

const certified: Use = { ...service, purpose: 'Which certificates the person holds, and until when' };

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
];
