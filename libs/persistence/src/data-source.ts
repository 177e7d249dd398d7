import pg from 'pg';
import { SnakeNaming } from './snake-naming.js';
import type { DataSourceOptions, MixedList, MigrationInterface } from 'typeorm';

type Constructor<T = object> = new () => T;

/** What a service keeps in PostgreSQL: its schema (also the prefix of its two roles), entities and migrations. */
export interface ServiceDatabase {
  schema: string;
  entities: Constructor[];
  migrations: Constructor<MigrationInterface>[];
}

/** The two roles of a schema: the owner that migrates, and the one the application runs as. */
export const migratorRole = (schema: string): string => `${schema}_migrator`;
export const appRole = (schema: string): string => `${schema}_app`;

const OID_INT8 = 20;
const OID_DATE = 1082;

/** Dates stay ISO strings (a day has no time zone) and counts become numbers. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === OID_DATE) return (value: string) => value;
    if (oid === OID_INT8) return Number;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/**
 * A connection whose loss is told by the query that meets it. Between being taken from the pool and being watched by
 * TypeORM nobody listens to it, and an error that nobody listens to would end the process.
 */
class WatchedClient extends pg.Client {
  constructor(...settings: ConstructorParameters<typeof pg.Client>) {
    super(...settings);
    this.on('error', () => undefined);
  }
}

/** TypeORM options of a service: its own schema first on the search path, no synchronisation, a bounded pool. */
export function dataSourceOptions(database: ServiceDatabase, url: string, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    schema: database.schema,
    entities: database.entities as MixedList<Constructor>,
    migrations: database.migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    applicationName: `langnghe-${database.schema}`,
    // A pooled connection that PostgreSQL closes while idle must not end the process.
    poolErrorHandler: () => undefined,
    extra: {
      Client: WatchedClient,
      pipeline: true,
      types,
      // Compiling a query takes longer than running it, and estimates of new tables often ask for it.
      options: `-c search_path=${database.schema},public -c timezone=UTC -c jit=off`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    },
  };
}
