import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Contract, contractRecorded } from '#contracts/contracts';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { ContractOffice, contracts, done, signer, signings } from './contracts.fixture.js';

let office: ContractOffice;

beforeAll(async () => {
  office = await ContractOffice.open();
});
afterAll(() => office?.close());

async function drafts(count: number): Promise<Contract[]> {
  const made: Contract[] = [];
  for (let number = 0; number < count; number += 1)
    made.push(await office.drafted(await office.appointed(`Người thứ ${number}`)));
  return made;
}
const paths = ({ body }: { body: { errors: { path: string }[] } }): string[] =>
  body.errors.map(({ path }) => path);

describe('a signing', () => {
  it('signs many contracts at once and numbers them in their order', async () => {
    const [first, second, third] = (await drafts(3)) as [Contract, Contract, Contract];
    const answer = await office.sign([second, first, third], { on: '2021-06-01' });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        on: '2021-06-01',
        place: 'Lạng Sơn',
        signer,
        contracts: [
          { id: second.id, number: 1, year: 2021 },
          { id: first.id, number: 2, year: 2021 },
          { id: third.id, number: 3, year: 2021 },
        ],
      },
    });
    expect((await office.registrar.get(`${signings}/${answer.body.id}`)).body).toEqual(answer.body);
    expect((await office.registrar.get(`${signings}?filter[on][eq]=2021-06-01`)).body.items).toEqual([
      answer.body,
    ]);
    expect(await office.contract(first.id)).toMatchObject({
      number: 2,
      signedOn: '2021-06-01',
      signingId: answer.body.id,
      version: 2,
    });
    await eventually(() => {
      const told = office.service.sent(contractRecorded).filter(({ subject }) => subject === first.id);
      expect(told.map(({ data }) => data.state)).toEqual(['draft', 'signed']);
    });
  });

  it('signs none when one of them cannot be, and says which', async () => {
    const [good, signed, same, changed] = (await drafts(4)) as [Contract, Contract, Contract, Contract];
    await office.signing([signed], { on: '2021-07-01' });
    const refused = async (list: { id: string; version: number }[], status: number, code: string) => {
      const answer = await office.sign(list, { on: '2021-07-02' });
      expect(answer).toMatchObject({ status, body: { code } });
      expect((await office.contract(good.id)).state).toBe('draft');
      return answer;
    };
    const unknown = await refused([good, { id: randomUUID(), version: 1 }, good], 422, 'contract.unknown');
    expect(paths(unknown)).toEqual(['contracts.1.id', 'contracts.2.id']);
    expect(paths(await refused([{ ...changed, version: 2 }, good], 412, 'resource.stale'))).toEqual([
      'contracts.0.id',
    ]);
    const signedNow = await office.contract(signed.id);
    expect(paths(await refused([good, signedNow], 409, 'contract.wrong-state'))).toEqual(['contracts.1.id']);
    const appointment = (await office.registrar.get(`/v1/registry/appointments/${same.appointmentId}`)).body;
    const twin = await office.drafted(appointment, { startsOn: '2027-12-31' });
    expect(paths(await refused([good, same, twin], 409, 'contract.overlap'))).toEqual([
      'contracts.1.id',
      'contracts.2.id',
    ]);
    const end = { on: '2026-09-01', reason: 'retired', decisionNumber: '7-QĐ' };
    done(
      await office.registrar.post(
        `/v1/registry/appointments/${appointment.id}/end`,
        end,
        ifMatch(appointment),
      ),
    );
    expect(paths(await refused([good, same], 422, 'contract.not-within-appointment'))).toEqual([
      'contracts.1.id',
    ]);
  });

  it('leaves an appointment one contract at a time, whoever is first', async () => {
    const appointment = await office.appointed('Nguyễn Văn Nhất');
    const both = [
      await office.drafted(appointment),
      await office.drafted(appointment, { startsOn: '2026-06-01' }),
    ];
    const answers = await Promise.all(both.map((draft) => office.sign([draft], { on: '2021-08-01' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  it('is done once under its key', async () => {
    const [draft] = await drafts(1);
    const body = {
      on: '2021-09-01',
      place: 'Lạng Sơn',
      signer,
      contracts: [{ id: draft!.id, version: 1 }],
    };
    const send = () => office.registrar.post(signings, body, idempotencyKey('signing-once'));
    const answers = await Promise.all([send(), send(), send()]);
    for (const answer of answers) expect(answer.body).toEqual(answers[0]!.body);
    expect((await office.contract(draft!.id)).version).toBe(2);
  });

  it('is the registrar’s', async () => {
    const [draft] = await drafts(1);
    const body = { on: '2021-09-01', place: 'Lạng Sơn', signer, contracts: [{ id: draft!.id, version: 1 }] };
    for (const role of ['editor', 'approver', 'collaborator'] as const)
      expect((await office.service.as(role).post(signings, body)).status, role).toBe(403);
    expect((await office.service.as('collaborator').get(signings)).status).toBe(403);
    expect((await office.registrar.get(`${signings}/${randomUUID()}`)).status).toBe(404);
  });
});

describe('the numbers of a year', () => {
  it('have no gaps and no doubles, however many sign at once and however many fail', async () => {
    let year = 1950;
    const batch = fc.record({ size: fc.integer({ min: 1, max: 4 }), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 6 }), async (batches) => {
        year += 1;
        const answers = await Promise.all(
          batches.map(async ({ size, fails }) => {
            const list: { id: string; version: number }[] = await drafts(size);
            if (fails) list.push({ id: randomUUID(), version: 1 });
            return office.sign(list, { on: `${year}-12-31` });
          }),
        );
        expect(answers.map(({ status }) => status)).toEqual(batches.map(({ fails }) => (fails ? 422 : 201)));
        const numbers = answers
          .flatMap(({ body }) => body.contracts ?? [])
          .map(({ number }: { number: number }) => number)
          .toSorted((a: number, b: number) => a - b);
        expect(numbers).toEqual(numbers.map((_: number, index: number) => index + 1));
        for (const { body } of answers.filter(({ status }) => status === 201)) {
          const own: number[] = body.contracts.map(({ number }: { number: number }) => number);
          expect(own).toEqual(own.map((_, index) => own[0]! + index));
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('the states of a contract', () => {
  const actions = ['sign', 'discard', 'renew', 'terminate', 'settle'] as const;
  type Action = (typeof actions)[number];
  type State = 'draft' | 'signed' | 'settled' | 'terminated';
  /** Where an action leads; what is not here is refused. */
  const model: Record<State, Partial<Record<Action, State | 'gone'>>> = {
    draft: { sign: 'signed', discard: 'gone' },
    signed: { terminate: 'terminated', settle: 'settled', renew: 'signed' },
    settled: { renew: 'settled' },
    terminated: {},
  };

  it('follow the model, in whatever order things are tried', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...actions), { maxLength: 6 }), async (sequence) => {
        const [draft] = await drafts(1);
        let state: State = 'draft';
        let renewed = false;
        for (const action of sequence) {
          const now = await office.contract(draft!.id);
          expect(now.state === 'in-force' ? 'signed' : now.state).toBe(state);
          const attempts: Record<Action, () => Promise<{ status: number }>> = {
            sign: () => office.sign([now]),
            discard: () => office.registrar.delete(`${contracts}/${now.id}`, ifMatch(now)),
            renew: () => office.registrar.post(`${contracts}/${now.id}/renew`, { startsOn: null }),
            terminate: () => office.act(now, 'terminate', { lastOn: '2026-06-30', reason: 'Thôi việc' }),
            settle: () =>
              office.act(now, 'settle', { on: '2028-01-05', result: 'fulfilled', minutesNumber: '1-BB' }),
          };
          const next: State | 'gone' | undefined = model[state][action];
          const { status } = await attempts[action]();
          const allowed = next !== undefined && !(action === 'renew' && renewed);
          expect(status < 300, `${state}, ${action}: ${status}`).toBe(allowed);
          if (!allowed) expect(status).toBe(409);
          if (!allowed) continue;
          if (next === 'gone') {
            expect((await office.registrar.get(`${contracts}/${now.id}`)).status).toBe(404);
            return;
          }
          renewed ||= action === 'renew';
          state = next;
        }
      }),
      { numRuns: 15 },
    );
  });
});
