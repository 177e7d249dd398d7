import {
  AlignmentType,
  Document,
  HeightRule,
  type IParagraphOptions,
  LeaderType,
  Packer,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import type { ContractDocument, SignatoryList } from './contract.js';
import type { DocumentForm, Lettering } from './forms.js';
import { centredRule, layoutTable, letterhead } from './letterhead.docx.js';
import { printable } from './printable.js';
import { reproduciblePackage } from './reproducible-package.js';
import { lettered, numberedPages, numberingOf, styleId, stylesOf, textWidth, twips } from './styles.docx.js';
import { HEADING_SHADE } from './table.js';
import { gridLines } from './table.docx.js';
import { balancedLines } from './text-width.js';
import { formatDay } from './vietnamese-format.js';

/** Room for a signature in a line of the list of signatories. */
const LIST_ROW_MM = 11;

/** Widths of the list's columns as shares of the text width: number, name, position and organisation, contract, signature. */
const LIST_SHARES = [0.06, 0.23, 0.33, 0.22, 0.16];

const DAY_TO_FILL_IN = 'ngày …… tháng …… năm ………';

/**
 * Contracts as one Word file, each beginning on a page of its own with its pages numbered from 1, and where `list` is
 * given a list of all who sign as the last pages. The named styles are those of the first contract's form. Equal data
 * gives the same bytes at any time. Throws a `RangeError` without any contract, and for a date that is none.
 */
export async function contractsDocx(
  contracts: ContractDocument[],
  list: SignatoryList | null,
): Promise<Buffer> {
  const documents = contracts.map(printable);
  const [first] = documents;
  if (!first) throw new RangeError('There is no contract to print');
  const file = new Document({
    title: first.title,
    creator: first.issuingBody,
    lastModifiedBy: first.issuingBody,
    styles: stylesOf(first.form),
    numbering: numberingOf(first.form),
    compatibility: { version: 15 },
    sections: [
      ...documents.map((document, index) => ({
        // A section without a header has that of the one before.
        ...(index === 0
          ? numberedPages(document.form)
          : { properties: numberedPages(document.form).properties }),
        children: [
          letterhead({ ...document, mark: null, draft: false }, document.form),
          ...title([document.title], [document.abstract], document.form),
          ...preamble(document),
          ...document.articles.flatMap(article),
          ...signatures(document),
        ],
      })),
      ...(list
        ? [
            {
              properties: numberedPages(first.form).properties,
              children: signatoryList(printable(list), documents, first.form),
            },
          ]
        : []),
    ],
  });
  return reproduciblePackage(await Packer.toBuffer(file), { date: first.date, language: 'vi-VN' });
}

const bodyText = (text: string, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ style: styleId.bodyText, children: [new TextRun(text)], ...options });

/** Lines with the given lettering, whatever the file's own styles say. */
const set = (lines: string[], lettering: Lettering, style: string, before = 0): Paragraph[] =>
  lines.map(
    (text, index) =>
      new Paragraph({
        style,
        spacing: { before: index === 0 ? before : 0 },
        children: [new TextRun({ text, ...lettered(lettering) })],
      }),
  );

function title(types: string[], abstracts: string[], form: DocumentForm): Paragraph[] {
  const width = textWidth(form);
  const { documentType, abstract } = form.title;
  const lines = (texts: string[], lettering: Lettering): string[] =>
    texts.flatMap((text) => balancedLines(text, lettering, (width / 20) * 0.9));
  return [
    ...set(lines(types, documentType), documentType, styleId.documentType, twips.fromPt(18)),
    ...set(lines(abstracts, abstract), abstract, styleId.abstract),
    centredRule(twips.fromMm(form.title.ruleMm), width),
  ];
}

function preamble(document: ContractDocument): Paragraph[] {
  const { form, partyB, signer } = document;
  const party = (name: string, who: string): Paragraph =>
    new Paragraph({
      style: styleId.bodyText,
      keepNext: true,
      children: [new TextRun({ text: `${name}: `, bold: true }), new TextRun({ text: who, bold: true })],
    });
  const field = (label: string, value: string | null): Paragraph =>
    value === null ? blank(label, form) : bodyText(`${label}: ${value}`);
  return [
    ...document.grounds.map((ground) =>
      bodyText(ground, { children: [new TextRun({ text: ground, italics: true })] }),
    ),
    bodyText(
      `Hôm nay, ${document.date === null ? DAY_TO_FILL_IN : formatDay(document.date)}, tại ${document.place}, chúng tôi gồm:`,
      {
        keepNext: true,
      },
    ),
    party('BÊN A (bên giao khoán)', document.issuingBody),
    ...(document.address === null ? [] : [field('Địa chỉ', document.address)]),
    field('Người đại diện', signer?.name ?? null),
    field('Chức vụ', signer?.position ?? null),
    party('BÊN B (bên nhận khoán)', partyB.fullName),
    field('Chức vụ', partyB.position),
    field('Đơn vị công tác', partyB.organisation),
    ...document.blanks.map((label) => blank(label, form)),
    bodyText('Hai bên thống nhất ký hợp đồng với các điều khoản sau:', { keepNext: true }),
  ];
}

/** A label with a dotted line to write on. */
function blank(label: string, form: DocumentForm): Paragraph {
  return new Paragraph({
    style: styleId.bodyText,
    tabStops: [{ type: TabStopType.RIGHT, position: textWidth(form), leader: LeaderType.DOT }],
    children: [new TextRun(`${label}: `), new TextRun({ children: [new Tab()] })],
  });
}

/** An article; the end of the last one stays with the signatures, so that no page bears them alone. */
function article(
  { heading, paragraphs }: ContractDocument['articles'][number],
  index: number,
  all: unknown[],
): Paragraph[] {
  const isLast = index === all.length - 1;
  return [
    new Paragraph({
      style: styleId.bodyText,
      keepNext: true,
      keepLines: true,
      spacing: { before: twips.fromPt(6) },
      children: [new TextRun({ text: `Điều ${index + 1}. ${heading}`, bold: true })],
    }),
    ...paragraphs.map((text, place) =>
      bodyText(text, {
        ...(place === 0 && { keepLines: true }),
        ...(isLast && place === paragraphs.length - 1 && { keepNext: true }),
      }),
    ),
  ];
}

/** Party A at the left, party B at the right; they stay on one page. */
function signatures({ form, signer, partyB }: ContractDocument): [Table, Paragraph] {
  const left = Math.round(textWidth(form) / 2);
  const right = textWidth(form) - left;
  const { position, name, roomPt } = form.signature;
  const strong = { ...position, bold: true };
  const head = (lines: string[], hint: string): Paragraph[] => [
    ...set(lines, strong, styleId.signature, twips.fromPt(12)),
    ...set([hint], { sizePt: position.sizePt - 2, italic: true }, styleId.signature),
  ];
  const post = signer
    ? balancedLines(signer.position.toLocaleUpperCase('vi'), strong, (left / 20) * 0.95)
    : [];
  const below = (who: string): Paragraph[] => set([who], name, styleId.signature, twips.fromPt(roomPt));
  return [
    layoutTable({ left, right }, [
      [
        head(['ĐẠI DIỆN BÊN A', ...post], '(Ký, ghi rõ họ tên, đóng dấu)'),
        head(['BÊN B'], '(Ký, ghi rõ họ tên)'),
      ],
      [below(signer?.name ?? ''), below(partyB.fullName)],
    ]),
    // A document ends with a paragraph; a whole line of it could be pushed onto an empty page.
    new Paragraph({ style: styleId.signature, keepNext: false, spacing: { line: 20, lineRule: 'exact' } }),
  ];
}

function signatoryList(
  { title: heading, subtitle }: SignatoryList,
  contracts: ContractDocument[],
  form: DocumentForm,
): (Paragraph | Table)[] {
  const width = textWidth(form);
  const widths = LIST_SHARES.map((share) => Math.floor(width * share));
  const cell = (text: string, index: number, heads = false): TableCell =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      ...(heads && { shading: HEADING_SHADE }),
      children: [
        new Paragraph({
          style: heads ? styleId.tableHeading : styleId.tableText,
          text,
          ...([0, 3].includes(index) && { alignment: AlignmentType.CENTER }),
        }),
      ],
    });
  const labels = ['TT', 'Họ và tên', 'Chức vụ, đơn vị công tác', 'Số hợp đồng', 'Ký tên'];
  const rows = contracts.map(({ partyB, number, symbol }, index) => {
    const { afterNumber, betweenSymbols, minDigits } = form.letterhead.number;
    const figures = number === null ? '' : String(number).padStart(minDigits, '0');
    const signed =
      number === null ? '' : `${figures}${afterNumber}${symbol.type}${betweenSymbols}${symbol.body}`;
    const texts = [
      String(index + 1),
      partyB.fullName,
      `${partyB.position}, ${partyB.organisation}`,
      signed,
      '',
    ];
    return new TableRow({
      cantSplit: true,
      height: { value: twips.fromMm(LIST_ROW_MM), rule: HeightRule.ATLEAST },
      children: texts.map((text, column) => cell(text, column)),
    });
  });
  return [
    ...title([heading], [subtitle], form),
    new Paragraph({ style: styleId.tableNote }),
    new Table({
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: labels.map((label, index) => cell(label, index, true)),
        }),
        ...rows,
      ],
      width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      margins: { left: 80, right: 80 },
      borders: gridLines,
    }),
    new Paragraph({ style: styleId.tableNote, text: `Danh sách gồm ${contracts.length} người.` }),
  ];
}
