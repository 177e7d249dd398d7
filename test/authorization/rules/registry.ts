/** See reference-model.ts for what the cells say. */
export const registryRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
registry.areas.list                         all   all   all   all   all   all   all   all
registry.areas.get                          all   all   all   all   all   all   all   all
registry.areas.successions                  all   all   all   all   all   all   all   all
registry.areas.import                       all   all   -     -     -     -     -     -
registry.organisations.list                 all   all   all   all   all   all   all   all
registry.organisations.get                  all   all   all   all   all   all   all   all
registry.organisations.import               all   all   -     -     -     -     -     -
registry.people.list                        all   all   own   area  -     -     -     -
registry.people.get                         all   all   own   area  -     -     -     -
registry.people.create                      all   all   -     -     -     -     -     -
registry.appointments.list                  all   all   own   area  all   all   -     -
registry.appointments.get                   all   all   own   area  all   all   -     -
registry.appointments.appoint               all   all   -     -     -     -     -     -
registry.appointments.end                   all   all   -     -     -     -     -     -
registry.accounts.list                      all   -     -     -     -     -     -     -
registry.accounts.get                       all   -     -     -     -     -     -     -
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
registry.clients.disable          +         all   -     -     -     -     -     -     -
registry.sessions.end                       signed-in
registry.sessions.endAll                    signed-in
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
registry.oidc.start                         public
registry.oidc.finish                        public
`;
