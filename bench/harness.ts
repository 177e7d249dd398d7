/** What one turn of a contender took. */
export interface Turn {
  /** Requests, events or builds done. */
  units: number;
  seconds: number;
  /** CPU time of the processes under test, in seconds. */
  cpuSeconds: number;
  /** Further figures to show, by name; medians over the rounds are reported. */
  extra?: Record<string, number>;
}

/** Something measured in turns; the first one in a list is the limit that the others are compared with. */
export interface Contender {
  name: string;
  turn(): Promise<Turn>;
}

/** Middle and ends of a figure over the rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export interface Line {
  name: string;
  /** Units per second. */
  rate: Spread;
  /** Rate over that of the limit in the same round. */
  ratio: Spread;
  /** Milliseconds of CPU per unit. */
  cpu: Spread;
  extra: Record<string, Spread>;
}

/**
 * Lets the contenders take turns, `rounds` times, each round beginning with another one, so that what else the
 * machine does meets them alike. Ratios are formed within a round. One turn each beforehand is thrown away.
 */
export async function compare(
  contenders: Contender[],
  rounds: number,
  say: (line: string) => void,
): Promise<Line[]> {
  if (rounds < 5) throw new Error('Fewer than five rounds say nothing about the spread');
  for (const contender of contenders) await contender.turn();
  const turns = contenders.map((): Turn[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < contenders.length; place += 1) {
      const index = (round + place) % contenders.length;
      const turn = await contenders[index]!.turn();
      turns[index]!.push(turn);
      say(`round ${round + 1}: ${contenders[index]!.name} ${figure(turn.units / turn.seconds)}/s`);
    }
  }
  const rate = ({ units, seconds }: Turn): number => units / seconds;
  return contenders.map(({ name }, index) => ({
    name,
    rate: spread(turns[index]!.map(rate)),
    ratio: spread(turns[index]!.map((turn, round) => rate(turn) / rate(turns[0]![round]!))),
    cpu: spread(turns[index]!.map(({ cpuSeconds, units }) => (1000 * cpuSeconds) / units)),
    extra: Object.fromEntries(
      Object.keys(turns[index]![0]!.extra ?? {}).map((key) => [
        key,
        spread(turns[index]!.map(({ extra }) => extra![key]!)),
      ]),
    ),
  }));
}

export function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), least: sorted[0]!, most: sorted.at(-1)! };
}

/** The value below which the share `q` of sorted values lies (nearest rank). */
export function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}

/** Three significant digits. */
export function figure(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

/** `median (least–most)`. */
export const withSpread = ({ median, least, most }: Spread): string =>
  `${figure(median)} (${figure(least)}–${figure(most)})`;

/** A Markdown table of the outcome. */
export function table(lines: Line[], unit: string): string {
  const extras = [...new Set(lines.flatMap(({ extra }) => Object.keys(extra)))];
  const head = ['', `${unit}/s`, 'ratio to the limit', `CPU ms per ${unit.replace(/s$/, '')}`, ...extras];
  const rows = lines.map(({ name, rate, ratio, cpu, extra }, index) => [
    name,
    withSpread(rate),
    index === 0 ? '1' : `**${withSpread(ratio)}**`,
    withSpread(cpu),
    ...extras.map((key) => (extra[key] ? withSpread(extra[key]) : '')),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
