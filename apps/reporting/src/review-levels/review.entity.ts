import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewSettings } from '#contracts/review';

/** The one row that says which levels review. */
@Entity('review_settings')
export class ReviewSettingsEntity {
  @PrimaryColumn('boolean', { default: true }) id!: boolean;
  @Column('text') commune!: ReviewSettings['commune'];
  @Column('text') district!: ReviewSettings['district'];
  @Column('text') province!: ReviewSettings['province'];
  @Column('integer') version!: number;
}

/** Where a report waits for review. */
@Entity('review_waiting', { synchronize: false })
export class ReviewWaitingEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @Column('text') level!: 'province' | 'district' | 'commune';
  @Column('uuid') areaId!: string;
  @Column('integer') lo!: number;
  @Column('integer') hi!: number;
}
