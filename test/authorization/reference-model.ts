import type { Role } from '#contracts/permissions';

/**
 * Who may call what, and how far, as the office's rules say it: written down here on its own, so that a slip in
 * the product's table of permissions is seen. Cells:
 * `all` everything; `area` what lies in the areas of the grant; `own` what is the caller's own;
 * `org` what was dispatched to the caller's organisation; `-` refused. A client is another system that was
 * granted the permission. `+` behind an operation: only with a second factor. `public`: no sign-in needed.
 * `signed-in`: every account for itself, with or without a role.
 */
const table = `
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
registry.sessions.signIn                    public
registry.sessions.refresh                   public
registry.tokens.token                       public
registry.keys.published                     public
registry.oidc.start                         public
registry.oidc.finish                        public
reporting.codes.list                        all   all   all   all   all   all   all   all
reporting.office.get                        all   all   -     -     all   all   -     -
reporting.office.change                     all   -     -     -     all   -     -     -
reporting.reportingPeriods.list             all   all   all   all   all   all   all   all
reporting.reportingPeriods.get              all   all   all   all   all   all   all   all
reporting.reportingPeriods.create           all   -     -     -     all   -     -     -
reporting.reportingPeriods.close            all   -     -     -     all   -     -     -
reporting.reportingPeriods.discipline         all   all   all   all   all   all   all   -
reporting.reportingPeriods.expected         -     -     own   area  all   all   -     -
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
reporting.aggregateReports.start            -     -     -     -     all   -     -     -
reporting.aggregateReports.edit             -     -     -     -     all   -     -     -
reporting.aggregateReports.circulate        -     -     -     -     all   -     -     -
reporting.aggregateReports.comments         -     -     -     all   all   all   -     -
reporting.aggregateReports.comment          -     -     -     all   all   all   -     -
reporting.aggregateReports.approve  +       -     -     -     -     -     all   -     -
reporting.aggregateReports.issue            -     -     -     -     all   all   -     -
reporting.aggregateReports.dispatch         -     -     -     -     all   all   -     -
reporting.aggregateReports.acknowledge      -     -     -     -     -     -     org   -
reporting.aggregateReports.withdraw         -     -     -     -     all   all   -     -
survey.plans.list                           all   all   -     all   all   all   -     all
survey.plans.get                            all   all   -     all   all   all   -     all
survey.plans.create                         -     -     -     -     all   -     -     -
survey.plans.update                         -     -     -     -     all   -     -     -
survey.plans.approve              +         -     -     -     -     -     all   -     -
survey.plans.outcomeRates                   all   all   -     all   all   all   -     all
survey.plans.sampleSize                     all   all   -     all   all   all   -     all
training.courses.list                       all   all   all   all   all   all   all   all
training.courses.get                        all   all   all   all   all   all   all   all
training.courses.create                     -     all   -     -     all   -     -     -
training.courses.update                     -     all   -     -     all   -     -     -
training.classes.list                       all   all   all   all   all   all   all   all
training.classes.get                        all   all   all   all   all   all   all   all
training.classes.plan                       -     all   -     -     all   -     -     -
training.classes.hold                       -     all   -     -     all   -     -     -
training.classes.cancel                     -     all   -     -     all   -     -     -
training.coverage.get                       all   all   all   all   all   all   all   all
`;

/** What every service offers of its own running. */
const foundation = `
jobs.list                                   all   all   -     -     all   all   -     -
jobs.get                                    all   all   -     -     all   all   -     -
jobs.follow                                 all   all   -     -     all   all   -     -
jobs.retry                                  all   -     -     -     -     -     -     -
deadLetters.list                            all   -     -     -     -     -     -     -
deadLetters.replay                          all   -     -     -     -     -     -     -
`;

export type Extent = 'all' | 'area' | 'own' | 'org' | '-';

/** What the model says of one operation. */
export interface Rule {
  public: boolean;
  /** Every account may, whatever its roles. */
  signedIn: boolean;
  secondFactor: boolean;
  extents: Record<Role | 'client', Extent>;
}

const lines = (text: string): string[][] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '');

const [header = [], ...rows] = lines(table);
export const roles = header.filter((name): name is Role => name !== 'client');

const ruleOf = (cells: string[]): Rule => {
  const secondFactor = cells[0] === '+';
  const signedIn = cells[0] === 'signed-in';
  const extentOf = (name: string, index: number): Extent => {
    if (signedIn) return name === 'client' ? '-' : 'all';
    return ((secondFactor ? cells.slice(1) : cells)[index] ?? '-') as Extent;
  };
  return {
    public: cells[0] === 'public',
    signedIn,
    secondFactor,
    extents: Object.fromEntries(
      header.map((name, index) => [name, extentOf(name, index)]),
    ) as Rule['extents'],
  };
};

/** The rules by operation. */
export const model: ReadonlyMap<string, Rule> = new Map([
  ...rows.map(([operation, ...cells]): [string, Rule] => [operation!, ruleOf(cells)]),
  ...['registry', 'reporting', 'survey', 'training'].flatMap((service) =>
    lines(foundation).map(([operation, ...cells]): [string, Rule] => [
      `${service}.${operation}`,
      ruleOf(cells),
    ]),
  ),
]);

/** Whether somebody with this reach sees a thing that stands in this relation to them. */
export function sees(extent: Extent, caller: Role | 'client', relation: string): boolean {
  if (relation === 'nonexistent' || extent === '-') return false;
  // Other systems see of the aggregate reports what was issued.
  if (caller === 'client') return !['drafted', 'withdrawn'].includes(relation);
  const reached: Record<Exclude<Extent, 'all' | '-'>, string[]> = {
    area: ['of the area', 'below the area', 'there'],
    own: ['own', 'own draft', 'there'],
    org: ['sent to us'],
  };
  return extent === 'all' || reached[extent].includes(relation);
}
