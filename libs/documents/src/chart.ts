import type { ReportBar, ReportChart } from './aggregate-report.js';

/** Greys that stay apart on a black-and-white printer. */
const SHADES = {
  1: ['BFBFBF'],
  2: ['FFFFFF', '7F7F7F'],
  3: ['FFFFFF', 'BFBFBF', '595959'],
  4: ['FFFFFF', 'D0D0D0', '8C8C8C', '404040'],
  5: ['FFFFFF', 'DDDDDD', 'B0B0B0', '7A7A7A', '333333'],
} as const;

/** A bar to be drawn; `total` is null, and there are no values, where one was withheld. */
export interface MeasuredBar {
  label: string;
  values: number[];
  total: number | null;
}

/**
 * The shade of each series and what each bar shows. Throws a `RangeError` for other than one to five series, a bar
 * without one value for each, or a negative value.
 */
export function measuredChart(chart: ReportChart): { shades: readonly string[]; bars: MeasuredBar[] } {
  const shades: readonly string[] | undefined = SHADES[chart.series.length as keyof typeof SHADES];
  if (!shades)
    throw new RangeError(
      `Chart "${chart.caption}" has ${chart.series.length} series; one to five can be told apart`,
    );
  return { shades, bars: chart.bars.map((bar) => ({ label: bar.label, ...measured(bar, chart) })) };
}

/** Whether what is written on a shade has to be white. */
export const isDark = (shade: string): boolean => Number.parseInt(shade.slice(0, 2), 16) < 128;

function measured(bar: ReportBar, chart: ReportChart): { values: number[]; total: number | null } {
  if (bar.values.length !== chart.series.length) {
    throw new RangeError(
      `Chart "${chart.caption}" has ${bar.values.length} values for ${chart.series.length} series`,
    );
  }
  const values = bar.values.filter((value) => typeof value === 'number');
  if (values.some((value) => !(value >= 0)))
    throw new RangeError(`Chart "${chart.caption}" has a value below 0`);
  if (values.length < bar.values.length) return { values: [], total: null };
  return { values, total: values.reduce((sum, value) => sum + value, 0) };
}
