import {
  AlignmentType,
  Header,
  type ILevelsOptions,
  type INumberingOptions,
  type IRunStylePropertiesOptions,
  type ISectionOptions,
  type IStylesOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import type { DocumentForm, Lettering } from './forms.js';

/** Ids of the paragraph styles; where Word has a style for the purpose, its own. */
export const styleId = {
  bodyText: 'BodyText',
  section: 'Heading1',
  subsection: 'Heading2',
  bullet: 'ListBullet',
  documentType: 'Title',
  abstract: 'Subtitle',
  addressee: 'Addressee',
  letterhead: 'Letterhead',
  caption: 'Caption',
  tableHeading: 'TableHeading',
  tableText: 'TableText',
  tableNote: 'TableNote',
  recipients: 'Recipients',
  signature: 'Signature',
  pageNumber: 'Header',
} as const;

const listOf = { sections: 'sections', bullets: 'bullets' } as const;

/** Twentieths of a point, the unit of lengths in a DOCX. */
export const twips = {
  fromPt: (pt: number) => Math.round(pt * 20),
  fromMm: (mm: number) => Math.round((mm * 1440) / 25.4),
} as const;

/** Run properties of a lettering. */
export function lettered({ sizePt, bold, italic, underline }: Lettering): IRunStylePropertiesOptions {
  return { size: sizePt * 2, bold, italics: italic, ...(underline && { underline: {} }) };
}

/** Width in twips between the side margins of a form's A4 page. */
export function textWidth(form: DocumentForm): number {
  return A4.width - twips.fromMm(form.marginsMm.left) - twips.fromMm(form.marginsMm.right);
}

/** Size of a page in twips. */
export const A4 = { width: twips.fromMm(210), height: twips.fromMm(297) } as const;

/** The named styles of a form. The document's own language is Vietnamese, so that Word checks it as such. */
export function stylesOf(form: DocumentForm): IStylesOptions {
  const { body, table, title, recipients } = form;
  const firstLine = { firstLine: twips.fromMm(body.firstLineMm) };
  const bodySpacing = {
    line: Math.round(240 * body.lineSpacing),
    lineRule: LineRuleType.AUTO,
    after: twips.fromPt(body.spaceAfterPt),
  };
  const justified = { alignment: AlignmentType.JUSTIFIED, spacing: bodySpacing };
  const heading = {
    spacing: { ...bodySpacing, before: bodySpacing.after },
    indent: firstLine,
    keepNext: true,
    keepLines: true,
  };
  const centred = { alignment: AlignmentType.CENTER };
  const normal = { basedOn: 'Normal', quickFormat: true };

  return {
    default: {
      document: {
        run: { font: form.font, size: body.sizePt * 2, language: { value: 'vi-VN', eastAsia: 'vi-VN' } },
      },
      heading1: {
        ...normal,
        next: styleId.bodyText,
        run: { ...lettered(body.section), color: '000000' },
        paragraph: { ...heading, outlineLevel: 0, numbering: { reference: listOf.sections, level: 0 } },
      },
      heading2: {
        ...normal,
        next: styleId.bodyText,
        run: { ...lettered(body.subsection), color: '000000' },
        paragraph: { ...heading, outlineLevel: 1, numbering: { reference: listOf.sections, level: 1 } },
      },
      title: {
        ...normal,
        next: styleId.abstract,
        run: lettered(title.documentType),
        paragraph: { ...centred, spacing: { before: 360, after: 0 }, keepNext: true },
      },
      caption: {
        ...normal,
        run: { size: table.sizePt * 2, bold: true, color: '000000' },
        paragraph: { ...centred, spacing: { before: 120, after: 80 }, keepNext: true, keepLines: true },
      },
    },
    paragraphStyles: [
      { id: 'Normal', name: 'Normal', quickFormat: true },
      { ...normal, id: styleId.bodyText, name: 'Body Text', paragraph: { ...justified, indent: firstLine } },
      {
        ...normal,
        id: styleId.bullet,
        name: 'List Bullet',
        paragraph: { ...justified, indent: firstLine, numbering: { reference: listOf.bullets, level: 0 } },
      },
      {
        ...normal,
        id: styleId.abstract,
        name: 'Subtitle',
        next: styleId.bodyText,
        run: lettered(title.abstract),
        paragraph: { ...centred, keepNext: true },
      },
      {
        ...normal,
        id: styleId.addressee,
        name: 'Addressee',
        next: styleId.bodyText,
        run: lettered(title.addressee),
        paragraph: { ...centred, spacing: { before: 0, after: 240 } },
      },
      { ...normal, id: styleId.letterhead, name: 'Letterhead', paragraph: centred },
      {
        ...normal,
        id: styleId.tableText,
        name: 'Table Text',
        run: { size: table.sizePt * 2 },
        paragraph: { spacing: { before: 30, after: 30 } },
      },
      {
        ...normal,
        id: styleId.tableHeading,
        name: 'Table Heading',
        basedOn: styleId.tableText,
        run: { bold: true },
        paragraph: { ...centred, keepNext: true },
      },
      {
        ...normal,
        id: styleId.tableNote,
        name: 'Table Note',
        run: { size: table.noteSizePt * 2, italics: true },
        paragraph: { spacing: { before: 60, after: 60 }, keepLines: true },
      },
      {
        ...normal,
        id: styleId.recipients,
        name: 'Recipients',
        run: lettered(recipients.item),
        paragraph: { keepLines: true },
      },
      {
        ...normal,
        id: styleId.signature,
        name: 'Signature',
        paragraph: { ...centred, keepNext: true, keepLines: true },
      },
      {
        ...normal,
        id: styleId.pageNumber,
        name: 'header',
        run: { size: form.pageNumber.sizePt * 2 },
        paragraph: centred,
      },
    ],
  };
}

/** The numbering definitions of a form: sections with their subheadings, and bullets. */
export function numberingOf({ body }: DocumentForm): INumberingOptions {
  const paragraph = { indent: { left: 0, firstLine: twips.fromMm(body.firstLineMm) } };
  const level = (options: ILevelsOptions): ILevelsOptions => ({
    ...options,
    alignment: AlignmentType.LEFT,
    suffix: LevelSuffix.SPACE,
  });
  return {
    config: [
      {
        reference: listOf.sections,
        levels: [
          level({
            level: 0,
            format: LevelFormat.UPPER_ROMAN,
            text: body.section.numbering,
            style: { paragraph, style: styleId.section },
          }),
          level({
            level: 1,
            format: LevelFormat.DECIMAL,
            text: body.subsection.numbering,
            style: { paragraph, style: styleId.subsection },
          }),
        ],
      },
      {
        reference: listOf.bullets,
        levels: [
          level({
            level: 0,
            format: LevelFormat.BULLET,
            text: body.bullet,
            style: { paragraph, run: { font: 'Times New Roman' } },
          }),
        ],
      },
    ],
  };
}

/** A section on A4 with the form's margins, its pages numbered from the second on. */
export function numberedPages({ marginsMm, pageNumber }: DocumentForm): Omit<ISectionOptions, 'children'> {
  const { top, bottom, left, right } = marginsMm;
  const number = new Paragraph({
    style: styleId.pageNumber,
    children: [new TextRun({ children: [PageNumber.CURRENT] })],
  });
  return {
    properties: {
      titlePage: true,
      page: {
        size: A4,
        margin: {
          top: twips.fromMm(top),
          bottom: twips.fromMm(bottom),
          left: twips.fromMm(left),
          right: twips.fromMm(right),
          header: twips.fromMm(pageNumber.fromTopMm),
          footer: twips.fromMm(pageNumber.fromTopMm),
        },
        pageNumbers: { start: 1 },
      },
    },
    headers: { default: new Header({ children: [number] }) },
  };
}
