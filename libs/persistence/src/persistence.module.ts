import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions, type ServiceDatabase } from './data-source.js';
import { Transactions } from './transactions.js';
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

  static forService(database: ServiceDatabase, url: string, poolSize?: number): DynamicModule {
    const dataSource = {
      provide: getDataSourceToken(),
      useFactory: () => new DataSource(dataSourceOptions(database, url, poolSize)).initialize(),
    };
    return {
      module: PersistenceModule,
      providers: [dataSource, Transactions, WorkContext],
      exports: [dataSource, Transactions, WorkContext],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy();
  }
}
