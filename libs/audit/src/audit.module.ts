import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Transactions } from '#persistence/transactions';
import { AuditLog } from './audit-log.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditVerifier } from './audit-verifier.js';

/** The audit log of one service: what seals it (started and stopped with the application), reads and verifies it. */
@Module({})
export class AuditModule {
  /** @param service its name and schema. Needs PersistenceModule. */
  static forService(service: string): DynamicModule {
    return {
      module: AuditModule,
      providers: [
        {
          provide: AuditSealer,
          inject: [Transactions],
          useFactory: (transactions: Transactions) => new AuditSealer(service, transactions),
        },
        {
          provide: AuditLog,
          inject: [Transactions, AuditSealer],
          useFactory: (transactions: Transactions, sealer: AuditSealer) =>
            new AuditLog(service, transactions, sealer),
        },
        {
          provide: AuditVerifier,
          inject: [getDataSourceToken(), Transactions],
          useFactory: (dataSource: DataSource, transactions: Transactions) =>
            new AuditVerifier(service, dataSource, transactions),
        },
      ],
      exports: [AuditLog, AuditVerifier],
    };
  }
}
