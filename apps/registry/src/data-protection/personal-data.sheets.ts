import type { PersonalData } from '#contracts/data-protection';
import type { TitledSheet } from '#documents/sheets';

/** What is held of a person as sheets to read: one for each table that has anything, and one for what other services hold. */
export function toSheets({
  person,
  exportedAt,
  tables,
  elsewhere,
}: PersonalData): [TitledSheet, ...TitledSheet[]] {
  const about: TitledSheet = {
    name: 'about',
    columns: [
      { title: 'field', width: 20 },
      { title: 'value', width: 60 },
    ],
    rows: Object.entries({ ...person, exportedAt }).map(([field, value]) => [field, value]),
  };
  const held = tables
    .filter(({ rows }) => rows.length > 0)
    .map(({ table, rows }): TitledSheet => {
      const columns = Object.keys(rows[0]!);
      return {
        name: table,
        columns: columns.map((title) => ({ title, width: 24 })),
        rows: rows.map((row) => columns.map((column) => cellOf(row[column]))),
      };
    });
  const fields = ['service', 'table', 'column', 'purpose', 'legalBasis', 'retention'] as const;
  const others: TitledSheet = {
    name: 'elsewhere',
    columns: fields.map((title) => ({ title, width: 24 })),
    rows: elsewhere.map((use) => fields.map((field) => use[field])),
  };
  return [about, ...held, others];
}

function cellOf(value: unknown): string | number | null {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
