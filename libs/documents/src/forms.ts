/** How a piece of text is set; size in points. */
export interface Lettering {
  sizePt: number;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
}

/** Side of the letterhead. */
export type LetterheadSide = 'left' | 'right';

/**
 * The parameters of a document form: everything the rules on the form of documents lay down, so that another edition of
 * the rules is another object. Lengths end in their unit.
 */
export interface DocumentForm {
  /** The rules it follows. */
  name: string;
  font: string;
  marginsMm: { top: number; bottom: number; left: number; right: number };
  /** Page number, centred at the top from the second page on. */
  pageNumber: { sizePt: number; fromTopMm: number };
  letterhead: {
    /** Lines at the top right, ruled below over the length of the last one. */
    national: (Lettering & { text: string })[];
    superiorBody: Lettering;
    issuingBody: Lettering;
    /** Below the issuing body: a sign, or a rule over a share (0 to 1) of the name's length. */
    underIssuingBody: { sign: string } | { ruleShare: number };
    /** `label` number `afterNumber` type `betweenSymbols` body; the number is padded with zeros to `minDigits`. */
    number: Lettering & { label: string; afterNumber: string; betweenSymbols: string; minDigits: number };
    placeAndDate: Lettering;
    circulationMark: Lettering & { side: LetterheadSide };
    draftMark: Lettering & { side: LetterheadSide; text: string };
  };
  title: {
    documentType: Lettering;
    abstract: Lettering;
    /** Length of the rule below the abstract. */
    ruleMm: number;
    addressee: Lettering & { label: string };
  };
  body: {
    sizePt: number;
    /** Multiple of the font's own line height. */
    lineSpacing: number;
    spaceAfterPt: number;
    firstLineMm: number;
    /** `numbering` is the text of the number, with `%1` for the section's and `%2` for the subheading's. */
    section: Lettering & { numbering: string };
    subsection: Lettering & { numbering: string };
    bullet: string;
  };
  table: {
    sizePt: number;
    noteSizePt: number;
    tableLabel: string;
    chartLabel: string;
    totalLabel: string;
    withheld: string;
    withheldNote: string;
    noRows: string;
  };
  signature: {
    abbreviations: { onBehalfOf: string; inPlaceOf: string; byOrderOf: string };
    authority: Lettering;
    position: Lettering;
    name: Lettering;
    /** Room for the signature and the seal. */
    roomPt: number;
  };
  recipients: {
    heading: Lettering & { text: string };
    item: Lettering;
    separator: string;
    /** Words before the place of the file copy. */
    filing: string;
  };
}

const tables: DocumentForm['table'] = {
  sizePt: 12,
  noteSizePt: 11,
  tableLabel: 'Bảng',
  chartLabel: 'Biểu đồ',
  totalLabel: 'Tổng',
  withheld: '…',
  withheldNote: '… : số liệu không công bố để bảo vệ người cung cấp thông tin',
  noRows: 'Không có số liệu',
};

/** Form of Party documents after Instruction 36-HD/VPTW of 2018. */
export const partyForm: DocumentForm = {
  name: '36-HD/VPTW',
  font: 'Times New Roman',
  marginsMm: { top: 20, bottom: 20, left: 30, right: 15 },
  pageNumber: { sizePt: 14, fromTopMm: 10 },
  letterhead: {
    national: [{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', sizePt: 15, bold: true }],
    superiorBody: { sizePt: 14 },
    issuingBody: { sizePt: 14, bold: true },
    underIssuingBody: { sign: '*' },
    number: { sizePt: 14, label: 'Số ', afterNumber: '-', betweenSymbols: '/', minDigits: 1 },
    placeAndDate: { sizePt: 14, italic: true },
    circulationMark: { sizePt: 13, bold: true, side: 'right' },
    draftMark: { sizePt: 13, bold: true, side: 'left', text: 'DỰ THẢO' },
  },
  title: {
    documentType: { sizePt: 16, bold: true },
    abstract: { sizePt: 14, bold: true },
    ruleMm: 25,
    addressee: { sizePt: 14, label: 'Kính gửi: ' },
  },
  body: {
    sizePt: 14,
    lineSpacing: 1.2,
    spaceAfterPt: 6,
    firstLineMm: 10,
    section: { sizePt: 14, bold: true, numbering: '%1.' },
    subsection: { sizePt: 14, bold: true, numbering: '%2.' },
    bullet: '-',
  },
  table: tables,
  signature: {
    abbreviations: { onBehalfOf: 'T/M', inPlaceOf: 'K/T', byOrderOf: 'T/L' },
    authority: { sizePt: 14, bold: true },
    position: { sizePt: 14 },
    name: { sizePt: 14, bold: true },
    roomPt: 72,
  },
  recipients: {
    heading: { sizePt: 14, underline: true, text: 'Nơi nhận:' },
    item: { sizePt: 12 },
    separator: ',',
    filing: 'Lưu ',
  },
};

/** Form of state documents after Decree 30/2020/NĐ-CP. */
export const stateForm: DocumentForm = {
  ...partyForm,
  name: '30/2020/NĐ-CP',
  pageNumber: { sizePt: 13, fromTopMm: 10 },
  letterhead: {
    national: [
      { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', sizePt: 13, bold: true },
      { text: 'Độc lập - Tự do - Hạnh phúc', sizePt: 14, bold: true },
    ],
    superiorBody: { sizePt: 13 },
    issuingBody: { sizePt: 13, bold: true },
    underIssuingBody: { ruleShare: 0.4 },
    number: { sizePt: 13, label: 'Số: ', afterNumber: '/', betweenSymbols: '-', minDigits: 2 },
    placeAndDate: { sizePt: 14, italic: true },
    circulationMark: { sizePt: 13, bold: true, side: 'right' },
    draftMark: { sizePt: 13, bold: true, side: 'left', text: 'DỰ THẢO' },
  },
  title: {
    documentType: { sizePt: 14, bold: true },
    abstract: { sizePt: 14, bold: true },
    ruleMm: 40,
    addressee: { sizePt: 14, label: 'Kính gửi: ' },
  },
  signature: {
    abbreviations: { onBehalfOf: 'TM.', inPlaceOf: 'KT.', byOrderOf: 'TL.' },
    authority: { sizePt: 14, bold: true },
    position: { sizePt: 14, bold: true },
    name: { sizePt: 14, bold: true },
    roomPt: 72,
  },
  recipients: {
    heading: { sizePt: 12, bold: true, italic: true, text: 'Nơi nhận:' },
    item: { sizePt: 11 },
    separator: ';',
    filing: 'Lưu: ',
  },
};

/** The forms by what an office or a template calls them. */
export const forms = { party: partyForm, state: stateForm };
