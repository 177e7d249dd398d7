/** See reference-model.ts for what the cells say. */
export const registryRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
registry.areas.list                         all   all   all   all   all   all   all   all
registry.areas.get                          all   all   all   all   all   all   all   all
registry.areas.crosswalk                    all   all   all   all   all   all   all   all
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
registry.sessions.signIn                    public
registry.sessions.refresh                   public
registry.tokens.token                       public
registry.keys.published                     public
registry.oidc.start                         public
registry.oidc.finish                        public
`;
