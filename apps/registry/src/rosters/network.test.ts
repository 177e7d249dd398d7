import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Account, EffectiveGrant } from '#contracts/accounts';
import type { Appointment, Person } from '#contracts/people';
import type { RosterRenewal } from '#contracts/rosters';
import { ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';
import { includes, type ModelAppointment, NetworkModel } from './network.model.fixture.js';
import { decision, renewals, RosterDesk, succeeded } from './roster.fixture.js';

const SPAN = 40;
const PEOPLE = 4;
const day = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
const dayOrOpen = (number: number | null): string | null => (number === null ? null : day(number));

/** From the 1st two, from the 11th one, from the 25th any number. */
const limits = [
  { from: 0, holders: 2 },
  { from: 10, holders: 1 },
  { from: 24, holders: null },
];
const most = (on: number): number | null => limits.findLast(({ from }) => from <= on)!.holders;

let office: Office;
let registrar: Office['registrar'];
const desk = new RosterDesk(() => office);
beforeAll(async () => {
  office = await Office.open();
  ({ registrar } = office);
  for (const { from, holders } of limits)
    succeeded(
      await registrar.post('/v1/registry/appointment-limits', {
        role: 'collaborator',
        level: 'province',
        from: day(from),
        holders,
      }),
    );
});
afterAll(() => office?.service.close());

/** How often each kind of step was taken: a property about nothing would hold as well. */
const taken = new Map<string, number>();

let number = 0;
/** A place of its own, with people who have accounts, and the model of it. */
class History {
  readonly model = new NetworkModel(most);
  private readonly renewed: RosterRenewal[] = [];
  private constructor(
    readonly code: string,
    readonly organisationId: string,
    readonly people: Person[],
    readonly accounts: Account[],
    readonly areaId: string,
  ) {}

  static async begin(): Promise<History> {
    const code = `NOI-${(number += 1)}`;
    const organisation = { code, name: 'Ban', kind: 'union', level: 'province', parentCode: null };
    const dates = { areaCode: null, validFrom: '2020-01-01', validTo: null };
    const organisations = [{ ...organisation, ...dates }];
    succeeded(await registrar.post('/v1/registry/organisations/imports', { organisations }));
    const found = await registrar.get(`/v1/registry/organisations?filter[code][eq]=${code}`);
    const administrator = office.service.as('administrator');
    const people: Person[] = [];
    const accounts: Account[] = [];
    for (let one = 0; one < PEOPLE; one += 1) {
      const person = await office.person(`Lương ${code} ${one}`);
      people.push(person);
      const account = { username: `${code.toLowerCase()}-${one}`, personId: person.id };
      const body = { ...account, initialPassword: 'mot-mat-khau-rat-dai', grants: [] };
      accounts.push(succeeded(await administrator.post('/v1/registry/accounts', body)));
    }
    const { id } = await office.unit('20');
    return new History(code, found.body.items[0].id, people, accounts, id);
  }

  /** The appointments as they are on record, in the words of the model. */
  async recorded(): Promise<{ appointment: Appointment; key: string }[]> {
    const { items } = succeeded(
      await registrar.get(`${appointments}?limit=100&filter[organisationId][eq]=${this.organisationId}`),
    );
    return (items as Appointment[]).map((appointment) => {
      const { personId, position, from, to, state } = appointment;
      const person = this.people.findIndex(({ id }) => id === personId);
      return { appointment, key: [person, position, from, to, state].join(' ') };
    });
  }

  keyOf({ person, position, from, to, state }: ModelAppointment): string {
    return [person, position, day(from), dayOrOpen(to), state].join(' ');
  }

  async act(one: ModelAppointment, action: string, body?: object): Promise<boolean> {
    const { appointment } = (await this.recorded()).find(({ key }) => key === this.keyOf(one))!;
    const path = `${appointments}/${appointment.id}/${action}`;
    return this.took(action, (await registrar.post(path, body, ifMatch(appointment))).status);
  }

  took(what: string, status: number): boolean {
    expect([200, 201, 409, 422], `${what} answers ${status}`).toContain(status);
    if (status < 300) taken.set(what, (taken.get(what) ?? 0) + 1);
    return status < 300;
  }

  /** One of those that were ever decided, so that most steps are about something. */
  pick(index: number): ModelAppointment | undefined {
    const decided = this.model.appointments.filter(({ state }) => state === 'appointed' || state === 'ended');
    return decided[index % Math.max(1, decided.length)];
  }

  async appoint(one: {
    person: number;
    position: string;
    from: number;
    to: number | null;
    nominate: boolean;
  }) {
    const { person, position, from, to, nominate } = one;
    const facts = await office.decision(this.people[person]!, {
      organisationId: this.organisationId,
      areaId: this.areaId,
      position,
      from: day(from),
      to: dayOrOpen(to),
    });
    if (nominate) {
      const { decisionNumber: _, decisionDate: __, decisionIssuer: ___, legalBasis: ____, ...rest } = facts;
      this.took('nominate', (await registrar.post(`${appointments}/nominations`, rest)).status);
      this.model.appoint(one, 'nominated');
      return;
    }
    const allowed = this.model.allows(one);
    expect(this.took('new', (await registrar.post(appointments, facts)).status)).toBe(allowed);
    if (allowed) this.model.appoint(one, 'appointed');
  }

  async decide(index: number, yes: boolean): Promise<void> {
    const one = this.model.appointments.filter(({ state }) => state === 'nominated')[index % 3];
    if (!one) return;
    if (!yes) return void ((await this.act(one, 'decline')) && (one.state = 'declined'));
    const allowed = this.model.allows(one);
    expect(await this.act(one, 'appoint', decision)).toBe(allowed);
    if (allowed) one.state = 'appointed';
  }

  async renew(on: number, list: { person: number; position: string }[]): Promise<void> {
    const { organisationId } = this;
    const body = { levels: ['province'], effective: day(on), organisationId, start: 'empty' };
    const renewal = succeeded(await registrar.post(renewals, body)) as RosterRenewal;
    const place = { organisationCode: this.code, level: 'province', areaCodes: ['20'] };
    const rows = list.map(({ person, position }) => ({
      personId: this.people[person]!.id,
      position,
      ...place,
    }));
    succeeded(await desk.put(renewal, rows));
    if (!this.took('renew', (await desk.apply(renewal)).status)) return;
    this.model.renew(on, list);
    this.renewed.push(renewal);
  }

  async undo(index: number, after: number): Promise<void> {
    const at = index % Math.max(1, this.renewed.length);
    const [renewal, known] = [this.renewed[at], this.model.renewals[at]];
    if (!renewal || !known) return;
    const on = known.on + after - 1;
    const answer = await desk.act(renewal, 'undo', { ...decision, on: day(on) });
    if (!this.took('undo', answer.status)) return;
    this.model.undo(known, on);
    this.renewed.push(answer.body);
  }

  /** What accounts may do on a day, as the registry says it: in whose place. */
  async access(person: number, on: number): Promise<number[]> {
    const { id } = this.accounts[person]!;
    const path = `/v1/registry/accounts/${id}/access?asOf=${day(on)}`;
    const { items } = succeeded(await office.service.as('administrator').get(path));
    return (items as EffectiveGrant[])
      .map(({ actsFor }) => (actsFor ? this.people.findIndex((one) => one.id === actsFor) : person))
      .sort();
  }
}

type Step = (history: History) => Promise<unknown>;

const at = fc.integer({ min: 0, max: SPAN });
const length = fc.integer({ min: 1, max: 15 });
const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const index = fc.nat({ max: 20 });
const after = fc.nat({ max: 8 });
const position = fc.constantFrom('Trưởng phòng', 'Phó Trưởng phòng');

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ person, position, from: at, long: fc.option(length), nominate: fc.boolean() }).map(
      ({ long, ...one }): Step =>
        (history) =>
          history.appoint({ ...one, to: long === null ? null : one.from + long }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(index, fc.boolean()).map(
      ([i, yes]): Step =>
        (h) =>
          h.decide(i, yes),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(index, after, fc.option(length)).map(([i, since, long]): Step => async (history) => {
      const one = history.pick(i);
      if (!one) return;
      const from = one.from + since;
      const to = long === null ? null : from + long;
      const rest = { from: day(from), to: dayOrOpen(to), reason: 'leave', decisionNumber: '1' };
      if (await history.act(one, 'suspensions', rest)) one.rests.push({ from, to });
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(index, after).map(([i, since]): Step => async (history) => {
      const resting = history.model.appointments.filter(({ rests }) => rests.length > 0);
      const one = resting[i % Math.max(1, resting.length)];
      if (!one) return;
      const on = one.rests[i % one.rests.length]!.from + since;
      const held = one.rests.find((rest) => includes(rest, on));
      const body = { on: day(on), decisionNumber: '2' };
      expect(await history.act(one, 'lift-suspension', body)).toBe(held !== undefined);
      if (held) held.to = on;
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(index, person, after, length).map(([i, by, since, long]): Step => async (history) => {
      const one = history.pick(i);
      if (!one) return;
      const [from, to] = [one.from + since, one.from + since + long];
      const personId = history.people[by]!.id;
      const body = { personId, from: day(from), to: day(to), decisionNumber: '3' };
      if (await history.act(one, 'substitutions', body)) one.substitutes.push({ person: by, from, to });
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(index, length).map(([i, since]): Step => async (history) => {
      const one = history.pick(i);
      if (!one) return;
      const to = one.from + since;
      const body = { on: day(to), reason: 'resigned', decisionNumber: '4' };
      if (await history.act(one, 'end', body)) Object.assign(one, { to, state: 'ended' });
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        at,
        fc.uniqueArray(fc.record({ person, position }), { selector: (row) => row.person, maxLength: 2 }),
      )
      .map(
        ([on, list]): Step =>
          (history) =>
            history.renew(on, list),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, length).map(
      ([i, since]): Step =>
        (history) =>
          history.undo(i, since),
    ),
  },
);

it('no history gives a place more holders than are allowed, nor anyone more access than their appointments', async () => {
  const days = fc.uniqueArray(at, { minLength: 6, maxLength: 6 });
  const holds = fc.asyncProperty(
    fc.array(steps, { minLength: 10, maxLength: 20, size: 'max' }),
    days,
    async (taking, asked) => {
      const history = await History.begin();
      for (const step of taking) {
        await step(history);
        const recorded = (await history.recorded()).map(({ key }) => key);
        expect(recorded.sort()).toEqual(history.model.appointments.map((one) => history.keyOf(one)).sort());
        expect(history.model.faults()).toEqual([]);
      }
      for (const on of asked)
        for (let one = 0; one < PEOPLE; one += 1)
          expect({ on, one, access: await history.access(one, on) }).toEqual({
            on,
            one,
            access: history.model.access(one, on),
          });
    },
  );
  // The first ones are the same every time, and hold every kind of step; the rest are others every time.
  await fc.assert(holds, { seed: 1, numRuns: 12 });
  expect([...taken.keys()]).toEqual(
    expect.arrayContaining(['new', 'nominate', 'end', 'suspensions', 'lift-suspension', 'renew', 'undo']),
  );
  await fc.assert(holds, { numRuns: 12 });
}, 180_000);
