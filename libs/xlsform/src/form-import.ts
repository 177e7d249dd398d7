import {
  type CellProblem,
  ItemType,
  QuestionnaireForm,
  type QuestionnaireItem,
} from '#contracts/questionnaires';
import type { Sheet } from '#documents/sheets';
import { plainColumns, translatedColumns, columnOf } from './form-columns.js';
import { checkForm } from './form-check.js';

/** What was read of a workbook; `form` is null while there is a problem. */
export interface ImportedForm {
  readonly title: string | null;
  readonly form: QuestionnaireForm | null;
  readonly problems: readonly CellProblem[];
}

interface Language {
  readonly code: string;
  readonly name: string;
}

/** A column: a field, with the language of the text in it where it has one. */
interface Column {
  readonly title: string;
  readonly field: string;
  readonly language: Language | null;
}

/** Columns of XLSForm that say nothing we act on; what else is unknown is refused, so that no mistyping is lost. */
const passedOver = new Set([
  '',
  'note',
  'notes',
  'comment',
  'comments',
  'bind::oc:briefdescription',
  'image',
  'media::image',
]);
const surveyFields = new Set<string>([
  'type',
  'name',
  'required',
  'parameters',
  ...Object.values(plainColumns),
  ...Object.values(translatedColumns),
]);
/** Types of XLSForm that say who answers, where or on which device: what is answered is not to be tied to them. */
const identifying = new Set([
  'deviceid',
  'phonenumber',
  'username',
  'email',
  'simserial',
  'subscriberid',
  'geopoint',
  'geotrace',
  'geoshape',
  'start-geopoint',
  'background-audio',
  'audio',
  'image',
  'video',
  'file',
  'barcode',
  'start',
  'end',
  'audit',
]);

/** Reads the sheets of an XLSForm: survey and, where there are any, choices and settings. */
export function importForm(sheets: readonly Sheet[]): ImportedForm {
  const problems: CellProblem[] = [];
  const sheetOf = (name: string): Sheet | undefined =>
    sheets.find((sheet) => sheet.name.toLowerCase() === name);
  const survey = sheetOf('survey');
  if (!survey) {
    problems.push({ sheet: 'survey', row: 1, column: null, message: 'there is no sheet survey' });
    return { title: null, form: null, problems };
  }
  const settings = settingsOf(sheetOf('settings'));
  const fallback = languageOf(settings['default_language'] || 'Tiếng Việt (vi)');
  if (!fallback) {
    const message = 'a language is written with its code, such as Tiếng Việt (vi)';
    problems.push({ sheet: 'settings', row: 2, column: 'default_language', message });
    return { title: null, form: null, problems };
  }
  const languages = new Map<string, Language>([[fallback.code, fallback]]);
  const reading = { fallback, languages, problems };
  const { items, lines } = readSurvey(survey, reading);
  const { lists, choiceLines } = readChoices(sheetOf('choices'), reading);
  const title = settings['form_title'] || null;
  if (problems.length > 0) return { title, form: null, problems };
  const parsed = QuestionnaireForm.safeParse({
    languages: [...languages.values()],
    defaultLanguage: fallback.code,
    items,
    lists,
  });
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues)
      problems.push(placeOf(path, message, lines, choiceLines));
    return { title, form: null, problems };
  }
  for (const { item, list, choice, field, message } of checkForm(parsed.data)) {
    if (item !== undefined) problems.push(placeOf(['items', item, field ?? ''], message, lines, choiceLines));
    else if (list !== undefined)
      problems.push({ sheet: 'choices', row: choiceLines.get(list)![choice!]!, column: field, message });
    else problems.push({ sheet: 'settings', row: 2, column: field, message });
  }
  return { title, form: problems.length === 0 ? parsed.data : null, problems };
}

interface Reading {
  readonly fallback: Language;
  readonly languages: Map<string, Language>;
  readonly problems: CellProblem[];
}

function readSurvey(
  sheet: Sheet,
  reading: Reading,
): { items: Partial<QuestionnaireItem>[]; lines: number[] } {
  const columns = columnsOf('survey', sheet, reading, surveyFields);
  const items: Partial<QuestionnaireItem>[] = [];
  const lines: number[] = [];
  const open: { name: string; type: string; row: number }[] = [];
  for (const { row, cells } of recordsOf(sheet, columns)) {
    const say = (column: string, message: string): void =>
      void reading.problems.push({ sheet: 'survey', row, column, message });
    const [kind = '', list, ...rest] = plain(cells, 'type').split(/\s+/);
    const ending = /^end[ _](group|repeat)$/.exec(plain(cells, 'type'));
    if (ending) {
      if (open.pop()?.type !== ending[1]) say('type', `there is no ${ending[1]} to end here`);
      continue;
    }
    const beginning = /^begin[ _](group|repeat)$/.exec(plain(cells, 'type'));
    const type = beginning ? beginning[1]! : kind;
    if (identifying.has(kind)) say('type', `${kind} could tell who answered, and is not taken`);
    else if (!ItemType.safeParse(type).success || (!beginning && (type === 'group' || type === 'repeat')))
      say('type', `there is no type ${plain(cells, 'type') || '(empty)'}`);
    else if (!beginning && type.startsWith('select_') !== (list !== undefined))
      say('type', 'the type of a select is followed by its list, and no other is');
    else if (!beginning && rest.length > 0) say('type', `${rest.join(' ')} after the list is not offered`);
    const range = type === 'range' ? rangeOf(plain(cells, 'parameters')) : undefined;
    if (type === 'range' && !range) say('parameters', 'a range needs numbers: start=0 end=10 step=1');
    const required = plain(cells, 'required');
    items.push({
      name: plain(cells, 'name'),
      type: type as QuestionnaireItem['type'],
      ...(open.length > 0 && { within: open.at(-1)!.name }),
      ...(type.startsWith('select_') && list !== undefined && { list }),
      ...(range && { range }),
      ...(required !== '' && { required: flagOf(required) }),
      ...plainFields(cells),
      ...translatedFields(cells),
    });
    lines.push(row);
    if (beginning) open.push({ name: plain(cells, 'name'), type: beginning[1]!, row });
  }
  for (const { row, type } of open)
    reading.problems.push({ sheet: 'survey', row, column: 'type', message: `this ${type} does not end` });
  return { items, lines };
}

function readChoices(
  sheet: Sheet | undefined,
  reading: Reading,
): { lists: QuestionnaireForm['lists']; choiceLines: Map<string, number[]> } {
  const lists = new Map<string, QuestionnaireForm['lists'][number]['choices']>();
  const choiceLines = new Map<string, number[]>();
  if (!sheet) return { lists: [], choiceLines };
  const columns = columnsOf('choices', sheet, reading, null);
  const titleOfList =
    columns.find(({ field }) => field === 'list_name' || field === 'list name')?.field ?? 'list_name';
  for (const { row, cells } of recordsOf(sheet, columns)) {
    const list = plain(cells, titleOfList);
    if (list === '')
      reading.problems.push({ sheet: 'choices', row, column: 'list_name', message: 'there is no list' });
    const attributes = Object.fromEntries(
      cells.flatMap(({ column, text }) =>
        column.language === null && ![titleOfList, 'name', 'label'].includes(column.field) && text !== ''
          ? [[column.field, text]]
          : [],
      ),
    );
    const label = translatedText(cells, 'label');
    const choice = {
      name: plain(cells, 'name'),
      ...(label && { label }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    };
    lists.set(list, [...(lists.get(list) ?? []), choice]);
    choiceLines.set(list, [...(choiceLines.get(list) ?? []), row]);
  }
  return { lists: [...lists].map(([name, choices]) => ({ name, choices })), choiceLines };
}

interface Cell {
  readonly column: Column;
  readonly text: string;
}

const plain = (cells: readonly Cell[], field: string): string =>
  cells.find(({ column }) => column.field === field)?.text ?? '';

function translatedText(cells: readonly Cell[], field: string): Record<string, string> | undefined {
  const texts = cells.filter(({ column, text }) => column.field === field && column.language && text !== '');
  if (texts.length === 0) return undefined;
  return Object.fromEntries(texts.map(({ column, text }) => [column.language!.code, text]));
}

const plainFields = (cells: readonly Cell[]): Partial<QuestionnaireItem> =>
  Object.fromEntries(
    Object.entries(plainColumns).flatMap(([field, column]) => {
      const text = plain(cells, column);
      return text === '' ? [] : [[field, text]];
    }),
  );

const translatedFields = (cells: readonly Cell[]): Partial<QuestionnaireItem> =>
  Object.fromEntries(
    Object.entries(translatedColumns).flatMap(([field, column]) => {
      const texts = translatedText(cells, column);
      return texts ? [[field, texts]] : [];
    }),
  );

function flagOf(text: string): boolean | string {
  if (/^(yes|true|true\(\))$/i.test(text)) return true;
  return /^(no|false|false\(\))$/i.test(text) ? false : text;
}

function rangeOf(parameters: string): QuestionnaireItem['range'] {
  const values = Object.fromEntries(
    [...parameters.matchAll(/(start|end|step)\s*=\s*(-?\d+(?:\.\d+)?)/g)].map(([, name, value]) => [
      name,
      Number(value),
    ]),
  );
  const { start, end, step } = values;
  return start === undefined || end === undefined || step === undefined ? undefined : { start, end, step };
}

const languageOf = (title: string): Language | null => {
  const [, name, code] = /^(.+?)\s*\(([a-z]{2,8}(?:-[A-Za-z0-9]{2,8})*)\)$/.exec(title.trim()) ?? [];
  return name && code ? { name, code } : null;
};

function columnsOf(
  name: string,
  sheet: Sheet,
  reading: Reading,
  known: ReadonlySet<string> | null,
): Column[] {
  const texts = new Set<string>(Object.values(translatedColumns));
  return (sheet.rows[0] ?? []).map((title): Column => {
    const [field = '', language] = title.trim().split(/::?(?=\s*\S)/);
    const say = (message: string): void =>
      void reading.problems.push({ sheet: name, row: 1, column: title, message });
    if (passedOver.has(title.trim().toLowerCase())) return { title, field: '', language: null };
    if (known && !known.has(field.trim())) say(`there is no column ${title}`);
    if (language === undefined)
      return { title, field: field.trim(), language: texts.has(field.trim()) ? reading.fallback : null };
    const of = languageOf(language);
    if (!of) {
      say('a language is written with its code, such as label::Tiếng Việt (vi)');
      return { title, field: '', language: null };
    }
    reading.languages.set(of.code, reading.languages.get(of.code) ?? of);
    return { title, field: field.trim(), language: of };
  });
}

function recordsOf(sheet: Sheet, columns: readonly Column[]): { row: number; cells: Cell[] }[] {
  return sheet.rows.flatMap((row, index) => {
    if (index === 0 || row.every((cell) => cell === '')) return [];
    return [
      { row: index + 1, cells: columns.map((column, at) => ({ column, text: (row[at] ?? '').trim() })) },
    ];
  });
}

function settingsOf(sheet: Sheet | undefined): Record<string, string> {
  const [titles = [], values = []] = sheet?.rows ?? [];
  return Object.fromEntries(titles.map((title, at) => [title.trim(), (values[at] ?? '').trim()]));
}

function placeOf(
  path: readonly PropertyKey[],
  message: string,
  lines: readonly number[],
  choiceLines: ReadonlyMap<string, number[]>,
): CellProblem {
  const [part, index, field] = path;
  if (part === 'items' && typeof index === 'number') {
    const column = String(field ?? '');
    return { sheet: 'survey', row: lines[index]!, column: columnOf[column] ?? (column || null), message };
  }
  if (part === 'lists' && typeof index === 'number') {
    const rows = [...choiceLines.values()][index]!;
    const choice = typeof path[3] === 'number' ? path[3] : 0;
    const column = path[4] === undefined ? 'list_name' : String(path[4]);
    return { sheet: 'choices', row: rows[choice]!, column, message };
  }
  return { sheet: 'survey', row: 1, column: null, message };
}
