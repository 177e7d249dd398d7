/** What stands around the filing of reports. See reference-model.ts for what the cells say. */
export const filingRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
reporting.codes.history                     all   all   all   all   all   all   all   all
reporting.codes.change                      all   -     -     -     all   -     -     -
reporting.adHocReports.readings             all   all   all   all   all   all   all   -
reporting.lookAlikes.of                     -     -     -     area  all   -     -     -
reporting.opinionItems.list                 -     -     own   area  all   all   -     -
reporting.opinionItems.csv                  -     -     own   area  all   all   -     -
reporting.savedViews.list                   signed-in
reporting.savedViews.get                    signed-in
reporting.savedViews.create                 signed-in
reporting.savedViews.change                 signed-in
reporting.savedViews.remove                 signed-in
reporting.opinionStreams.list               -     -     -     area  all   all   -     -
reporting.opinionStreams.get                -     -     -     area  all   all   -     -
reporting.opinionStreams.create             -     -     -     area  all   -     -     -
reporting.opinionStreams.join               -     -     -     area  all   -     -     -
reporting.opinionStreams.separate           -     -     -     area  all   -     -     -
reporting.reportingPeriods.dues              all   all   all   all   all   all   all   all
reporting.reportingCalendars.list           all   all   all   all   all   all   all   -
reporting.reportingCalendars.get            all   all   all   all   all   all   all   -
reporting.reportingCalendars.create         all   -     -     -     all   -     -     -
reporting.reportingCalendars.change         all   -     -     -     all   -     -     -
reporting.reportingCalendars.upcoming       all   all   all   all   all   all   all   -
reporting.reportingCalendars.open           all   -     -     -     all   -     -     -
reporting.holidays.get                      all   all   all   all   all   all   all   -
reporting.holidays.change                   all   -     -     -     all   -     -     -
reporting.opinionAttachments.list           -     -     own   area  all   all   -     -
reporting.opinionAttachments.content        -     -     own   area  all   all   -     -
reporting.opinionAttachments.add            -     -     own   -     all   -     -     -
reporting.opinionAttachments.remove         -     -     own   -     all   -     -     -
reporting.opinionReportReview.blank         -     -     -     -     all   -     -     -
reporting.reportFiles.template              -     -     own   -     all   -     -     -
reporting.reportFiles.file                  -     -     own   -     all   -     -     -
reporting.thematicRequests.list              -     all   all   all   all   all   -     -
reporting.thematicRequests.get               -     all   all   all   all   all   -     -
reporting.thematicRequests.open              -     -     -     -     all   -     -     -
reporting.guidance.ofPeriod                 -     all   all   all   all   all   -     -
`;
