import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Analysis, AnalysisResult, AnalysisText } from '#contracts/analyses';
import type { ReleasedTable } from '#disclosure/gate';

/** What was worked out of the answers to a survey. No answer stands here, nor a count that the gate withheld. */
@Entity('survey_analysis')
export class AnalysisEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('text') title!: string;
  @Column('text') state!: Analysis['state'];
  @Column('text', { nullable: true }) failure!: string | null;
  @Column('jsonb') definition!: AnalysisText;
  @Column('text', { nullable: true }) inputHash!: string | null;
  @Column('jsonb', { nullable: true }) result!: AnalysisResult | null;
  @Column('text', { nullable: true }) resultHash!: string | null;
  /** Tables of people as the gate released them, and the analyses they were held against. */
  @Column('jsonb', { nullable: true }) released!: ReleasedTable[] | null;
  @Column('uuid', { array: true, nullable: true }) against!: string[] | null;
  @Column('uuid') jobId!: string;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
}
