export { baseSalaries } from './base-salaries.js';
export { strata, topics } from './codes.js';
export { contractTemplates, demoContracts } from './contracts.js';
export { langSonSuccessions } from './lang-son.successions.js';
export { langSonUnits } from './lang-son.units.js';
export { demoOrganisations } from './organisations.js';
export { demoCollaborators, demoPersonnel } from './people.js';
export { demoReports, type DemoReport } from './reports.js';
