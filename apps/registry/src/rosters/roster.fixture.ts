import type { Appointment, Person } from '#contracts/people';
import type { RosterDifference, RosterEntry, RosterRenewal } from '#contracts/rosters';
import { type Answer, ifMatch } from '#testing/test-service';
import { appointments, type Office } from '../people/office.fixture.js';

export const renewals = '/v1/registry/roster-renewals';
export const decision = {
  decisionNumber: '50-QĐ/BTGDVTU',
  decisionDate: '2025-12-20',
  decisionIssuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
  legalBasis: null,
};

const organisations = ['BTGDV', 'MTTQ', 'HND', 'HPN', 'DTN', 'HCCB', 'HNCT', 'LDLD', 'CAT', 'BCHQS', 'VKSND'];

/** The body of an answer that must be a success. */
// JSON is whatever the test then says it must be.
// oxlint-disable-next-line no-explicit-any
export function succeeded({ status, body }: Answer): any {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export const outcomes = ({ entries }: RosterDifference): string[] =>
  entries.map(({ fullName, outcome }: RosterEntry) => `${fullName} ${outcome}`);

/** What a registrar does with rosters; the office may open later. */
export class RosterDesk {
  private number = 0;

  constructor(private readonly office: () => Office) {}

  readonly at = ({ id }: { id: string }): string => `${renewals}/${id}`;

  readonly now = async (renewal: RosterRenewal): Promise<RosterRenewal> =>
    succeeded(await this.office().registrar.get(this.at(renewal)));

  /** Does something to a renewal as it stands now. */
  readonly act = async (renewal: RosterRenewal, action: string, body?: object): Promise<Answer> =>
    this.office().registrar.post(
      `${this.at(renewal)}/${action}`,
      body,
      ifMatch((await this.now(renewal)).version),
    );

  readonly put = async (renewal: RosterRenewal, rows: object[]): Promise<Answer> =>
    this.office().registrar.put(
      `${this.at(renewal)}/rows`,
      { rows },
      ifMatch((await this.now(renewal)).version),
    );

  readonly difference = async (renewal: RosterRenewal): Promise<RosterDifference> =>
    succeeded(await this.office().registrar.get(`${this.at(renewal)}/difference`));

  readonly apply = async (renewal: RosterRenewal): Promise<Answer> => {
    const { fingerprint } = await this.difference(renewal);
    return this.act(renewal, 'apply', { ...decision, fingerprint });
  };

  readonly appointment = async (id: string): Promise<Appointment> =>
    succeeded(await this.office().registrar.get(`${appointments}/${id}`));

  readonly historyOf = async (personId: string): Promise<Appointment[]> =>
    succeeded(await this.office().registrar.get(`${appointments}?filter[personId][eq]=${personId}`)).items;

  /** A roster of its own for each test: the interviewers of one organisation. */
  readonly roster = async (): Promise<Roster> => {
    const code = organisations[(this.number += 1) % organisations.length]!;
    const path = `/v1/registry/organisations?filter[code][eq]=${code}&asOf=2026-01-01`;
    const { items } = succeeded(await this.office().registrar.get(path));
    return new Roster(this.office(), code, items[0].id);
  };
}

export class Roster {
  constructor(
    private readonly office: Office,
    readonly code: string,
    readonly organisationId: string,
  ) {}

  async held(fullName: string, changes: object = {}): Promise<Appointment> {
    const { organisationId } = this;
    const person = await this.office.person(fullName);
    return this.office.appointed(person, { role: 'interviewer', organisationId, ...changes });
  }

  async begin(changes: object = {}): Promise<RosterRenewal> {
    const { organisationId } = this;
    const body = { role: 'interviewer', levels: ['province'], effective: '2026-01-01', ...changes };
    return succeeded(await this.office.registrar.post(renewals, { organisationId, ...body }));
  }

  row(person: Pick<Person, 'id'> | null, changes: object = {}) {
    const place = { organisationCode: this.code, level: 'province', areaCodes: ['20'] };
    return { personId: person?.id ?? null, position: 'Điều tra viên', ...place, ...changes };
  }
}
