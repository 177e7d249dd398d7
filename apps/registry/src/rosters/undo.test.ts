import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Appointment, Person } from '#contracts/people';
import type { RosterRenewal } from '#contracts/rosters';
import { ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';
import { decision, RosterDesk, succeeded } from './roster.fixture.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const desk = new RosterDesk(() => office);
const { act, put, apply, historyOf } = desk;

describe('undoing a renewal', () => {
  const undo = async (renewal: RosterRenewal, on: string) =>
    act(renewal, 'undo', { ...decision, decisionNumber: '77-QĐ', on });

  it('restores by a new decision what was, and both stay on record', async () => {
    const roster = await desk.roster();
    const [moved, left] = [await roster.held('Đàm Một'), await roster.held('Đàm Hai', { to: '2027-01-01' })];
    const expiring = await roster.held('Đàm Ba', { to: '2026-02-15' });
    const renewal = await roster.begin();
    const newcomer = await office.person('Đàm Mới');
    await put(renewal, [roster.row({ id: moved.personId }, { position: 'Tổ trưởng' }), roster.row(newcomer)]);
    expect((await undo(renewal, '2026-03-01')).body.code).toBe('renewal.not-applied');
    await apply(renewal);
    expect((await undo(renewal, '2025-12-31')).body.code).toBe('renewal.undone-too-early');
    const undone = await undo(renewal, '2026-03-01');
    expect(undone).toMatchObject({
      status: 201,
      body: { undoesId: renewal.id, state: 'applied', effective: '2026-03-01', decisionNumber: '77-QĐ' },
    });
    expect(await historyOf(newcomer.id)).toMatchObject([
      { from: '2026-01-01', to: '2026-03-01', state: 'ended', endDecisionNumber: '77-QĐ' },
    ]);
    const position = moved.position;
    expect(await historyOf(moved.personId)).toMatchObject([
      { position, to: '2026-01-01' },
      { position: 'Tổ trưởng', from: '2026-01-01', to: '2026-03-01' },
      { position, from: '2026-03-01', to: null, state: 'appointed', decisionNumber: '77-QĐ' },
    ]);
    expect(await historyOf(left.personId)).toMatchObject([
      { to: '2026-01-01' },
      { from: '2026-03-01', to: '2027-01-01' },
    ]);
    // Its term would be over.
    expect(await historyOf(expiring.personId)).toHaveLength(1);
    expect((await undo(renewal, '2026-04-01')).body.code).toBe('renewal.undone');
    // What was undone can be restored in turn.
    expect((await undo(undone.body, '2026-05-01')).status).toBe(201);
    expect((await historyOf(newcomer.id)).at(-1)).toMatchObject({ from: '2026-05-01', state: 'appointed' });
  });

  it('on its first day leaves no day on which it held', async () => {
    const roster = await desk.roster();
    const left = await roster.held('Triệu Một');
    const newcomer = await office.person('Triệu Mới');
    const renewal = await roster.begin({ start: 'empty' });
    await put(renewal, [roster.row(newcomer)]);
    await apply(renewal);
    await undo(renewal, '2026-01-01');
    const [annulled] = await historyOf(newcomer.id);
    expect(annulled).toMatchObject({ from: '2026-01-01', to: '2026-01-01', state: 'ended' });
    const inForce = `filter[organisationId][eq]=${left.organisationId}&filter[role][eq]=interviewer`;
    const { body } = await office.registrar.get(`${appointments}?${inForce}&asOf=2026-01-01`);
    expect(body.items.map(({ personId }: Appointment) => personId)).toContain(left.personId);
    expect(body.items.map(({ personId }: Appointment) => personId)).not.toContain(newcomer.id);
  });

  it('leaves alone who has gone since, and says who cannot come back', async () => {
    const roster = await desk.roster();
    const [moved, left] = [await roster.held('Nông Một'), await roster.held('Nông Hai')];
    const renewal = await roster.begin({ start: 'empty' });
    await put(renewal, [roster.row({ id: moved.personId }, { position: 'Tổ trưởng' })]);
    await apply(renewal);
    const after = (await historyOf(moved.personId))[1]!;
    const end = { on: '2026-02-01', reason: 'resigned', decisionNumber: '8-QĐ' };
    await office.registrar.post(`${appointments}/${after.id}/end`, end, ifMatch(after));
    const { organisationId, personId } = left;
    const elsewhere = await office.decision({ id: personId } as Person, {
      role: 'interviewer',
      organisationId,
      from: '2026-06-01',
    });
    const meanwhile = succeeded(await office.registrar.post(appointments, elsewhere));
    const refused = await undo(renewal, '2026-03-01');
    expect(refused).toMatchObject({ status: 422, body: { code: 'renewal.cannot-be-undone' } });
    expect(refused.body.errors[0].message).toBe('Nông Hai holds the role there from 2026-06-01 already');
    await office.registrar.post(
      `${appointments}/${meanwhile.id}/end`,
      { ...end, on: '2026-06-02' },
      ifMatch(meanwhile),
    );
    expect((await undo(renewal, '2026-07-01')).status).toBe(201);
    expect(await historyOf(moved.personId)).toHaveLength(2);
    expect((await historyOf(personId)).at(-1)).toMatchObject({ from: '2026-07-01', state: 'appointed' });
  });
});
