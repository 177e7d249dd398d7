import { compare, type Contender, table, type Turn } from './harness.js';
import type { Load, Loaded } from './load.js';
import { type Child, cpuSeconds } from './processes.js';

const ROUNDS = 7;

/** Requests in flight: with few of them a server that waits for its database shows its latency rather than its rate. */
const LOADS = [16, 32];

/** One that answers requests. */
interface Server {
  name: string;
  url: string;
  /** Its processes. */
  pids: number[];
}

/** Has servers take turns with `count` requests each, the first being the limit, at every load. @returns the tables. */
export async function compareServers(
  servers: Server[],
  load: Child,
  { take, count, unit }: { take: (count: number) => Load['requests']; count: number; unit: string },
  say: (line: string) => void,
): Promise<string> {
  const tables: string[] = [];
  for (const inFlight of LOADS) {
    const contenders = servers.map(({ name, url, pids }): Contender => ({
      name,
      turn: async (): Promise<Turn> => {
        const requests = take(count);
        const before = cpuSeconds(...pids);
        const asked: Load = { url, requests, count, inFlight };
        const { seconds, p50, p99 } = await load.ask<Loaded>(asked);
        const cpu = cpuSeconds(...pids) - before;
        return { units: count, seconds, cpuSeconds: cpu, extra: { 'p50 ms': p50, 'p99 ms': p99 } };
      },
    }));
    const lines = await compare(contenders, ROUNDS, say);
    tables.push(`${inFlight} in flight, ${count} a turn:\n\n${table(lines, unit)}`);
  }
  return tables.join('\n\n');
}
