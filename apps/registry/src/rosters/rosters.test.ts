import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointmentHandedOver } from '#contracts/appointments';
import { type Appointment, appointmentRecorded } from '#contracts/people';
import type { RosterRows } from '#contracts/rosters';
import { readSheets, sheetTypes } from '#documents/sheets';
import { eventually } from '#testing/eventually';
import { idempotencyKey, ifMatch } from '#testing/test-service';
import { appointments, Office } from '../people/office.fixture.js';
import { decision, outcomes, renewals, RosterDesk } from './roster.fixture.js';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office?.service.close());

const desk = new RosterDesk(() => office);
const { at, now, act, put, difference, apply, appointment, historyOf } = desk;

describe('a proposed roster', () => {
  it('begins with those who hold the role on its day, in this branch and at these levels', async () => {
    const roster = await desk.roster();
    const stays = await roster.held('Bế Một', { topics: ['economy'], category: 'head' });
    await roster.held('Bế Hai', { to: '2025-12-01' });
    await roster.held('Bế Ba', { from: '2026-02-01' });
    await roster.held('Bế Bốn', { level: 'commune', areaId: (await office.unit('05977')).id });
    const renewal = await roster.begin();
    expect(renewal).toMatchObject({ state: 'draft', leaveReason: 'replaced', undoesId: null, version: 1 });
    const { items } = (await office.registrar.get(`${at(renewal)}/rows`)).body as RosterRows;
    expect(items).toEqual([
      {
        line: 1,
        ...roster.row({ id: stays.personId }, { position: stays.position, topics: ['economy'] }),
        fullName: 'Bế Một',
        newPerson: false,
        category: 'head',
        to: null,
        leaves: null,
      },
    ]);
    expect(await difference(renewal)).toMatchObject({
      counts: { stays: 1, new: 0, leaves: 0, changed: 0 },
      problems: [],
    });
    const inUnit = await roster.begin({ levels: ['commune'], areaId: (await office.unit('05977')).id });
    expect((await office.registrar.get(`${at(inUnit)}/rows`)).body.items).toHaveLength(1);
    const elsewhere = await roster.begin({ levels: ['commune'], areaId: (await office.unit('05983')).id });
    expect((await office.registrar.get(`${at(elsewhere)}/rows`)).body.items).toEqual([]);
    expect((await roster.begin({ start: 'empty' })).version).toBe(1);
  });

  it('is edited line by line, by whoever has read it', async () => {
    const roster = await desk.roster();
    const [one, two] = [await office.person('Chu Một'), await office.person('Chu Hai')];
    const renewal = await roster.begin({ start: 'empty' });
    await act(renewal, 'rows', roster.row(one));
    const added = await act(renewal, 'rows', roster.row(two));
    expect(added).toMatchObject({ status: 200, headers: { etag: '"v3"' } });
    const line = (number: number) => `${at(renewal)}/rows/${number}`;
    const changed = roster.row(two, { position: 'Tổ trưởng' });
    expect((await office.registrar.put(line(2), changed, ifMatch(2))).status).toBe(412);
    const answer = await office.registrar.put(line(2), changed, ifMatch(3));
    expect(answer.body.items[1]).toMatchObject({ line: 2, position: 'Tổ trưởng' });
    expect((await office.registrar.put(line(9), changed, ifMatch(4))).status).toBe(404);
    expect((await office.registrar.delete(line(1), ifMatch(4))).body.items).toHaveLength(1);
    expect((await office.registrar.delete(line(1), ifMatch(5))).status).toBe(404);
    expect(outcomes(await difference(renewal))).toEqual(['Chu Hai new']);
    expect((await act(renewal, 'discard')).body).toMatchObject({ state: 'discarded', version: 6 });
    for (const answer of [await put(renewal, []), await apply(renewal), await act(renewal, 'discard')])
      expect(answer).toMatchObject({ status: 409, body: { code: 'renewal.not-a-draft' } });
  });

  it('can be taken out as a workbook, edited, and uploaded again', async () => {
    const roster = await desk.roster();
    await roster.held('Dương Một', { topics: ['economy', 'local-matters'] });
    const renewal = await roster.begin();
    const { body, headers } = await office.registrar.get(`${at(renewal)}/rows/file`);
    expect(headers['content-type']).toBe(sheetTypes.xlsx);
    expect((await readSheets(body, sheetTypes.xlsx))[0]!.rows[1]).toContain('economy local-matters');
    const upload = (bytes: Buffer | string, type: string, version: number, query = '') =>
      office.registrar.post(`${at(renewal)}/rows/files${query}`, bytes, {
        'content-type': type,
        ...ifMatch(version),
      });
    expect(await upload(body, sheetTypes.xlsx, 1, '?dryRun=true')).toMatchObject({
      body: { applied: false, problems: [], rows: 1, version: 1 },
    });
    expect((await upload(body, sheetTypes.xlsx, 1)).body).toMatchObject({
      applied: true,
      rows: 1,
      version: 2,
    });
    expect((await difference(renewal)).counts).toMatchObject({ stays: 1, changed: 0 });

    const titles =
      'personId,fullName,newPerson,organisationCode,level,areaCodes,position,category,topics,to,leaves';
    const csv = (...lines: string[]) => [titles, ...lines].join('\n');
    const line = (name: string, rest = `${roster.code},province,20,Điều tra viên,,,,`) =>
      `,${name},yes,${rest}`;
    const bad = csv(
      line('Dương Hai'),
      line(''),
      '',
      line('Dương Ba', `${roster.code},galaxy,20,,,,2026-02-30,`),
    );
    const refused = (await upload(bad, sheetTypes.csv, 2)).body;
    expect(refused).toMatchObject({ applied: false, version: 2 });
    expect(
      refused.problems.map(
        ({ line: at, message }: { line: number; message: string }) => `${at} ${message.split(':')[0]}`,
      ),
    ).toEqual(['3 fullName', '3 newPerson', '5 level', '5 position', '5 to']);
    expect((await upload(csv(line('Dương Hai'), line('Dương Ba')), sheetTypes.csv, 2)).body.version).toBe(3);
    expect(outcomes(await difference(renewal))).toEqual([
      'Dương Hai new',
      'Dương Ba new',
      'Dương Một leaves',
    ]);
    expect((await upload('PK', sheetTypes.xlsx, 3)).body.code).toBe('file.unreadable');
    expect((await upload(csv(), sheetTypes.csv, 2)).status).toBe(412);
  });

  it('shows every problem by its line, and is not applied with one', async () => {
    const roster = await desk.roster();
    const twice = [await office.person('Lý Hai Lần'), await office.person('Lý Hai Lần')];
    const renewal = await roster.begin({ start: 'empty' });
    await put(renewal, [
      roster.row(null, { fullName: 'Lý Không Ai' }),
      roster.row(null, { fullName: 'Lý hai lần' }),
      roster.row(twice[0]!, { organisationCode: 'NONE', areaCodes: ['187'] }),
    ]);
    const { problems } = await difference(renewal);
    expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
      '1 nobody is named Lý Không Ai',
      '2 2 people are named Lý hai lần: give the id',
      '3 the organisation NONE does not exist on 2026-01-01',
      '3 the area 187 does not stand on 2026-01-01',
    ]);
    const answer = await apply(renewal);
    expect(answer).toMatchObject({ status: 422, body: { code: 'renewal.has-problems' } });
    expect(answer.body.errors[0]).toEqual({ path: 'rows.1', message: 'nobody is named Lý Không Ai' });
    expect((await now(renewal)).state).toBe('draft');
  });

  it('is the registrar’s; the office reads it', async () => {
    const renewal = await (await desk.roster()).begin({ start: 'empty' });
    expect((await office.service.as('editor').get(at(renewal))).status).toBe(200);
    for (const role of ['editor', 'approver', 'reviewer', 'collaborator'] as const)
      expect(
        (await office.service.as(role).post(`${at(renewal)}/discard`, undefined, ifMatch(1))).status,
      ).toBe(403);
    expect((await office.service.as('collaborator').get(at(renewal))).status).toBe(403);
    expect((await office.registrar.get(`${renewals}/${randomUUID()}`)).status).toBe(404);
    const { body } = await office.registrar.get(`${renewals}?filter[state][eq]=draft&limit=2&total=true`);
    expect(body.items).toHaveLength(2);
  });
});

describe('applying a roster', () => {
  it('ends leavers, appoints the new and moves the changed, under one decision', async () => {
    const roster = await desk.roster();
    const [stays, changes, leaves, retires] = [
      await roster.held('Vi Ở Lại'),
      await roster.held('Vi Đổi Việc'),
      await roster.held('Vi Thôi Việc'),
      await roster.held('Vi Nghỉ Hưu'),
    ];
    const renewal = await roster.begin();
    const { items } = (await office.registrar.get(`${at(renewal)}/rows`)).body as RosterRows;
    const rowOf = ({ personId }: Appointment, changed: object = {}) => {
      const { line: _, ...row } = items.find((one) => one.personId === personId)!;
      return { ...row, ...changed };
    };
    await put(renewal, [
      rowOf(stays),
      rowOf(changes, { position: 'Tổ trưởng' }),
      rowOf(retires, { leaves: 'retired' }),
      roster.row(null, { fullName: 'Vi Mới Đến', newPerson: true, to: '2028-01-01' }),
    ]);
    const seen = await difference(renewal);
    expect(outcomes(seen)).toEqual([
      'Vi Ở Lại stays',
      'Vi Đổi Việc changed',
      'Vi Nghỉ Hưu leaves',
      'Vi Mới Đến new',
      'Vi Thôi Việc leaves',
    ]);
    const body = { ...decision, fingerprint: seen.fingerprint };
    const headers = { ...ifMatch(2), ...idempotencyKey('apply-the-roster') };
    const ask = () => office.registrar.post(`${at(renewal)}/apply`, body, headers);
    const [first, again] = [await ask(), await ask()];
    expect(first).toMatchObject({ status: 200, body: { ...decision, state: 'applied', version: 3 } });
    expect(again.body).toEqual(first.body);

    expect(await appointment(stays.id)).toEqual(stays);
    const ended = {
      to: '2026-01-01',
      state: 'ended',
      endDecisionNumber: decision.decisionNumber,
      version: 2,
    };
    expect(await appointment(leaves.id)).toMatchObject({ ...ended, endReason: 'replaced' });
    expect(await appointment(retires.id)).toMatchObject({ ...ended, endReason: 'retired' });
    const [before, after] = await historyOf(changes.personId);
    expect(before).toMatchObject({ ...ended, endReason: 'replaced', successorId: after!.id });
    expect(after).toMatchObject({ position: 'Tổ trưởng', from: '2026-01-01', to: null, ...decision });
    const done = await difference(renewal);
    expect(outcomes(done)).toEqual(outcomes(seen));
    const newcomer = done.entries.find(({ outcome }) => outcome === 'new')!;
    expect(await historyOf(newcomer.personId!)).toMatchObject([{ to: '2028-01-01', state: 'appointed' }]);

    await eventually(() => {
      const told = (id: string) =>
        office.service.sent(appointmentRecorded).filter(({ subject }) => subject === id);
      expect(told(leaves.id).at(-1)!.data).toMatchObject({ state: 'ended', to: '2026-01-01' });
      expect(told(after!.id)).toHaveLength(1);
      expect(office.service.sent(appointmentHandedOver).map(({ data }) => data)).toContainEqual({
        from: before!.id,
        to: after!.id,
        on: '2026-01-01',
      });
    });
  });

  it('does what was seen and nothing else', async () => {
    const roster = await desk.roster();
    const one = await roster.held('Lộc Một');
    const renewal = await roster.begin();
    const { fingerprint } = await difference(renewal);
    const end = { on: '2025-12-01', reason: 'resigned', decisionNumber: '2-QĐ' };
    await office.registrar.post(`${appointments}/${one.id}/end`, end, ifMatch(one));
    const late = await act(renewal, 'apply', { ...decision, fingerprint });
    expect(late).toMatchObject({ status: 409, body: { code: 'renewal.difference-changed' } });
    const other = await office.person('Lộc Hai');
    await put(renewal, [roster.row(other)]);
    const stale = { ...decision, fingerprint: (await difference(renewal)).fingerprint };
    expect((await office.registrar.post(`${at(renewal)}/apply`, stale, ifMatch(1))).status).toBe(412);
    const answers = await Promise.all([
      office.registrar.post(`${at(renewal)}/apply`, stale, ifMatch(2)),
      office.registrar.post(`${at(renewal)}/apply`, stale, ifMatch(2)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await historyOf(other.id)).toHaveLength(1);
  });

  it('lifts no suspension of one who goes on', async () => {
    const roster = await desk.roster();
    const one = await roster.held('Hứa Tạm Nghỉ');
    const rest = { from: '2025-11-01', to: null, reason: 'under-review', decisionNumber: '9-QĐ' };
    await office.registrar.post(`${appointments}/${one.id}/suspensions`, rest, ifMatch(one));
    const renewal = await roster.begin();
    await put(renewal, [roster.row({ id: one.personId }, { position: 'Tổ trưởng' })]);
    await apply(renewal);
    const [, after] = await historyOf(one.personId);
    expect((await office.registrar.get(`${appointments}/${after!.id}/suspensions`)).body.items).toMatchObject(
      [{ ...rest, from: '2026-01-01' }],
    );
  });
});
