import { businessIssues } from './business.js';
import { societyIssues } from './culture-society.js';
import { securityIssues } from './defence-security.js';
import { farmingIssues } from './farming.js';
import type { Issue } from './issue.js';
import { localServicesIssues } from './local-services.js';
import { localWorksIssues } from './local-works.js';
import { partyIssues, practiceIssues } from './party-and-practices.js';
import { domesticIssues, internationalIssues } from './politics.js';

/** Everything the invented reports speak of. */
export const issues: readonly Issue[] = [
  ...internationalIssues,
  ...domesticIssues,
  ...farmingIssues,
  ...businessIssues,
  ...societyIssues,
  ...securityIssues,
  ...partyIssues,
  ...localServicesIssues,
  ...localWorksIssues,
  ...practiceIssues,
];
