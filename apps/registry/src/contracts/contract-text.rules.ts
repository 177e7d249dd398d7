import type { FieldError } from '#contracts/problem';

/** What stands for a placeholder in grounds and articles, e.g. `{{fullName}}`. */
export interface ContractFacts {
  fullName: string;
  position: string;
  organisation: string;
  signer: string;
  signerPosition: string;
  startsOn: string;
  endsOn: string;
  termMonths: string;
  coefficient: string;
  decisionNumber: string;
  decisionDate: string;
  decisionIssuer: string;
}

const names: readonly (keyof ContractFacts)[] = [
  'fullName',
  'position',
  'organisation',
  'signer',
  'signerPosition',
  'startsOn',
  'endsOn',
  'termMonths',
  'coefficient',
  'decisionNumber',
  'decisionDate',
  'decisionIssuer',
];

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** What is wrong with the placeholders of a text at a path: names that nothing stands for, and braces left over. */
export function placeholderErrors(path: string, text: string): FieldError[] {
  const unknown = [...text.matchAll(PLACEHOLDER)]
    .map(([, name]) => name!)
    .filter((name) => !(names as readonly string[]).includes(name))
    .map((name) => ({ path, message: `There is no placeholder ${name}; there are ${names.join(', ')}` }));
  const rest = text.replace(PLACEHOLDER, '');
  return /\{\{|\}\}/.test(rest)
    ? [...unknown, { path, message: 'A placeholder is written {{name}}' }]
    : unknown;
}

/** The text with every placeholder replaced; what was replaced is not looked at again. */
export function filled(text: string, facts: ContractFacts): string {
  return text.replace(PLACEHOLDER, (_, name: keyof ContractFacts) => facts[name]);
}
