import type { AreaRow } from '#contracts/areas';
import type { SuccessionRow } from '#contracts/dated-trees';

/** The history of a whole country, invented: 30,000 unit versions, every code and name made up. */
export interface History {
  areas: AreaRow[];
  successions: SuccessionRow[];
}

const BEGINNING = '2004-01-01';
const REFORM = '2025-07-01';
const PROVINCES = 63;
const DISTRICTS = 700;
const COMMUNES = 10_600;
const VERSIONS = 30_000;
/** After the reform: provinces, and communes right below them. */
const LARGE_PROVINCES = 34;
const LARGE_COMMUNES = 3_321;
const CHANGE_DAYS = 120;
/** How many provinces change on one day. */
const TOGETHER = 5;

const number = (value: number, digits: number): string => String(value).padStart(digits, '0');
const provinceOf = (district: number): string => `P${number(district % PROVINCES, 2)}`;

/**
 * Provinces, districts and communes from 2004 on; on 120 days communes of five provinces each get another version,
 * four in five by a reorganisation under the same code, one by another name; at last the reform that leaves 34 provinces
 * and 3,321 communes. The same on every run.
 */
export function inventedHistory(): History {
  const areas: AreaRow[] = [];
  const successions: SuccessionRow[] = [];
  const begin = (row: Omit<AreaRow, 'validTo'>): AreaRow => {
    const unit = { ...row, validTo: null };
    areas.push(unit);
    return unit;
  };
  const facts = (code: string, type: AreaRow['type'], parentCode: string | null) => ({
    code,
    name: `Đơn vị ${code}`,
    type,
    parentCode,
    validFrom: BEGINNING,
  });
  const provinces = Array.from({ length: PROVINCES }, (_, index) =>
    begin(facts(`P${number(index, 2)}`, 'province', null)),
  );
  const districts = Array.from({ length: DISTRICTS }, (_, index) =>
    begin(facts(`D${number(index, 3)}`, 'district', provinceOf(index))),
  );
  const communes = Array.from({ length: COMMUNES }, (_, index) =>
    begin(facts(`C${number(index, 5)}`, 'commune', districts[index % DISTRICTS]!.code)),
  );
  const later = VERSIONS - PROVINCES - DISTRICTS - COMMUNES - LARGE_COMMUNES;
  for (let made = 0; made < later; made += 1) {
    const day = Math.floor((made * CHANGE_DAYS) / later);
    const validFrom = `${2005 + Math.floor(day / 6)}-${number(1 + 2 * (day % 6), 2)}-01`;
    // Communes of a district have numbers of its remainder, and so have those of a province.
    const province = (day * TOGETHER + (made % TOGETHER)) % PROVINCES;
    const district = province + PROVINCES * (Math.floor(made / TOGETHER) % Math.floor(DISTRICTS / PROVINCES));
    const index = district + DISTRICTS * (Math.floor(made / 7) % Math.floor(COMMUNES / DISTRICTS));
    const before = communes[index]!;
    if (before.validFrom >= validFrom) {
      // It changed on this very day already: another one of the country changes instead.
      const other = communes.findIndex(
        (unit) => unit.validFrom < validFrom && unit.parentCode === before.parentCode,
      );
      renew(other === -1 ? communes.findIndex((unit) => unit.validFrom < validFrom) : other, validFrom, made);
    } else renew(index, validFrom, made);
  }

  function renew(index: number, effective: string, made: number): void {
    const before = communes[index]!;
    const { code } = before;
    before.validTo = effective;
    const kind = made % 5 === 0 ? 'rename' : 'merge';
    successions.push({ effective, fromCode: code, toCode: code, kind, share: null });
    communes[index] = begin({ ...before, name: `Đơn vị ${code} thứ ${made}`, validFrom: effective });
  }

  const large = Array.from({ length: LARGE_COMMUNES }, (_, index) =>
    begin({
      ...facts(`L${number(index, 4)}`, 'commune', `P${number(index % LARGE_PROVINCES, 2)}`),
      validFrom: REFORM,
    }),
  );
  for (const unit of [...provinces.slice(LARGE_PROVINCES), ...districts, ...communes]) unit.validTo = REFORM;
  for (const [index, { code: fromCode }] of communes.entries()) {
    const target = (step: number): string => large[(index + step * LARGE_PROVINCES) % LARGE_COMMUNES]!.code;
    const link = { effective: REFORM, fromCode };
    if (index % 50 > 0) successions.push({ ...link, toCode: target(0), kind: 'merge', share: null });
    else
      successions.push(
        { ...link, toCode: target(0), kind: 'split', share: 0.6 },
        { ...link, toCode: target(1), kind: 'split', share: 0.4 },
      );
  }
  return { areas, successions };
}
