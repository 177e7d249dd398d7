import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FlagOutcome, QualityFlagKind } from '#contracts/quality-flags';

/** Something about somebody's interviews that a person is to look at. */
@Entity('quality_flag')
export class QualityFlagEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') personId!: string;
  @Column('text') kind!: QualityFlagKind;
  @Column('text') item!: string;
  @Column('integer') interviews!: number;
  @Column('integer') noticed!: number;
  @Column('date') raisedOn!: string;
  @Column('text', { nullable: true }) outcome!: FlagOutcome | null;
  @Column('date', { nullable: true }) reviewedOn!: string | null;
  @Column('integer') version!: number;
}
