import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RecommendationHead } from '#contracts/recommendations';

@Entity('recommendation')
export class RecommendationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') subject!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) topic!: string | null;
  @Column('text') state!: RecommendationHead['state'];
  @Column('uuid', { nullable: true }) aggregateId!: string | null;
  @Column('uuid', { nullable: true }) conferenceId!: string | null;
  @Column('uuid', { nullable: true }) organisationId!: string | null;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('integer', { nullable: true }) number!: number | null;
  @Column('text', { nullable: true }) symbol!: string | null;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('text', { nullable: true }) outcome!: RecommendationHead['outcome'];
  @Column('integer', { array: true, default: () => `'{}'` }) escalatedDays!: number[];
  /** The organisation above the addressee that was told last that it is overdue. */
  @Column('uuid', { nullable: true }) escalatedTo!: string | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}

@Entity('recommendation_step')
export class RecommendationStepEntity {
  @PrimaryColumn('uuid') recommendationId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' }) at!: Date;
  @Column('text') state!: RecommendationHead['state'];
  @Column('uuid', { nullable: true }) organisationId!: string | null;
  @Column('date', { nullable: true }) dueOn!: string | null;
  @Column('text', { nullable: true }) outcome!: RecommendationHead['outcome'];
  @Column('text', { nullable: true }) note!: string | null;
}

@Entity('recommendation_item')
export class RecommendationItemEntity {
  @PrimaryColumn('uuid') recommendationId!: string;
  @PrimaryColumn('uuid') itemId!: string;
}

/** The letter by which it was forwarded, as it went out. */
@Entity('recommendation_document')
export class RecommendationDocumentEntity {
  @PrimaryColumn('uuid') recommendationId!: string;
  /** Of the recommendation, when it was forwarded. */
  @PrimaryColumn('integer') version!: number;
  @Column('text') sha256!: string;
  @Column('bytea') docx!: Buffer;
}

@Entity('explanation')
export class ExplanationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) recommendationId!: string | null;
  @Column('text', { nullable: true }) topic!: string | null;
  @Column('text') title!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) withdrawnReason!: string | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) publishedAt!: Date;
}
