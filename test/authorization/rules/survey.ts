/** See reference-model.ts for what the cells say. */
export const surveyRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
survey.plans.list                           all   all   -     all   all   all   -     all
survey.plans.get                            all   all   -     all   all   all   -     all
survey.plans.create                         -     -     -     -     all   -     -     -
survey.plans.update                         -     -     -     -     all   -     -     -
survey.plans.approve              +         -     -     -     -     -     all   -     -
survey.plans.outcomeRates                   all   all   -     all   all   all   -     all
survey.plans.sampleSize                     all   all   -     all   all   all   -     all
`;
