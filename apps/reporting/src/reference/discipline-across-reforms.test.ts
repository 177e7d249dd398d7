import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { areaRecorded, areaTreeNumbered } from '#contracts/areas';
import { appointmentHandedOver } from '#contracts/appointments';
import { appointmentRecorded } from '#contracts/people';
import type { AreaDiscipline } from '#contracts/periods';
import { type Collaborator, numbers, periods, Province, reports } from '../province.fixture.js';

/** On this day Kỳ Lừa and Tam Thanh become one ward; Đồng Đăng stays as it is. */
const reform = '2015-07-01';
const spans = [
  { startsOn: '2015-06-01', endsOn: '2015-06-30' },
  { startsOn: '2015-06-15', endsOn: '2015-07-14' },
  { startsOn: '2015-07-01', endsOn: '2015-07-31' },
];

let province: Province;
const merged = randomUUID();
beforeAll(async () => {
  province = await Province.open();
  const facts = { code: '06300', name: 'Phường Lương Văn Tri', type: 'ward', parentCode: '20' } as const;
  const area = { id: merged, ...facts, validFrom: reform, validTo: null };
  await province.service.publish(areaRecorded.of(merged, 1, area));
  await number(2);
});
afterAll(() => province?.close());

/** The trees before and after the reform, numbered anew. */
async function number(numbering: number): Promise<void> {
  const { areas, service } = province;
  const before = Object.entries(numbers).map(([unit, [lo, hi]]): [string, number, number] => [
    areas[unit as keyof typeof areas],
    lo,
    hi,
  ]);
  const base = 10 * numbering;
  const after: [string, number, number][] = [
    [areas.province, base, base + 2],
    [merged, base + 1, base + 1],
    [areas.dongDang, base + 2, base + 2],
  ];
  await service.publish(
    areaTreeNumbered.of('2000-01-01', numbering, {
      root: '20',
      from: '2000-01-01',
      to: reform,
      nodes: before,
    }),
    areaTreeNumbered.of(reform, numbering, { root: '20', from: reform, to: null, nodes: after }),
  );
}

const day = fc.constantFrom('2015-05-01', '2015-05-15', '2015-06-20', reform, '2015-07-10', '2199-01-01');
const person = fc.record({
  unit: fc.constantFrom('kyLua' as const, 'tamThanh' as const, 'dongDang' as const),
  life: fc
    .tuple(day, fc.option(day))
    .filter(([from, to]) => to === null || from < to)
    .map(([from, to]) => ({ from, to })),
  /** Whether somebody else takes the post over on the day of the reform, in the new ward where there is one. */
  moves: fc.constantFrom(true, true, false),
  filesIn: fc.option(fc.constantFrom('the first post' as const, 'the last post' as const), { freq: 8 }),
  on: fc.constantFrom('2015-06-25', '2015-07-12', '2015-08-20'),
  isReturned: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;

/** A post and the one that follows on it. */
async function appointed({ unit, life, moves }: Person): Promise<Collaborator[]> {
  const concerned = moves && life.from < reform && (life.to ?? '9') > reform;
  const first = await province.collaborator(unit, concerned ? { ...life, to: reform } : life);
  if (!concerned) return [first];
  const areaId = unit === 'dongDang' ? province.areas.dongDang : merged;
  const last = await province.collaborator(unit, { ...life, from: reform, areaId });
  const { id, ...facts } = first.appointment;
  await province.service.publish(
    appointmentRecorded.of(id, 2, { id, ...facts, state: 'ended' }),
    appointmentHandedOver.of(id, 2, { from: id, to: last.appointment.id, on: reform }),
  );
  return [first, last];
}

let runs = 0;
it('by unit and level 0 ≤ returned, on time ≤ received ≤ expected, as the units were on the last day', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...spans, spans[1]!),
      fc.array(person, { maxLength: 8 }),
      async (span, people) => {
        await province.service.database.query(`UPDATE reporting.appointment SET role = 'interviewer'`);
        runs += 1;
        const code = `lan-${runs}`;
        const period = await province.month({
          kind: 'custom',
          code,
          ...span,
          dueAt: '2015-08-05T17:00:00+07:00',
        });
        const there: string[] =
          span.endsOn < reform
            ? [province.areas.kyLua, province.areas.tamThanh, province.areas.dongDang]
            : [merged, province.areas.dongDang];
        const owed: Record<string, { expected: number; received: number }> = {};
        for (const one of people) {
          const posts = await appointed(one);
          let filedIn: Collaborator | null = null;
          if (one.filesIn) {
            const who = one.filesIn === 'the first post' ? posts[0]! : posts.at(-1)!;
            const paper = {
              appointmentId: who.appointment.id,
              channel: 'upload',
              receivedOn: one.on,
            } as const;
            const items = [province.item({ areaId: province.areas.dongDang })];
            const { status, body } = await province.editor.post(
              reports,
              province.report(period, { ...paper, items }),
            );
            if (status === 201) filedIn = who;
            if (status === 201 && one.isReturned) {
              const why = [{ itemId: body.items[0].id, reason: 'Cần nói rõ cơ sở' }];
              await province.step(reports, body as { id: string; version: number }, 'return', {
                reviseBy: '2190-01-01',
                items: why,
              });
            }
          }
          for (const post of posts) {
            const { areaId, from, to } = post.appointment;
            if (from > span.endsOn || (to && to <= span.endsOn) || !there.includes(areaId)) continue;
            const counted = (owed[areaId] ??= { expected: 0, received: 0 });
            counted.expected += 1;
            const handedOver = posts.length > 1 && filedIn === posts[0] && span.startsOn < reform;
            if (filedIn === post || handedOver) counted.received += 1;
          }
        }
        const read = async (path: string, client = province.editor) =>
          (await client.get(`${periods}/${period.id}/${path}`)).body.items;
        const byUnit: AreaDiscipline['items'] = await read('discipline/areas');
        expect(
          Object.fromEntries(
            byUnit.map(({ areaId, expected, received }) => [areaId, { expected, received }]),
          ),
        ).toEqual(owed);
        for (const { expected, received, onTime, returned } of byUnit) {
          for (const part of [onTime, returned]) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBeLessThanOrEqual(received);
          }
          expect(received).toBeLessThanOrEqual(expected);
        }
        const whole = await read('discipline');
        for (const count of ['expected', 'received', 'onTime', 'returned'] as const) {
          const sum = byUnit.reduce((total, unit) => total + unit[count], 0);
          expect(
            whole.reduce((total: number, level: Record<string, number>) => total + level[count]!, 0),
          ).toBe(sum);
        }
        await province.closed(period);
        await number(2 + runs);
        expect(await read('discipline/areas')).toEqual(byUnit);
        expect(await read('discipline')).toEqual(whole);
      },
    ),
    { numRuns: 20 },
  );
});
