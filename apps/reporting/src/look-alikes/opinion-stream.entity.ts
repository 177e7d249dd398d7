import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OpinionItem } from '#contracts/opinion';

/** What several reporters heard of one matter in one period; its items name it. */
@Entity('opinion_stream')
export class OpinionStreamEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') periodId!: string;
  @Column('text') topic!: string;
  @Column('text') tendency!: OpinionItem['tendency'];
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
