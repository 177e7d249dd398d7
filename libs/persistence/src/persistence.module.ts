import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type ServiceDatabase } from './data-source.js';
import { Transactions } from './transactions.js';
import { Vault } from './vault.js';
import { WorkContext } from './work-context.js';

/**
 * Gives a service its DataSource, {@link Transactions} and {@link WorkContext}.
 * The DataSource is made here and not by `TypeOrmModule.forRoot`, whose registry of names is one for the whole
 * process, while several services may live in one.
 */
@Global()
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(getDataSourceToken()) private readonly dataSource: DataSource) {}

  /** @param vault of a service that has one, with the URL of its role. */
  static forService(
    database: ServiceDatabase,
    url: string,
    { poolSize, vault }: { poolSize?: number; vault?: { database: ServiceDatabase; url: string } } = {},
  ): DynamicModule {
    const dataSource = {
      provide: getDataSourceToken(),
      useFactory: () => connect(database, url, poolSize),
    };
    const vaults = vault
      ? [{ provide: Vault, useFactory: async () => new Vault(await connect(vault.database, vault.url)) }]
      : [];
    return {
      module: PersistenceModule,
      providers: [dataSource, Transactions, WorkContext, ...vaults],
      exports: [dataSource, Transactions, WorkContext, ...(vault ? [Vault] : [])],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}

const connect = (database: ServiceDatabase, url: string, poolSize?: number): Promise<DataSource> =>
  new DataSource(dataSourceOptions(database, url, poolSize)).initialize();
