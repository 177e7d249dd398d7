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
training.participants.list                  all   all   own   -     all   all   -     -
training.participants.invite                -     all   -     -     all   -     -     -
training.participants.inviteByRule          -     all   -     -     all   -     -     -
training.participants.attend                -     all   -     -     all   -     -     -
training.participants.certify               -     all   -     -     all   -     -     -
training.certificates.verify                public
`;
