import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Lettering } from './forms.js';

export type { Content } from 'pdfmake/interfaces.js';

const { resolve } = createRequire(import.meta.url);
const file = (face: string): string => resolve(`@expo-google-fonts/tinos/${face}/Tinos_${face}.ttf`);

/** Tinos has the widths of Times New Roman, so a text breaks where it does in Word, and every Vietnamese letter. */
const faces = {
  normal: file('400Regular'),
  bold: file('700Bold'),
  italics: file('400Regular_Italic'),
  bolditalics: file('700Bold_Italic'),
};
pdfmake.setFonts({ Tinos: faces });
// A document is made of what it is given: nothing is fetched, and no file is read but the four of the typeface.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(faces).includes(path));

/** A page's content with the layout of pages; lengths in points. */
export interface PdfPages extends Pick<
  TDocumentDefinitions,
  'content' | 'pageMargins' | 'pageOrientation' | 'header' | 'footer' | 'background'
> {
  title: string;
  author: string;
  /** ISO date of the document, which the file bears as its own; `null` for a draft. */
  date: string | null;
  defaultSizePt?: number;
}

/** An A4 file of pdfmake's content, set in Tinos. Equal data gives the same bytes at any time. */
export async function pdfOf(pages: PdfPages): Promise<Buffer> {
  const { title, author, date, defaultSizePt = 14, ...rest } = pages;
  const definition: TDocumentDefinitions = {
    pageSize: 'A4',
    ...rest,
    language: 'vi-VN',
    info: { title, author, creator: author, creationDate: new Date(`${date ?? '1980-01-01'}T00:00:00Z`) },
    defaultStyle: { font: 'Tinos', fontSize: defaultSizePt },
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Points of a length in millimetres. */
export const points = (mm: number): number => (mm * 72) / 25.4;

/** pdfmake's words for a lettering. */
export function set({ sizePt, bold, italic, underline }: Lettering) {
  return {
    fontSize: sizePt,
    ...(bold && { bold }),
    ...(italic && { italics: italic }),
    ...(underline && { decoration: 'underline' as const }),
  };
}

/** A horizontal rule of a length, centred in a column, both in points. */
export function centredRule(length: number, column: number): Content {
  const from = Math.max(0, (column - length) / 2);
  return {
    canvas: [{ type: 'line', x1: from, y1: 2, x2: from + length, y2: 2, lineWidth: 0.75 }],
    margin: [0, 0, 0, 6],
  };
}

/** What stands side by side without lines: widths in points. */
export function sideBySide(left: Content[], right: Content[], widths: [number, number]): Content {
  const layout: CustomTableLayout = {
    defaultBorder: false,
    paddingLeft: () => 0,
    paddingRight: () => 0,
    paddingTop: () => 0,
    paddingBottom: () => 0,
  };
  return { layout, table: { widths, dontBreakRows: true, body: [[{ stack: left }, { stack: right }]] } };
}

/** Thin lines around and between all cells. */
export const grid: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};
