import type { GridLine } from './grid.js';

/**
 * One number of a table while it is decided what may be shown.
 * `target`: the values an outsider must still hold possible once everything else is published.
 */
export interface Figure {
  readonly id: string;
  readonly count: number;
  /** What a reader loses when the figure is withheld for the sake of another. */
  cost: number;
  /** Published whatever happens, so never available to protect another. */
  fixed: boolean;
  withheld: boolean;
  target?: { low: number; high: number };
}

interface Arc {
  from: number;
  to: number;
  figure: Pick<Figure, 'count' | 'cost' | 'fixed' | 'withheld' | 'target'>;
  slack?: true;
}

/** A table as a circulation: lines are nodes, figures are arcs that carry their count. */
export interface Network {
  readonly arcs: readonly Arc[];
  readonly nodes: number;
  /** Per node, the indices of the arcs that touch it. */
  readonly touching: readonly (readonly number[])[];
}

/**
 * Builds the network of a table from its lines. Where parts may overlap, a slack arc to a ground node takes
 * up the difference between their sum and the whole; with no overlap left it can only grow, which is what an
 * outsider knows who assumes that everything counted falls in at least one part.
 */
export function networkOf(lines: readonly GridLine<Figure>[]): Network {
  const ground = lines.length;
  const arcs = new Map<Figure, Arc>();
  const ends = (figure: Figure): Arc => {
    const arc = arcs.get(figure) ?? { from: ground, to: ground, figure };
    arcs.set(figure, arc);
    return arc;
  };
  const slacks: Arc[] = [];
  lines.forEach((line, node) => {
    for (const part of line.parts) ends(part)[line.outward ? 'from' : 'to'] = node;
    ends(line.whole)[line.outward ? 'to' : 'from'] = node;
    if (line.additive) return;
    const overlap = line.parts.reduce((sum, part) => sum + part.count, 0) - line.whole.count;
    const unbounded = line.parts.length === 0 || overlap < 0;
    slacks.push({
      from: line.outward ? ground : node,
      to: line.outward ? node : ground,
      figure: { count: unbounded ? Infinity : overlap, cost: 0, fixed: false, withheld: true },
      slack: true,
    });
  });
  const all = [...arcs.values(), ...slacks];
  const touching: number[][] = Array.from({ length: ground + 1 }, () => []);
  all.forEach((arc, index) => {
    touching[arc.from]!.push(index);
    touching[arc.to]!.push(index);
  });
  return { arcs: all, nodes: ground + 1, touching };
}

/**
 * Withholds further figures until every withheld figure of the network can lie anywhere in its target, or,
 * without a target, in a range at least `width` wide, as far as the fixed figures leave room for it.
 * The range of a figure, given all that is shown and that no count is negative, is a maximum flow each way
 * through the withheld arcs; figures to withhold are chosen along cheapest augmenting paths, the
 * network-flow heuristic of L. H. Cox (JASA 90, 1995). Returns whether anything was added.
 */
export function protect(network: Network, width: number): boolean {
  const { arcs } = network;
  const queue = arcs.flatMap((arc, index) => (arc.figure.withheld && !arc.slack ? [index] : []));
  const before = queue.length;
  for (const index of queue) {
    const { count, target } = arcs[index]!.figure;
    const grow = (up: boolean, want: number, mayWithhold: boolean): number =>
      want > 0 ? push({ network, index, up, want, mayWithhold, added: queue }) : 0;
    if (target) {
      grow(true, target.high - count, true);
      grow(false, count - target.low, true);
    }
    const up = grow(true, width, false);
    const down = grow(false, Math.min(count, width - up), false);
    const raised = up + down < width ? grow(true, width - down, true) : up;
    grow(false, Math.min(count, width - raised), true);
  }
  return queue.length > before;
}

interface Push {
  network: Network;
  /** The arc whose figure is to be moved. */
  index: number;
  up: boolean;
  want: number;
  mayWithhold: boolean;
  /** Receives the indices of arcs withheld on the way. */
  added: number[];
}

/** How far, at most `want`, the figure can move up or down while everything shown stays true. */
function push({ network, index, up, want, mayWithhold, added }: Push): number {
  const target = network.arcs[index]!;
  const change = new Map<number, number>();
  const [source, sink] = up ? [target.to, target.from] : [target.from, target.to];
  let moved = 0;
  while (moved < want) {
    const search: Search = { network, skip: index, source, sink, change, want: want - moved };
    const path = shortestWithheldPath(search) ?? (mayWithhold ? cheapestPath(search) : undefined);
    if (!path) break;
    let step = want - moved;
    for (const { arc, forward } of path) step = Math.min(step, capacity(network, change, arc, forward));
    for (const { arc, forward } of path) {
      change.set(arc, (change.get(arc) ?? 0) + (forward ? step : -step));
      const { figure } = network.arcs[arc]!;
      if (!figure.withheld) {
        figure.withheld = true;
        added.push(arc);
      }
    }
    moved += step;
  }
  return moved;
}

interface Search {
  network: Network;
  skip: number;
  source: number;
  sink: number;
  change: ReadonlyMap<number, number>;
  want: number;
}

interface Step {
  arc: number;
  forward: boolean;
  previous: number;
}

/** Counts have no upper limit, and cannot fall below zero. */
function capacity(
  network: Network,
  change: ReadonlyMap<number, number>,
  arc: number,
  forward: boolean,
): number {
  return forward ? Infinity : network.arcs[arc]!.figure.count + (change.get(arc) ?? 0);
}

function shortestWithheldPath({ network, skip, source, sink, change }: Search): Step[] | undefined {
  const reached: (Step | undefined)[] = new Array(network.nodes);
  const queue = [source];
  for (const node of queue) {
    for (const arc of network.touching[node]!) {
      const { from, to, figure } = network.arcs[arc]!;
      if (arc === skip || !figure.withheld) continue;
      const forward = from === node;
      const next = forward ? to : from;
      if (next === source || reached[next] || capacity(network, change, arc, forward) <= 0) continue;
      reached[next] = { arc, forward, previous: node };
      if (next === sink) return trace(reached, source, sink);
      queue.push(next);
    }
  }
  return undefined;
}

/** Dijkstra over all arcs that are or may be withheld; those too small for the whole move cost double. */
function cheapestPath({ network, skip, source, sink, change, want }: Search): Step[] | undefined {
  const reached: (Step | undefined)[] = new Array(network.nodes);
  const distance: number[] = new Array(network.nodes).fill(Infinity);
  const open = new Set([source]);
  distance[source] = 0;
  while (open.size > 0) {
    let node = -1;
    for (const candidate of open) if (node < 0 || distance[candidate]! < distance[node]!) node = candidate;
    if (node === sink) return trace(reached, source, sink);
    open.delete(node);
    for (const arc of network.touching[node]!) {
      const { from, to, figure } = network.arcs[arc]!;
      if (arc === skip || (figure.fixed && !figure.withheld)) continue;
      const forward = from === node;
      const room = capacity(network, change, arc, forward);
      if (room <= 0) continue;
      const next = forward ? to : from;
      const cost = figure.withheld ? 0 : room < want ? 2 * figure.cost : figure.cost;
      if (distance[node]! + cost >= distance[next]!) continue;
      distance[next] = distance[node]! + cost;
      reached[next] = { arc, forward, previous: node };
      open.add(next);
    }
  }
  return undefined;
}

function trace(reached: readonly (Step | undefined)[], source: number, sink: number): Step[] {
  const path: Step[] = [];
  for (let node = sink; node !== source; node = path.at(-1)!.previous) path.push(reached[node]!);
  return path;
}
