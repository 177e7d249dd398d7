import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SurveyMicrodata } from '#contracts/survey-microdata';

/** De-identified answers of a release, as a file. */
@Entity('survey_microdata')
export class SurveyMicrodataEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') releaseId!: string;
  @Column('text') state!: SurveyMicrodata['state'];
  @Column('text', { array: true }) variables!: string[];
  @Column('text', { array: true }) identifying!: string[];
  @Column('integer') minPeople!: number;
  @Column('integer') people!: number;
  @Column('integer') patterns!: number;
  @Column('text', { select: false }) content!: string;
  @Column('text') contentHash!: string;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
}
