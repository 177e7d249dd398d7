/**
 * A cell of a table: text as it is printed, a number printed the Vietnamese way, or a figure that disclosure control
 * withheld, with the reason. The reason is for readers of the data and is not printed.
 */
export type ReportCell = string | number | { withheld: string };

/** A column of a table. Numbers in it get exactly `decimals` decimal places, or those of `formatNumber`. */
export interface ReportColumn {
  label: string;
  align: 'left' | 'center' | 'right';
  decimals?: number;
}

/** A table with a numbered caption. Every row, and `totals`, has one cell for each column. */
export interface ReportTable {
  kind: 'table';
  caption: string;
  columns: ReportColumn[];
  rows: ReportCell[][];
  totals?: ReportCell[];
  notes?: string[];
}

/** One bar of a chart: a value for each series, not negative, in the order of the series. */
export interface ReportBar {
  label: string;
  values: (number | { withheld: string })[];
}

/**
 * Horizontal stacked bars with a numbered caption, one to five series, such as the tendencies within each topic.
 * A bar with a withheld value is not drawn, since the length of what is left would give it away.
 */
export interface ReportChart {
  kind: 'chart';
  caption: string;
  series: string[];
  bars: ReportBar[];
  notes?: string[];
}

/** What a section is made of, in reading order. A line break in a text starts a new paragraph. */
export type ReportBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'bullet'; text: string }
  | { kind: 'subheading'; text: string }
  | ReportTable
  | ReportChart;

/** A section; its number (I, II, …) comes from its place, and those of its subheadings (1, 2, …) from theirs. */
export interface ReportSection {
  heading: string;
  blocks: ReportBlock[];
}

/**
 * In what capacity the document is signed: on behalf of a collective (thay mặt), in place of a head (ký thay), by order
 * of one (thừa lệnh), where `of` names the collective or the post; or `null` when the head signs.
 */
export type SigningAuthority = { kind: 'onBehalfOf' | 'inPlaceOf' | 'byOrderOf'; of: string } | null;

/** Who signs. `name` is `null` while nobody has been set down to sign. */
export interface ReportSignature {
  authority: SigningAuthority;
  position: string;
  name: string | null;
}

/**
 * An aggregate report as it is to be printed: plain JSON-able data, with every figure already through disclosure
 * control. Upper case is written as given. How it looks is the matter of a `DocumentForm`.
 */
export interface AggregateReportDocument {
  superiorBody: string;
  issuingBody: string;
  /** `null` makes the document a draft: room is left for the number and the draft mark is printed. */
  number: number | null;
  /** Abbreviations of the type and of the body, such as `BC` and `BTGDVTU`. */
  symbol: { type: string; body: string };
  place: string;
  /** ISO date (`2026-10-03`); `null` leaves room for it. */
  date: string | null;
  documentType: string;
  abstract: string;
  /** Limit of circulation, such as `LƯU HÀNH NỘI BỘ`; `null` for none. */
  mark: string | null;
  addressee?: string;
  sections: ReportSection[];
  signature: ReportSignature;
  /** Who receives it, without the last line, which `filedAt` gives. */
  recipients: string[];
  /** Where the file copy is kept, such as `Văn phòng Ban`. */
  filedAt: string;
}

/** What has the head, title and sections of an aggregate report, and a foot of its own. */
export type ReportWithoutFoot = Omit<AggregateReportDocument, 'signature' | 'recipients' | 'filedAt'> & {
  /** Whether the draft mark is printed; if left out, it is while there is no number. */
  draft?: boolean;
};
