/** Review, and what follows from reports. See reference-model.ts for what the cells say. */
export const followUpRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
reporting.reviewSettings.get                all   all   -     all   all   all   -     -
reporting.reviewSettings.change             all   -     -     -     all   -     -     -
reporting.reportReminderSettings.get        all   all   -     all   all   all   -     -
reporting.reportReminderSettings.change     all   -     -     -     all   -     -     -
reporting.reportReminders.own               -     -     own   -     -     -     -     -
reporting.reportReminders.effect            all   all   all   all   all   all   all   -
reporting.opinionReportReview.path          -     -     own   area  all   all   -     -
reporting.opinionReportReview.versions      -     -     own   area  all   all   -     -
reporting.opinionReportReview.correct       -     -     own   -     all   -     -     -
reporting.opinionReportReview.reopen        -     -     -     -     all   -     -     -
reporting.recommendations.list              -     -     own   all   all   all   org   -
reporting.recommendations.agenda            -     all   -     all   all   all   -     -
reporting.recommendations.get               -     -     own   all   all   all   org   -
reporting.recommendations.docx              -     -     own   all   all   all   org   -
reporting.recommendations.create            -     -     -     -     all   -     -     -
reporting.recommendations.forward           -     -     -     -     all   all   -     -
reporting.recommendations.start             -     -     -     -     all   -     org   -
reporting.recommendations.answer            -     -     -     -     all   -     org   -
reporting.recommendations.close             -     -     -     -     all   -     -     -
reporting.recommendations.reopen            -     -     -     -     all   -     -     -
reporting.inspections.list                  all   all   -     area  all   all   -     -
reporting.inspections.get                   all   all   -     area  all   all   -     -
reporting.inspections.plan                  -     -     -     -     all   -     -     -
reporting.inspections.replan                -     -     -     -     all   -     -     -
reporting.inspections.start                 -     -     -     -     all   -     -     -
reporting.inspections.check                 -     -     -     -     all   -     -     -
reporting.inspections.find                  -     -     -     -     all   -     -     -
reporting.inspections.request               -     -     -     -     all   -     -     -
reporting.inspections.conclude              -     -     -     -     all   -     -     -
reporting.inspections.answer                -     -     -     area  all   -     -     -
reporting.inspections.return                -     -     -     -     all   -     -     -
reporting.inspections.settle                -     -     -     -     all   -     -     -
reporting.inspections.close                 -     -     -     -     all   -     -     -
reporting.inspections.cancel                -     -     -     -     all   -     -     -
reporting.explanations.list                 all   all   all   all   all   all   all   -
reporting.explanations.get                  all   all   all   all   all   all   all   -
reporting.explanations.publish              -     -     -     -     all   -     -     -
reporting.explanations.withdraw             -     -     -     -     all   -     -     -
`;
