/** See reference-model.ts for what the cells say. */
export const certificateRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.certificates.list                  all   all   own   -     all   all   -     -
training.certificates.get                   all   all   own   -     all   all   -     -
training.certificates.document              all   all   own   -     all   all   -     -
training.certificates.issue                 -     all   -     -     all   -     -     -
training.certificates.recordElsewhere       -     all   -     -     all   -     -     -
training.certificates.renew                 -     all   -     -     all   -     -     -
training.certificates.revoke                -     all   -     -     all   -     -     -
training.certificates.verify                public
`;
