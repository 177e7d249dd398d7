import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApiClient } from '#contracts/accounts';

/** Another system that calls this one. */
@Entity('api_client')
export class ApiClientEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('bytea') secretHash!: Buffer;
  /** Accepted as well, until the moment below. */
  @Column('bytea', { nullable: true }) formerSecretHash!: Buffer | null;
  @Column('timestamptz', { nullable: true }) formerSecretUntil!: Date | null;
  @Column('text', { array: true }) permissions!: string[];
  @Column('text') state!: ApiClient['state'];
  @Column('integer') version!: number;
}
