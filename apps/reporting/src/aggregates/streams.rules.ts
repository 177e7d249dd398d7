import type { FigureTable } from '#contracts/aggregates';
import { type ReleasedTable, releaseWith, type TableInput } from '#disclosure/gate';
import type { CountRow } from './counts.queries.js';
import type { StreamRow } from './streams.queries.js';

/**
 * The streams of a period as a table for the gate, beside the others: none where there are none. An item need not be in
 * a stream, so they do not add up to the total.
 */
export function streamInput(streams: StreamRow[], counts: CountRow[]): TableInput[] {
  const total = counts.find(({ kind, r, c }) => kind === 'tendency' && r === null && c === null);
  if (streams.length === 0 || !total) return [];
  return [
    {
      base: 'reports',
      rows: { dimension: 'stream', keys: streams.map(({ id }) => id) },
      additive: { rows: false, columns: true },
      counts: [
        ...streams.map(({ id, count, reporters }) => ({ row: id, count, reporters })),
        { row: null, count: total.count, reporters: total.reporters },
      ],
    },
  ];
}

/** The streams that the gate shows, those told by most units first. */
export function shownStreams(parts: { streams: StreamRow[]; tables: ReleasedTable[] }[]): StreamRow[] {
  return parts
    .flatMap(({ streams, tables }) => {
      const released = tables.find(({ rows }) => rows.dimension === 'stream');
      return streams.filter(
        ({ id }) => released && released.rowTotals[released.rows.keys.indexOf(id)]!.value !== null,
      );
    })
    .toSorted((a, b) => b.units - a.units || b.count - a.count || (a.id < b.id ? -1 : 1));
}

const columns = [
  { key: 'items', label: 'Số lần phản ánh' },
  { key: 'units', label: 'Số đơn vị phản ánh' },
  { key: 'areas', label: 'Số địa bàn' },
];

/** Shown streams with how many items, reporting units and areas stand behind each; nothing in it adds up. */
export function streamTable(
  streams: StreamRow[],
  releases: readonly ReleasedTable[],
  threshold: number,
): FigureTable[] {
  if (streams.length === 0) return [];
  const figures = releases
    .filter(({ rows }) => rows.dimension === 'stream')
    .flatMap(({ rows, rowTotals }) => rows.keys.map((key, index) => [key, rowTotals[index]!] as const));
  const released = new Map(figures);
  const none = { value: null, reason: 'not-additive' };
  return [
    {
      key: 'stream',
      rows: streams.map(({ id, best }) => ({ key: id, label: best.summary })),
      columns,
      cells: streams.map(({ id, units, areas }) => {
        const items = released.get(id)!;
        return [items, releaseWith([items], units), releaseWith([items], areas)].map((one) => ({ ...one }));
      }),
      rowTotals: streams.map(() => none),
      columnTotals: columns.map(() => none),
      total: none,
      threshold,
    },
  ];
}
