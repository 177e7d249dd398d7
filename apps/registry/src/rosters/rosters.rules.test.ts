import { describe, expect, it } from 'vitest';
import type { RosterRow } from '#contracts/rosters';
import { nameKey } from './names.rules.js';
import { differenceOf, type Held, type NumberedRow, type RosterFacts } from './rosters.rules.js';

describe('a name', () => {
  it.each([
    ['Hòa', 'Hoà'],
    ['HOÀNG  thị Thủy', 'Hoàng Thị Thuỷ'],
    ['Quý'.normalize('NFD'), 'Quý'.normalize('NFC')],
    ['Nguyễn Thuý', 'Nguyễn Thúy'],
  ])('%s is %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it.each([
    ['Hòa', 'Hoa'],
    ['Hòa', 'Hóa'],
    ['Đào', 'Dào'],
    ['Mơ', 'Mở'],
    ['Thu', 'Thư'],
  ])('%s is not %s', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));
});

const held = (id: string, changes: Partial<Held> = {}): Held => ({
  id,
  personId: `person of ${id}`,
  level: 'commune',
  organisationId: 'board',
  areaId: 'area',
  ord: 1,
  coveredAreaIds: [],
  topics: [],
  position: 'Chuyên viên',
  category: null,
  from: '2024-01-01',
  to: null,
  state: 'appointed',
  version: 1,
  ...changes,
});

const row = (changes: Partial<NumberedRow> = {}): NumberedRow => ({
  line: 1,
  personId: 'person of a',
  fullName: null,
  newPerson: false,
  organisationCode: 'BOARD',
  level: 'commune',
  areaCodes: ['AREA'],
  position: 'Chuyên viên',
  category: null,
  topics: [],
  to: null,
  leaves: null,
  ...(changes as Partial<RosterRow>),
  ...changes,
});

const facts = (changes: Partial<RosterFacts>): RosterFacts => ({
  effective: '2026-01-01',
  leaveReason: 'replaced',
  rows: [],
  present: [],
  others: [],
  people: ['a', 'b', 'c'].map((id) => ({ id: `person of ${id}`, fullName: `Lý ${id.toUpperCase()}` })),
  organisations: new Map([
    ['BOARD', 'board'],
    ['UNION', 'union'],
  ]),
  areas: new Map([
    ['AREA', { id: 'area', ord: 1 }],
    ['NEXT', { id: 'next', ord: 2 }],
  ]),
  limits: [],
  places: new Map(),
  ...changes,
});

const outcomes = (changes: Partial<RosterFacts>) =>
  differenceOf(facts(changes)).moves.map(({ line, outcome, endReason }) => [line, outcome, endReason]);
const problems = (changes: Partial<RosterFacts>) =>
  differenceOf(facts(changes)).problems.map(({ line, message }) => `${line} ${message}`);

describe('the difference', () => {
  it('keeps who is as proposed, adds who is not there, and ends whom nobody names', () => {
    const present = [held('a'), held('b')];
    expect(outcomes({ present, rows: [row(), row({ line: 2, personId: 'person of c' })] })).toEqual([
      [1, 'stays', null],
      [2, 'new', null],
      [null, 'leaves', 'replaced'],
    ]);
  });

  it('ends by the reason that its line says', () => {
    expect(outcomes({ present: [held('a')], rows: [row({ leaves: 'retired' })] })).toEqual([
      [1, 'leaves', 'retired'],
    ]);
    expect(problems({ rows: [row({ leaves: 'retired' })] })).toEqual([
      '1 Lý A holds no appointment here that could end',
    ]);
  });

  it.each<[string, Partial<RosterRow>, string[], string]>([
    ['moves to another organisation', { organisationCode: 'UNION' }, ['organisationId'], 'transferred'],
    ['moves to another unit', { areaCodes: ['NEXT'] }, ['areaId'], 'transferred'],
    ['covers one unit more', { areaCodes: ['AREA', 'NEXT'] }, ['coveredAreaIds'], 'replaced'],
    ['gets another post', { position: 'Trưởng ban' }, ['position'], 'replaced'],
    ['gets an end', { to: '2028-01-01' }, ['to'], 'replaced'],
    ['gets topics', { topics: ['economy'] }, ['topics'], 'replaced'],
  ])('ends and appoints anew who %s', (_, changes, fields, reason) => {
    const [move] = differenceOf(facts({ present: [held('a')], rows: [row(changes)] })).moves;
    expect(move).toMatchObject({ outcome: 'changed', changes: fields, endReason: reason });
  });

  it('renews a term that is over with the day', () => {
    const present = [held('a', { to: '2026-01-01' }), held('b', { to: '2026-01-01' })];
    expect(outcomes({ present, rows: [row({ to: '2028-01-01' })] })).toEqual([
      [1, 'changed', 'term-over'],
      [null, 'leaves', 'term-over'],
    ]);
  });

  it('finds people by name, and among namesakes by the organisation', () => {
    const people = [
      { id: 'person of a', fullName: 'Lý Hòa' },
      { id: 'person of b', fullName: 'Lý Hoà' },
    ];
    const present = [held('a'), held('b', { organisationId: 'union' })];
    const named = (organisationCode: string) =>
      row({ personId: null, fullName: 'lý  hoà', organisationCode, line: 7 });
    expect(outcomes({ people, present, rows: [named('UNION')] })[0]).toEqual([7, 'stays', null]);
    expect(problems({ people, rows: [named('UNION')] })).toEqual([
      '7 2 people are named lý  hoà: give the id',
    ]);
    expect(problems({ people: [], rows: [named('BOARD')] })).toEqual(['7 nobody is named lý  hoà']);
    expect(problems({ people: [], rows: [row()] })).toEqual(['1 nobody has the id person of a']);
  });

  it('matches one with two posts by the organisation first', () => {
    const present = [held('a'), held('x', { personId: 'person of a', organisationId: 'union' })];
    const rows = [row({ organisationCode: 'UNION' }), row({ line: 2, position: 'Trưởng ban' })];
    expect(outcomes({ present, rows })).toEqual([
      [1, 'stays', null],
      [2, 'changed', 'replaced'],
    ]);
  });

  it('says what is wrong by the line', () => {
    const rows = [
      row({ organisationCode: 'NONE', areaCodes: ['AREA', 'GONE'], to: '2026-01-01' }),
      row({ line: 3, personId: 'person of b' }),
      row({ line: 4, personId: 'person of b' }),
      row({ line: 5, personId: 'person of c' }),
    ];
    const others = [held('y', { personId: 'person of c', from: '2026-06-01' })];
    expect(problems({ rows, others })).toEqual([
      '1 the organisation NONE does not exist on 2026-01-01',
      '1 the area GONE does not stand on 2026-01-01',
      '1 the term is over on 2026-01-01, before it begins',
      '4 Lý B stands at this organisation in line 3 already',
      '5 Lý C holds the role there from 2026-06-01 already',
    ]);
  });

  it('fills no place beyond its limit, and counts who leaves no more', () => {
    const limits = [{ level: 'commune', from: '2025-01-01', holders: 1 }];
    const rows = [row({ line: 2, personId: 'person of b' })];
    expect(problems({ present: [held('a')], rows, limits })).toEqual([]);
    expect(problems({ others: [held('a')], rows, limits })).toEqual([
      '2 more hold the role there on 2026-01-01 than is allowed',
    ]);
    expect(problems({ others: [held('a', { from: '2026-03-01' })], rows, limits })).toEqual([
      '2 more hold the role there on 2026-03-01 than is allowed',
    ]);
  });
});
