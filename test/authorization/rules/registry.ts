/** See reference-model.ts for what the cells say. */
export const registryRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
registry.areas.list                         all   all   all   all   all   all   all   all
registry.areas.get                          all   all   all   all   all   all   all   all
registry.areas.crosswalk                    all   all   all   all   all   all   all   all
registry.populations.list                   all   all   all   all   all   all   all   all
registry.populations.record                 all   all   -     -     -     -     -     -
registry.areas.export                       all   all   all   all   all   all   all   all
registry.areas.ancestors                    all   all   all   all   all   all   all   all
registry.areas.descendants                  all   all   all   all   all   all   all   all
registry.areas.successors                   all   all   all   all   all   all   all   all
registry.areas.predecessors                 all   all   all   all   all   all   all   all
registry.areas.reorganise                   all   all   -     -     -     -     -     -
registry.areas.import                       all   all   -     -     -     -     -     -
registry.areas.importFile                   all   all   -     -     -     -     -     -
registry.organisations.list                 all   all   all   all   all   all   all   all
registry.organisations.get                  all   all   all   all   all   all   all   all
registry.organisations.export               all   all   all   all   all   all   all   all
registry.organisations.ancestors            all   all   all   all   all   all   all   all
registry.organisations.descendants          all   all   all   all   all   all   all   all
registry.organisations.successors           all   all   all   all   all   all   all   all
registry.organisations.predecessors         all   all   all   all   all   all   all   all
registry.organisations.reorganise           all   all   -     -     -     -     -     -
registry.organisations.importFile           all   all   -     -     -     -     -     -
registry.organisations.import               all   all   -     -     -     -     -     -
registry.people.list                        all   all   own   area  -     -     -     -
registry.people.get                         all   all   own   area  -     -     -     -
registry.people.create                      all   all   -     -     -     -     -     -
registry.appointments.list                  all   all   own   area  all   all   -     -
registry.appointments.get                   all   all   own   area  all   all   -     -
registry.appointments.appoint               all   all   -     -     -     -     -     -
registry.appointments.end                   all   all   -     -     -     -     -     -
registry.appointments.nominate              all   all   -     -     -     -     -     -
registry.appointments.confirm               all   all   -     -     -     -     -     -
registry.appointments.decline               all   all   -     -     -     -     -     -
registry.appointments.handOver              all   all   -     -     -     -     -     -
registry.appointments.suspensions           all   all   own   area  all   all   -     -
registry.appointments.suspend               all   all   -     -     -     -     -     -
registry.appointments.liftSuspension        all   all   -     -     -     -     -     -
registry.appointments.substitutions         all   all   own   area  all   all   -     -
registry.appointments.substitute            all   all   -     -     -     -     -     -
registry.appointments.endSubstitution       all   all   -     -     -     -     -     -
registry.appointmentLimits.list             all   all   -     -     all   all   -     -
registry.appointmentLimits.add              all   all   -     -     -     -     -     -
registry.posts.list                         all   all   own   area  -     -     -     -
registry.posts.record                       all   all   -     -     -     -     -     -
registry.posts.correct                      all   all   -     -     -     -     -     -
registry.posts.remove                       all   all   -     -     -     -     -     -
registry.rosters.list                       all   all   -     -     all   all   -     -
registry.rosters.get                        all   all   -     -     all   all   -     -
registry.rosters.create                     all   all   -     -     -     -     -     -
registry.rosters.rows                       all   all   -     -     all   all   -     -
registry.rosters.rowsFile                   all   all   -     -     all   all   -     -
registry.rosters.replaceRows                all   all   -     -     -     -     -     -
registry.rosters.uploadRows                 all   all   -     -     -     -     -     -
registry.rosters.addRow                     all   all   -     -     -     -     -     -
registry.rosters.putRow                     all   all   -     -     -     -     -     -
registry.rosters.removeRow                  all   all   -     -     -     -     -     -
registry.rosters.difference                 all   all   -     -     all   all   -     -
registry.rosters.apply                      all   all   -     -     -     -     -     -
registry.rosters.undo                       all   all   -     -     -     -     -     -
registry.rosters.discard                    all   all   -     -     -     -     -     -
registry.roles.list                         all   all   all   all   all   all   all   all
registry.people.rename                      all   all   -     -     -     -     -     -
registry.personMerges.merge                 all   all   -     -     -     -     -     -
registry.personContacts.get                 all   all   -     -     -     -     -     -
registry.personContacts.record              all   all   -     -     -     -     -     -
registry.personRecords.get                  all   all   own   area  -     -     -     -
registry.commendations.award                all   all   -     -     -     -     -     -
registry.personalData.export                all   all   -     -     -     -     -     -
registry.erasures.list                      all   all   -     -     -     -     -     -
registry.erasures.get                       all   all   -     -     -     -     -     -
registry.erasures.request                   all   all   -     -     -     -     -     -
registry.erasures.carryOut                  all   all   -     -     -     -     -     -
registry.erasures.withdraw                  all   all   -     -     -     -     -     -
registry.retention.rules                    all   all   -     -     -     -     -     -
registry.retention.addRule                  all   all   -     -     -     -     -     -
registry.retention.due                      all   all   -     -     -     -     -     -
registry.retention.apply                    all   all   -     -     -     -     -     -
registry.baseSalaries.list                  all   all   all   all   all   all   all   all
registry.baseSalaries.get                   all   all   all   all   all   all   all   all
registry.baseSalaries.record                all   all   -     -     -     -     -     -
registry.contractTemplates.list             all   all   -     -     all   all   -     -
registry.contractTemplates.get              all   all   -     -     all   all   -     -
registry.contractTemplates.create           all   all   -     -     -     -     -     -
registry.contracts.list                     all   all   own   -     -     all   -     -
registry.contracts.get                      all   all   own   -     -     all   -     -
registry.contracts.docx                     all   all   own   -     -     all   -     -
registry.contracts.print                    all   all   -     -     -     -     -     -
registry.contracts.draft                    all   all   -     -     -     -     -     -
registry.contracts.renew                    all   all   -     -     -     -     -     -
registry.contracts.discard                  all   all   -     -     -     -     -     -
registry.contracts.terminate                all   all   -     -     -     -     -     -
registry.contracts.settle                   all   all   -     -     -     -     -     -
registry.contractSignings.list              all   all   -     -     -     all   -     -
registry.contractSignings.get               all   all   -     -     -     all   -     -
registry.contractSignings.docx              all   all   -     -     -     all   -     -
registry.contractSignings.sign              all   all   -     -     -     -     -     -
registry.allowances.list                    all   all   own   -     -     all   -     -
registry.allowanceSheets.list               all   all   -     -     -     all   -     -
registry.allowanceSheets.get                all   all   -     -     -     all   -     -
registry.allowanceSheets.xlsx               all   all   -     -     -     all   -     -
registry.allowanceSheets.calculate          all   all   -     -     -     all   -     -
registry.allowanceSheets.draw               all   all   -     -     -     -     -     -
registry.allowanceSheets.redraw             all   all   -     -     -     -     -     -
registry.allowanceSheets.approve  +         -     -     -     -     -     all   -     -
registry.regulations.list                   signed-in
registry.regulations.get                    signed-in
registry.regulations.readingList            signed-in
registry.regulations.citing                 all   all   own   area  all   all   -     -
registry.regulations.keepFile               all   all   -     -     -     -     -     -
registry.regulations.issue                  all   all   -     -     -     -     -     -
registry.regulations.revise                 all   all   -     -     -     -     -     -
registry.regulations.repeal                 all   all   -     -     -     -     -     -
registry.regulationVersions.file            signed-in
registry.regulationVersions.acknowledge     signed-in
registry.regulationVersions.readers         all   all   -     -     -     -     -     -
registry.reminderSettings.get               all   all   -     -     -     -     -     -
registry.reminderSettings.change            all   all   -     -     -     -     -     -
registry.accounts.list                      all   -     -     -     -     -     -     -
registry.accounts.get                       all   -     -     -     -     -     -     -
registry.accounts.access                    all   -     -     -     -     -     -     -
registry.accounts.create                    all   -     -     -     -     -     -     -
registry.accounts.grant                     all   -     -     -     -     -     -     -
registry.accounts.endGrant                  all   -     -     -     -     -     -     -
registry.accounts.disable                   all   -     -     -     -     -     -     -
registry.accounts.enable                    all   -     -     -     -     -     -     -
registry.accounts.unlock                    all   -     -     -     -     -     -     -
registry.accounts.resetPassword             all   -     -     -     -     -     -     -
registry.accounts.resetSecondFactor         all   -     -     -     -     -     -     -
registry.oidc.link                          all   -     -     -     -     -     -     -
registry.oidc.unlink                        all   -     -     -     -     -     -     -
registry.keys.rotate                        all   -     -     -     -     -     -     -
registry.clients.list             +         all   -     -     -     -     -     -     -
registry.clients.create           +         all   -     -     -     -     -     -     -
registry.clients.rotate           +         all   -     -     -     -     -     -     -
registry.clients.permit           +         all   -     -     -     -     -     -     -
registry.clients.disable          +         all   -     -     -     -     -     -     -
registry.auditCheckpoints.list              all   -     -     -     -     -     -     -
registry.auditCheckpoints.get               all   -     -     -     -     -     -     -
registry.auditVerifications.list            all   -     -     -     -     -     -     -
registry.auditVerifications.get             all   -     -     -     -     -     -     -
registry.auditVerifications.verify          all   -     -     -     -     -     -     -
registry.webhooks.list            +         all   -     -     -     -     -     -     -
registry.webhooks.get             +         all   -     -     -     -     -     -     -
registry.webhooks.create          +         all   -     -     -     -     -     -     -
registry.webhooks.update          +         all   -     -     -     -     -     -     -
registry.webhooks.rotate          +         all   -     -     -     -     -     -     -
registry.webhooks.disable         +         all   -     -     -     -     -     -     -
registry.webhooks.enable          +         all   -     -     -     -     -     -     -
registry.webhookDeliveries.list        +    all   -     -     -     -     -     -     -
registry.webhookDeliveries.test        +    all   -     -     -     -     -     -     -
registry.webhookDeliveries.replayOne   +    all   -     -     -     -     -     -     -
registry.webhookDeliveries.replayDead  +    all   -     -     -     -     -     -     -
registry.webhookDeliveries.replayAfter +    all   -     -     -     -     -     -     -
registry.events.types                       all   -     -     -     -     -     -     all
registry.events.feed                        all   -     -     -     -     -     -     all
registry.sessions.end                       signed-in
registry.sessions.endAll                    signed-in
registry.ownContact.get                     signed-in
registry.ownContact.correct                 signed-in
registry.ownRecord.get                      signed-in
registry.personalData.own                   signed-in
registry.personalData.workbook              signed-in
registry.personalData.register              signed-in
registry.ownAccount.me                      signed-in
registry.ownAccount.changePassword          signed-in
registry.ownAccount.enrol                   signed-in
registry.ownAccount.confirm                 signed-in
registry.notices.list                       signed-in
registry.notices.unread                     signed-in
registry.notices.follow                     signed-in
registry.notices.read                       signed-in
registry.notices.readUpTo                   signed-in
registry.notificationPreferences.get        signed-in
registry.notificationPreferences.choose     signed-in
registry.notificationAddress.propose        signed-in
registry.notificationAddress.confirm        signed-in
registry.notificationAddress.remove         signed-in
registry.notificationPreferences.unsubscribe public
registry.mailFailures.list                  all   -     -     -     -     -     -     -
registry.mailFailures.retry                 all   -     -     -     -     -     -     -
registry.sessions.signIn                    public
registry.sessions.refresh                   public
registry.tokens.token                       public
registry.keys.published                     public
registry.auditCheckpoints.keys              public
registry.oidc.start                         public
registry.oidc.finish                        public
`;
