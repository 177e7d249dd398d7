/** See reference-model.ts for what the cells say. */
export const reportingRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
reporting.codes.list                        all   all   all   all   all   all   all   all
reporting.office.get                        all   all   -     -     all   all   -     -
reporting.office.change                     all   -     -     -     all   -     -     -
reporting.reportingPeriods.list             all   all   all   all   all   all   all   all
reporting.reportingPeriods.get              all   all   all   all   all   all   all   all
reporting.reportingPeriods.create           all   -     -     -     all   -     -     -
reporting.reportingPeriods.close            all   -     -     -     all   -     -     -
reporting.reportingPeriods.correct            all   -     -     -     all   -     -     -
reporting.reportingPeriods.listCorrections    all   all   all   all   all   all   all   -
reporting.reportingPeriods.discipline         all   all   all   all   all   all   all   -
reporting.reportingPeriods.expected         -     -     own   area  all   all   -     -
reporting.reportingPeriods.areaDiscipline   -     -     own   area  all   all   -     -
reporting.opinionReports.list               -     -     own   area  all   all   -     -
reporting.opinionReports.get                -     -     own   area  all   all   -     -
reporting.opinionReports.file               -     -     own   -     all   -     -     -
reporting.opinionReports.submit             -     -     own   -     all   -     -     -
reporting.opinionReports.revise             -     -     own   -     all   -     -     -
reporting.opinionReports.receive            -     -     -     area  all   -     -     -
reporting.opinionReports.accept             -     -     -     area  all   -     -     -
reporting.opinionReports.return             -     -     -     area  all   -     -     -
reporting.aggregateReports.list             -     -     -     all   all   all   org   all
reporting.aggregateReports.get              -     -     -     all   all   all   org   all
reporting.aggregateReports.docx             -     -     -     all   all   all   org   all
reporting.aggregateReports.pdf              -     -     -     all   all   all   org   all
reporting.aggregateReports.xlsx             -     -     -     all   all   all   org   all
reporting.aggregateReports.csv              -     -     -     all   all   all   org   all
reporting.figures.trace                     -     -     -     all   all   all   org   all
reporting.dashboards.salience               -     -     -     all   all   all   org   all
reporting.dashboards.tendency               -     -     -     all   all   all   org   all
reporting.dashboards.areas                  -     -     -     all   all   all   org   all
reporting.dashboards.strata                 -     -     -     all   all   all   org   all
reporting.aggregateReports.rebuild          -     -     -     -     all   all   -     -
reporting.aggregateReports.start            -     -     -     -     all   -     -     -
reporting.aggregateReports.edit             -     -     -     -     all   -     -     -
reporting.aggregateReports.history          -     -     -     all   all   all   -     -
reporting.aggregateReports.circulate        -     -     -     -     all   -     -     -
reporting.aggregateReports.comments         -     -     -     all   all   all   -     -
reporting.aggregateReports.comment          -     -     -     all   all   all   -     -
reporting.aggregateReports.approve  +       -     -     -     -     -     all   -     -
reporting.aggregateReports.issue            -     -     -     -     all   all   -     -
reporting.aggregateReports.dispatch         -     -     -     -     all   all   -     -
reporting.aggregateReports.acknowledge      -     -     -     -     -     -     org   -
reporting.aggregateReports.withdraw         -     -     -     -     all   all   -     -
reporting.aggregateReports.supersede        -     -     -     -     all   -     -     -
`;
