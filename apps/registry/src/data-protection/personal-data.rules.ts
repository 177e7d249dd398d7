import type { PersonalDataUse } from '#contracts/data-protection';
import { serviceNames } from '#service-kit/service-names';
import { contractTables } from './contracts.personal-tables.js';
import { foundationTables, tablesElsewhere } from './elsewhere.personal-tables.js';
import { noticeTables } from './notices.personal-tables.js';
import { peopleTables } from './people.personal-tables.js';
import type { PersonalTable } from './personal-data.uses.js';
import { fieldworkTables } from './fieldwork.personal-tables.js';
import { trainingTables } from './training.personal-tables.js';
import { workTables } from './work.personal-tables.js';

/**
 * The register of processing: every column that holds something of a person. An erasure goes through it from top to
 * bottom, and so does the export of one's own data; what other services hold is ids and facts, which stay.
 */
export const personalTables: readonly PersonalTable[] = [
  ...serviceNames.flatMap(foundationTables),
  ...contractTables,
  ...noticeTables,
  ...peopleTables,
  ...workTables,
  ...tablesElsewhere,
  ...trainingTables,
  ...fieldworkTables,
];

/** What the register says, column by column. */
export const personalDataUses: readonly PersonalDataUse[] = personalTables.flatMap(
  ({ service, table, columns, erasure }) =>
    Object.entries(columns).map(([column, { purpose, legalBasis, retention, category = null }]) => ({
      service,
      table,
      column,
      purpose,
      legalBasis,
      retention,
      retentionCategory: category,
      onErasure: erasure === 'rows' ? 'deleted' : erasure?.[column] ? 'overwritten' : 'kept',
    })),
);

const registryTables = personalTables.filter(({ service }) => service === 'registry');

/** The statements of an erasure, in their order, by table; $1 is the person. */
export const erasureStatements: readonly { table: string; sql: string }[] = registryTables.flatMap(
  ({ table, of, erasure }) => {
    if (!erasure) return [];
    if (erasure === 'rows') return [{ table, sql: `DELETE FROM ${table} WHERE ${of}` }];
    const changes = Object.entries(erasure).map(([column, value]) => `"${column}" = ${value}`);
    return [{ table, sql: `UPDATE ${table} SET ${changes.join(', ')} WHERE ${of}` }];
  },
);

/** What of each table the person gets to see; $1 is the person. */
export const exportStatements: readonly { table: string; sql: string }[] = registryTables.flatMap(
  ({ table, of, columns }) => {
    const told = Object.keys(columns).filter((column) => !columns[column]!.withheld);
    if (told.length === 0) return [];
    const quoted = told.map((column) => `"${column}"`).join(', ');
    return [{ table, sql: `SELECT ${quoted} FROM ${table} WHERE ${of} ORDER BY ${quoted}` }];
  },
);

/** Columns of the registry that are held but not told, as `table.column`. */
export const withheldColumns: readonly string[] = registryTables.flatMap(({ table, columns }) =>
  Object.entries(columns)
    .filter(([, use]) => use.withheld)
    .map(([column]) => `${table}.${column}`),
);
