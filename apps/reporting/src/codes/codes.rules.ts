import type { Code, CodeChange, CodeListName, CodeSuccession } from '#contracts/codes';
import type { FieldError } from '#contracts/problem';
import { fold } from '#contracts/values';

/** What changes of a list come to: versions that end, others that begin, and what follows on what. */
export interface CodesOutcome {
  /** As they are then, with the day of the changes as their end. */
  ended: Code[];
  begun: Code[];
  successions: CodeSuccession[];
  /** Codes that are not used from the day on. */
  retired: string[];
  problems: FieldError[];
}

export const isInForce = ({ validFrom, validTo }: Pick<Code, 'validFrom' | 'validTo'>, day: string) =>
  validFrom <= day && (validTo === null || validTo > day);

/**
 * Carries out changes of a list on a day. No version is rewritten: one ends and another begins. A code that was in use
 * once is never given another meaning.
 * @param stored all versions of the list.
 */
export function carryOutChanges(
  list: CodeListName,
  stored: readonly Code[],
  effective: string,
  changes: readonly CodeChange[],
): CodesOutcome {
  const lines = new Map(
    stored.filter((version) => isInForce(version, effective)).map((line) => [line.code, line]),
  );
  const touched = new Set<string>();
  const created = new Set<string>();
  const outcome: CodesOutcome = { ended: [], begun: [], successions: [], retired: [], problems: [] };
  const wrong = (index: number, field: string, message: string): void =>
    void outcome.problems.push({ path: `changes.${index}.${field}`, message });

  const present = (code: string, index: number, field: string): Code | undefined => {
    const line = lines.get(code);
    if (!line) wrong(index, field, `there is no ${code} on this day`);
    else if (stored.some((other) => other.code === code && other.validFrom > effective))
      wrong(index, field, `${code} changes again on a later day`);
    else return line;
    return undefined;
  };
  const put = (line: Code, index: number, field: string): void => {
    const namesake = [...lines.values()].find(
      ({ code, name }) => code !== line.code && fold(name) === fold(line.name),
    );
    if (namesake) wrong(index, field, `${namesake.code} has this name`);
    touched.add(line.code);
    lines.set(line.code, line);
  };
  const create = (line: Pick<Code, 'code' | 'name' | 'position'>, index: number, field: string): void => {
    if (lines.has(line.code)) wrong(index, field, `${line.code} is there already`);
    else if (created.has(line.code) || stored.some(({ code }) => code === line.code))
      wrong(index, field, `${line.code} has been in use; what is new gets a code of its own`);
    created.add(line.code);
    const { code, name, position } = line;
    put({ list, code, name, position, validFrom: effective, validTo: null }, index, field);
  };
  const retire = (code: string, index: number, field: string): void => {
    if (!present(code, index, field)) return;
    touched.add(code);
    lines.delete(code);
    outcome.retired.push(code);
  };

  for (const [index, change] of changes.entries()) {
    if (change.kind === 'create') create(change, index, 'code');
    else if (change.kind === 'retire') retire(change.code, index, 'code');
    else if (change.kind === 'replace') {
      for (const code of change.codes) retire(code, index, 'codes');
      for (const by of change.by) {
        if ('name' in by) create(by, index, 'by');
        else present(by.code, index, 'by');
      }
      for (const code of change.codes)
        for (const { code: successor } of change.by) outcome.successions.push({ code, successor, effective });
    } else {
      const line = present(change.code, index, 'code');
      const { kind: _, ...changed } = change;
      if (line) put({ ...line, ...changed, validFrom: effective }, index, 'name' in change ? 'name' : 'code');
    }
  }
  // A line that already begins on this day would end before it began: it is written anew in its place.
  for (const version of stored)
    if (touched.has(version.code) && isInForce(version, effective))
      outcome.ended.push({ ...version, validTo: effective });
  outcome.begun = [...touched].flatMap((code) => lines.get(code) ?? []);
  return outcome;
}
