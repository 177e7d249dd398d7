/** See reference-model.ts for what the cells say. */
export const certificateRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.certificates.list                  signed-in all all own own all all own -
training.certificates.get                   signed-in all all own own all all own -
training.certificates.document              signed-in all all own own all all own -
training.certificates.issue                 -     all   -     -     all   -     -     -
training.certificates.recordElsewhere       -     all   -     -     all   -     -     -
training.certificates.renew                 -     all   -     -     all   -     -     -
training.certificates.revoke                -     all   -     -     all   -     -     -
training.participants.list                  signed-in all all own own all all own -
training.participants.reply                 signed-in
training.schedules.get                      signed-in all all own own all all own -
training.schedules.schedule                 -     all   -     -     all   -     -     -
training.checkIns.show                      -     all   -     -     all   -     -     -
training.checkIns.checkIn                   signed-in
training.checkIns.importFile                -     all   -     -     all   -     -     -
training.participants.assess                -     all   -     -     all   -     -     -
training.participants.invite                -     all   -     -     all   -     -     -
training.participants.inviteByRule          -     all   -     -     all   -     -     -
training.participants.attend                -     all   -     -     all   -     -     -
training.participants.certify               -     all   -     -     all   -     -     -
training.certificates.verify                public
`;
