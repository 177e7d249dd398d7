/** See reference-model.ts for what the cells say. */
export const surveyRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
survey.plans.list                           all   all   -     all   all   all   -     all
survey.plans.get                            all   all   -     all   all   all   -     all
survey.plans.create                         -     -     -     -     all   -     -     -
survey.plans.update                         -     -     -     -     all   -     -     -
survey.plans.approve              +         -     -     -     -     -     all   -     -
survey.plans.advance                        -     -     -     -     all   -     -     -
survey.plans.outcomeRates                   all   all   -     all   all   all   -     all
survey.plans.sampleSize                     all   all   -     all   all   all   -     all
survey.planQuestionnaires.list              all   all   -     all   all   all   -     all
survey.planQuestionnaires.create            -     -     -     -     all   -     -     -
survey.planQuestionnaires.importFile        -     -     -     -     all   -     -     -
survey.questionnaires.get                   all   all   -     all   all   all   -     all
survey.questionnaires.workbook              all   all   -     all   all   all   -     all
survey.questionnaires.update                -     -     -     -     all   -     -     -
survey.questionnaires.freeze                -     -     -     -     all   -     -     -
survey.questionnaires.pretests              all   all   -     all   all   all   -     all
survey.questionnaires.addPretest            -     -     -     -     all   -     -     -
survey.frames.list                          -     -     -     -     all   all   -     -
survey.frames.get                           -     -     -     -     all   all   -     -
survey.frames.create                        -     -     -     -     all   -     -     -
survey.frames.fill                          -     -     -     -     all   -     -     -
survey.planSamples.list                     -     -     -     -     all   all   -     -
survey.planSamples.draw                     -     -     -     -     all   -     -     -
survey.samples.get                          -     -     -     -     all   all   -     -
survey.samples.cells                        -     -     -     -     all   all   -     -
survey.samples.units                        -     -     -     -     all   all   -     -
survey.planCases.add                        -     -     -     -     all   -     -     -
survey.planCases.progress                   -     -     -     -     all   all   -     -
survey.fieldCases.list                      signed-in own own own own all own own -
survey.fieldCases.get                       signed-in own own own own all own own -
survey.fieldCases.attempt                   signed-in own own own own all own own -
survey.planInterviewers.fieldRules          -     -     -     -     all   all   -     -
survey.planInterviewers.setFieldRules       -     -     -     -     all   -     -     -
survey.planInterviewers.except              -     -     -     -     -     all   -     -
survey.planInterviewers.list                signed-in own own own own all all own -
survey.planInterviewers.assigned            signed-in own own own own all all own -
survey.planInterviewers.assign              -     -     -     -     all   -     -     -
survey.caseAssignments.withdraw             -     -     -     -     all   -     -     -
survey.interviews.form                      signed-in own own own own all own own -
survey.interviews.take                      signed-in own own own own all own own -
survey.planBackChecks.list                  signed-in own own own own all all own -
survey.planBackChecks.draw                  -     -     -     -     all   -     -     -
survey.backChecks.record                    -     -     -     -     all   -     -     -
survey.planQuality.list                     signed-in own own own own all all own -
survey.planQuality.check                    -     -     -     -     all   -     -     -
survey.qualityFlags.review                  -     -     -     -     all   -     -     -
survey.planAnalyses.list                    -     -     -     -     all   all   -     -
survey.planAnalyses.start                   -     -     -     -     all   -     -     -
survey.analyses.get                         -     -     -     -     all   all   -     -
survey.analyses.rebuild                     -     -     -     -     all   -     -     -
survey.planReleases.list                    all   all   -     all   all   all   -     all
survey.planReleases.create                  -     -     -     -     all   -     -     -
survey.releases.get                         all   all   -     all   all   all   -     all
survey.releases.update                      -     -     -     -     all   -     -     -
survey.releases.approve           +         -     -     -     -     -     all   -     -
survey.releases.publish                     -     -     -     -     all   all   -     -
survey.releases.withdraw                    -     -     -     -     all   all   -     -
survey.releaseFiles.docx                    all   all   -     all   all   all   -     all
survey.releaseFiles.pdf                     all   all   -     all   all   all   -     all
survey.releaseFiles.xlsx                    all   all   -     all   all   all   -     all
survey.trends.get                           all   all   -     all   all   all   -     all
survey.releaseFiles.ddi                     all   all   -     all   all   all   -     all
survey.releaseFiles.csv                     all   all   -     all   all   all   -     all
survey.releaseFiles.microdata               all   all   -     all   all   all   -     all
survey.planInvitations.draw                 -     -     -     -     all   -     -     -
survey.invitations.open                     public
survey.invitations.exchange                 public
survey.responses.takeInvited                public
survey.responses.takePoll                   public
survey.polls.get                            public
`;
