import { randomUUID } from 'node:crypto';
import { areaRecorded, areaSuccessionsRecorded, areaTreeNumbered } from '#contracts/areas';
import type { NewEvent } from '#contracts/event';

/** On this day the districts of a province end, and its communes become fewer. */
export const reform = '2025-07-01';

const names = {
  province: { code: '20', name: 'Tỉnh Mẫu', type: 'province', parentCode: null },
  district: { code: '180', name: 'Huyện Hòa An', type: 'district', parentCode: '20' },
  anPhu: { code: '06001', name: 'Xã An Phú', type: 'commune', parentCode: '180' },
  tanLap: { code: '06002', name: 'Xã Tân Lập', type: 'commune', parentCode: '180' },
  /** It goes to both that begin. */
  binhMinh: { code: '06003', name: 'Xã Bình Minh', type: 'commune', parentCode: '180' },
  /** From An Phú and Tân Lập whole. */
  hoaBinh: { code: '06101', name: 'Xã Hòa Bình', type: 'commune', parentCode: '20' },
  yenSon: { code: '06102', name: 'Xã Yên Sơn', type: 'commune', parentCode: '20' },
} as const;
export type UnitName = keyof typeof names;

const ending: UnitName[] = ['district', 'anPhu', 'tanLap', 'binhMinh'];
const beginning: UnitName[] = ['hoaBinh', 'yenSon'];

/** Places in the trees before and after the reform. */
export const numbers = {
  before: { province: [1, 5], district: [2, 5], anPhu: [3, 3], tanLap: [4, 4], binhMinh: [5, 5] },
  after: { province: [11, 13], hoaBinh: [12, 12], yenSon: [13, 13] },
} as const;

export class ReformedProvince {
  readonly areas = Object.fromEntries(Object.keys(names).map((name) => [name, randomUUID()])) as Record<
    UnitName,
    string
  >;

  /** What the registry tells of it. */
  events(): NewEvent[] {
    const versions = Object.entries(names).map(([name, facts]) => {
      const id = this.areas[name as UnitName];
      const validFrom = beginning.includes(name as UnitName) ? reform : '2000-01-01';
      const validTo = ending.includes(name as UnitName) ? reform : null;
      return areaRecorded.of(id, 1, { id, ...facts, validFrom, validTo });
    });
    const tree = (from: string, to: string | null, nodes: Record<string, readonly [number, number]>) =>
      areaTreeNumbered.of(`20.${from}`, 1, {
        root: '20',
        from,
        to,
        nodes: Object.entries(nodes).map(([name, [lo, hi]]) => [this.areas[name as UnitName], lo, hi]),
      });
    const links = [
      ['06001', '06101'],
      ['06002', '06101'],
      ['06003', '06101'],
      ['06003', '06102'],
    ].map(([fromCode, toCode]) => ({ fromCode: fromCode!, toCode: toCode! }));
    return [
      ...versions,
      tree('2000-01-01', reform, numbers.before),
      tree(reform, null, numbers.after),
      areaSuccessionsRecorded.of(reform, 1, { effective: reform, links }),
    ];
  }
}
