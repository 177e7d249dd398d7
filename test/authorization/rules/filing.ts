/** What stands around the filing of reports. See reference-model.ts for what the cells say. */
export const filingRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
reporting.codes.history                     all   all   all   all   all   all   all   all
reporting.codes.change                      all   -     -     -     all   -     -     -
reporting.adHocReports.readings             all   all   all   all   all   all   all   -
reporting.guidance.ofPeriod                 -     all   all   all   all   all   -     -
`;
