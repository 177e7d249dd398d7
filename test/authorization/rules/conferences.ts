/** See reference-model.ts for what the cells say. */
export const conferenceRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.conferences.list                   all   all   all   all   all   all   all   all
training.conferences.get                    all   all   all   all   all   all   all   all
training.conferences.plan                   -     all   -     -     all   -     -     -
training.conferences.update                 -     all   -     -     all   -     -     -
training.conferences.attend                 -     all   -     -     all   -     -     -
training.conferences.cancel                 -     all   -     -     all   -     -     -
training.conferenceEntries.list             all   all   -     all   all   all   -     -
training.conferenceEntries.record           -     all   -     -     all   -     -     -
training.conferenceEntries.update           -     all   -     -     all   -     -     -
training.conferenceEntries.remove           -     all   -     -     all   -     -     -
training.conferenceEntries.close            -     all   -     -     all   -     -     -
training.actionItems.list                   all   all   own   all   all   all   -     -
training.actionItems.get                    all   all   own   all   all   all   -     -
training.actionItems.before                 all   all   own   all   all   all   -     -
training.actionItems.agree                  -     all   -     -     all   -     -     -
training.actionItems.update                 -     all   -     -     all   -     -     -
training.actionItems.close                  -     all   -     -     all   -     -     -
training.conferenceMinutes.docx              all   all   -     all   all   all   -     -
training.conferenceMinutes.pdf               all   all   -     all   all   all   -     -
training.conferenceMinutes.reportDocx        all   all   -     all   all   all   -     -
training.conferenceMinutes.reportPdf         all   all   -     all   all   all   -     -
training.ownCalendarFeeds.list              signed-in
training.ownCalendarFeeds.open              signed-in
training.ownCalendarFeeds.revoke            signed-in
training.calendarFeeds.list                 -     all   -     -     all   -     -     -
training.calendarFeeds.open                 -     all   -     -     all   -     -     -
training.calendarFeeds.revoke               -     all   -     -     all   -     -     -
training.calendars.read                     public
training.conferenceParticipants.list        all   all   own   -     all   all   -     -
training.conferenceParticipants.invite      -     all   -     -     all   -     -     -
training.conferenceParticipants.inviteByRole -    all   -     -     all   -     -     -
`;
