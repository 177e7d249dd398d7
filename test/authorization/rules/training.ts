/** See reference-model.ts for what the cells say. */
export const trainingRules = `
                                        administrator registrar collaborator reviewer editor approver recipient client
training.courses.list                       all   all   all   all   all   all   all   all
training.courses.get                        all   all   all   all   all   all   all   all
training.courses.create                     -     all   -     -     all   -     -     -
training.courses.update                     -     all   -     -     all   -     -     -
training.classes.list                       all   all   all   all   all   all   all   all
training.classes.get                        all   all   all   all   all   all   all   all
training.classes.cascade                    all   all   all   all   all   all   all   all
training.classes.plan                       -     all   -     -     all   -     -     -
training.classes.rewrite                    -     all   -     -     all   -     -     -
training.guidance.get                       signed-in all all own own all all own -
training.guidance.send                      -     all   -     -     all   -     -     -
training.guidance.read                      signed-in
training.guidance.list                      signed-in all all own own all all own -
training.guidance.ask                       signed-in
training.guidanceQuestions.answer           -     all   -     -     all   -     -     -
training.classes.hold                       -     all   -     -     all   -     -     -
training.classes.cancel                     -     all   -     -     all   -     -     -
training.coverage.get                       all   all   all   all   all   all   all   all
training.coverage.units                     all   all   -     area  all   all   -     -
training.coverage.gaps                      all   all   -     area  all   all   -     -
`;
