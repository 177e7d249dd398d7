/** See reference-model.ts for what the cells say. */
export const certificateRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.certificates.list                  signed-in all all own own all all own -
training.certificates.get                   signed-in all all own own all all own -
training.certificates.document              signed-in all all own own all all own -
training.certificates.issue                 -     all   -     -     all   -     -     -
training.certificates.recordElsewhere       -     all   -     -     all   -     -     -
training.certificates.importFile            -     all   -     -     all   -     -     -
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
training.questionBanks.list                 -     all   -     -     all   -     -     -
training.questionBanks.get                  -     all   -     -     all   -     -     -
training.questionBanks.create               -     all   -     -     all   -     -     -
training.questionBanks.update               -     all   -     -     all   -     -     -
training.assessments.list                   signed-in
training.assessments.get                    signed-in
training.assessments.create                 -     all   -     -     all   -     -     -
training.assessments.update                 -     all   -     -     all   -     -     -
training.assessments.start                  signed-in
training.attempts.list                      signed-in own all own own all own own -
training.attempts.get                       signed-in own all own own all own own -
training.attempts.submit                    signed-in own own own own own own own -
training.attempts.mark                      signed-in own all own own all own own -
training.attempts.interview                 signed-in own all own own all own own -
training.courseMaterials.list               signed-in
training.courseMaterials.add                -     all   -     -     all   -     -     -
training.materials.keepFile                 -     all   -     -     all   -     -     -
training.materials.open                     signed-in
training.materials.file                     signed-in
training.materials.openings                 all   all   -     -     all   all   -     -
training.materials.withdraw                 -     all   -     -     all   -     -     -
training.evaluations.give                   signed-in
training.evaluations.get                    -     all   -     -     all   all   -     -
training.evaluations.close                  -     all   -     -     all   -     -     -
training.evaluations.cost                   all   all   -     -     all   all   -     -
training.evaluations.writeCost              -     all   -     -     all   -     -     -
training.certificates.verify                public
`;
