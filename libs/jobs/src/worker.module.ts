import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Transactions } from '#persistence/transactions';
import { WorkContext } from '#persistence/work-context';
import type { JobsBackend } from './backend.js';
import type { DeclaredProcessor } from './job-runner.js';
import { JobWorker, type WorkerTiming } from './job-worker.js';
import { Declared, type JobProcessor } from './processor.js';

/** Runs the jobs of a service: every provider with `@ProcessesJob` in the same application takes part. */
@Module({})
export class WorkerModule {
  static forService(backend: JobsBackend, timing?: Partial<WorkerTiming>): DynamicModule {
    return {
      module: WorkerModule,
      imports: [DiscoveryModule],
      providers: [
        {
          provide: JobWorker,
          inject: [DiscoveryService, getDataSourceToken(), Transactions, WorkContext],
          useFactory: (
            discovery: DiscoveryService,
            dataSource: DataSource,
            transactions: Transactions,
            context: WorkContext,
          ) => {
            const processors = () => declaredProcessors(discovery);
            return new JobWorker({ dataSource, transactions, context, backend, processors, timing });
          },
        },
      ],
    };
  }
}

function declaredProcessors(discovery: DiscoveryService): DeclaredProcessor[] {
  return discovery.getProviders({ metadataKey: Declared.KEY }).map((wrapper) => {
    const declaration = discovery.getMetadataByDecorator(Declared, wrapper)!;
    return { ...declaration, processor: wrapper.instance as JobProcessor };
  });
}
