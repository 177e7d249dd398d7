import type { LineProblem } from '#contracts/import';
import type { FrameUnitRow, SamplingFrame } from '#contracts/samples';

/** What is wrong with the units of a frame, by line. */
export function checkUnits(
  kind: SamplingFrame['kind'],
  rows: readonly { line: number; row: FrameUnitRow }[],
): LineProblem[] {
  const byCode = new Map(rows.map(({ row }) => [row.code, row]));
  const holders = new Set(rows.map(({ row }) => row.cluster));
  const seen = new Set<string>();
  return rows.flatMap(({ line, row: { code, name, cluster, stratum } }) => {
    const messages: string[] = [];
    if (seen.has(code)) messages.push(`${code} is there twice`);
    seen.add(code);
    const holder = cluster ? byCode.get(cluster) : undefined;
    if (cluster && (!holder || cluster === code))
      messages.push(`there is no unit ${cluster} that it could lie in`);
    else if (holder?.cluster) messages.push(`${cluster} lies in another unit itself: two stages are taken`);
    if (cluster && stratum) messages.push('strata are those of the first stage');
    if (kind === 'addresses' && name && !holders.has(code))
      messages.push('an address has a code here and no more: where somebody lives is kept with the contacts');
    return messages.map((message) => ({ list: 'units', line, message }));
  });
}
