/** See reference-model.ts for what the cells say. */
export const conferenceRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.conferences.list                   all   all   all   all   all   all   all   all
training.conferences.get                    all   all   all   all   all   all   all   all
training.conferences.plan                   -     all   -     -     all   -     -     -
training.conferences.update                 -     all   -     -     all   -     -     -
training.conferences.attend                 -     all   -     -     all   -     -     -
training.conferences.cancel                 -     all   -     -     all   -     -     -
training.conferenceParticipants.list        all   all   own   -     all   all   -     -
training.conferenceParticipants.invite      -     all   -     -     all   -     -     -
training.conferenceParticipants.inviteByRole -    all   -     -     all   -     -     -
`;
