import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Allowance, AllowanceContent, AllowanceSheet } from '#contracts/allowances';

const asNumber = { to: (value: number) => value, from: Number };

/** A month's allowances; frozen once approved. */
@Entity('allowance_sheet')
export class AllowanceSheetEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') month!: string;
  @Column('text') state!: AllowanceSheet['state'];
  @Column('jsonb') content!: AllowanceContent;
  /** SHA-256 of the canonical JSON of `content`. */
  @Column('text') contentHash!: string;
  @Column('bigint', { transformer: asNumber }) total!: number;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column({ type: 'timestamptz', nullable: true, precision: 3 }) approvedAt!: Date | null;
  @Column('integer') version!: number;
}

/** What was approved for a contract and a month in a sheet; differences to earlier months among it. */
@Entity('allowance')
export class AllowanceEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') sheetId!: string;
  @Column('uuid') contractId!: string;
  @Column('uuid') personId!: string;
  @Column('text') sheetMonth!: string;
  @Column('text') month!: string;
  @Column('numeric', { precision: 5, scale: 3, transformer: asNumber }) coefficient!: number;
  @Column('jsonb') spans!: Allowance['spans'];
  @Column('bigint', { transformer: asNumber }) amount!: number;
}
