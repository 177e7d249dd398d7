/** Review, and what follows from reports. See reference-model.ts for what the cells say. */
export const followUpRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
reporting.reviewSettings.get                all   all   -     all   all   all   -     -
reporting.reviewSettings.change             all   -     -     -     all   -     -     -
reporting.reportReminderSettings.get        all   all   -     all   all   all   -     -
reporting.reportReminderSettings.change     all   -     -     -     all   -     -     -
reporting.reminderEffect.get                all   all   all   all   all   all   all   -
reporting.opinionReportReview.path          -     -     own   area  all   all   -     -
reporting.opinionReportReview.versions      -     -     own   area  all   all   -     -
reporting.opinionReportReview.correct       -     -     own   -     all   -     -     -
reporting.opinionReportReview.reopen        -     -     -     -     all   -     -     -
reporting.recommendations.list              -     -     own   all   all   all   org   -
reporting.recommendations.get               -     -     own   all   all   all   org   -
reporting.recommendations.docx              -     -     own   all   all   all   org   -
reporting.recommendations.create            -     -     -     -     all   -     -     -
reporting.recommendations.forward           -     -     -     -     all   all   -     -
reporting.recommendations.start             -     -     -     -     all   -     org   -
reporting.recommendations.answer            -     -     -     -     all   -     org   -
reporting.recommendations.close             -     -     -     -     all   -     -     -
reporting.recommendations.reopen            -     -     -     -     all   -     -     -
reporting.explanations.list                 all   all   all   all   all   all   all   -
reporting.explanations.get                  all   all   all   all   all   all   all   -
reporting.explanations.publish              -     -     -     -     all   -     -     -
reporting.explanations.withdraw             -     -     -     -     all   -     -     -
`;
