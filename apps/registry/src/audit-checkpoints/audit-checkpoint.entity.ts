import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The signed end of a service's audit chain. */
@Entity('audit_checkpoint')
export class AuditCheckpointEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') service!: string;
  @Column('bigint') position!: number;
  @Column('text') hash!: string;
  @Column({ type: 'timestamptz', precision: 3 }) signedAt!: Date;
  @Column('text') jws!: string;
}
