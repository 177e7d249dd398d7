import type { QuestionnaireForm, QuestionnaireItem } from '#contracts/questionnaires';
import type { TitledSheet } from '#documents/sheets';
import { plainColumns, translatedColumns } from './form-columns.js';

/** The sheets of a form as XLSForm: survey, choices, settings. */
export function exportForm(form: QuestionnaireForm, title: string): [TitledSheet, TitledSheet, TitledSheet] {
  const languages = form.languages.map(({ code, name }) => ({ code, suffix: `::${name} (${code})` }));
  const defaultTitle = form.languages.find(({ code }) => code === form.defaultLanguage);
  const translatedTitles = Object.values(translatedColumns).flatMap((column) =>
    languages.map(({ suffix }) => column + suffix),
  );
  const surveyTitles = [
    'type',
    'name',
    ...translatedTitles,
    'required',
    ...Object.values(plainColumns),
    'parameters',
  ];
  const lineOf = (item: QuestionnaireItem): (string | null)[] => [
    typeOf(item),
    item.name,
    ...Object.keys(translatedColumns).flatMap((field) =>
      languages.map(({ code }) => item[field as keyof typeof translatedColumns]?.[code] ?? null),
    ),
    typeof item.required === 'boolean' ? (item.required ? 'yes' : 'no') : (item.required ?? null),
    ...Object.keys(plainColumns).map((field) => item[field as keyof typeof plainColumns] ?? null),
    item.range ? `start=${item.range.start} end=${item.range.end} step=${item.range.step}` : null,
  ];
  const rows: (string | null)[][] = [];
  const open: QuestionnaireItem[] = [];
  const close = (until: string | undefined): void => {
    while (open.length > 0 && open.at(-1)!.name !== until)
      rows.push([`end_${open.pop()!.type}`, ...surveyTitles.slice(1).map(() => null)]);
  };
  for (const item of form.items) {
    close(item.within);
    rows.push(lineOf(item));
    if (item.type === 'group' || item.type === 'repeat') open.push(item);
  }
  close(undefined);
  const attributes = [
    ...new Set(
      form.lists.flatMap(({ choices }) => choices.flatMap((choice) => Object.keys(choice.attributes ?? {}))),
    ),
  ];
  const choiceRows = form.lists.flatMap(({ name, choices }) =>
    choices.map((choice) => [
      name,
      choice.name,
      ...languages.map(({ code }) => choice.label?.[code] ?? null),
      ...attributes.map((column) => choice.attributes?.[column] ?? null),
    ]),
  );
  const sheet = (name: string, titles: string[], of: (string | null)[][]): TitledSheet => ({
    name,
    columns: titles.map((column) => ({ title: column, width: column.includes('::') ? 40 : 18 })),
    rows: of,
  });
  return [
    sheet('survey', surveyTitles, rows),
    sheet(
      'choices',
      ['list_name', 'name', ...languages.map(({ suffix }) => `label${suffix}`), ...attributes],
      choiceRows,
    ),
    sheet(
      'settings',
      ['form_title', 'default_language'],
      [[title, `${defaultTitle!.name} (${defaultTitle!.code})`]],
    ),
  ];
}

function typeOf({ type, list }: QuestionnaireItem): string {
  if (type === 'group' || type === 'repeat') return `begin_${type}`;
  return list === undefined ? type : `${type} ${list}`;
}
