import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AggregateContent, AggregateReport, IssueAggregate } from '#contracts/aggregates';

/** A periodic aggregate report, from its building to its acknowledgement. */
@Entity('aggregate_report')
export class AggregateReportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') periodId!: string;
  /** The unit that it is about; null: the whole province. */
  @Column('text', { nullable: true }) areaCode!: string | null;
  @Column('text') state!: AggregateReport['state'];
  @Column('text') title!: string;
  @Column('jsonb', { nullable: true }) content!: AggregateContent | null;
  /** SHA-256 of the canonical JSON of `content`. */
  @Column('text', { nullable: true }) contentHash!: string | null;
  /** The hash that was approved; another `contentHash` means changed since. */
  @Column('text', { nullable: true }) approvedHash!: string | null;
  @Column('text', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid') jobId!: string;
  @Column('integer', { nullable: true }) number!: number | null;
  @Column('text', { nullable: true }) symbol!: string | null;
  @Column('date', { nullable: true }) issuedOn!: string | null;
  @Column('jsonb', { nullable: true }) signer!: IssueAggregate['signer'] | null;
  @Column('text', { nullable: true }) withdrawnReason!: string | null;
  /** The report whose place it takes, and why; the one that took its own. */
  @Column('uuid', { nullable: true }) supersedes!: string | null;
  @Column('text', { nullable: true }) supersedeReason!: string | null;
  @Column('uuid', { nullable: true }) supersededBy!: string | null;
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}

@Entity('aggregate_comment')
export class AggregateCommentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') aggregateId!: string;
  @Column('text', { nullable: true }) section!: string | null;
  @Column('text') text!: string;
  /** Null: a conference said it. */
  @Column('text', { nullable: true }) by!: string | null;
  @Column('uuid', { nullable: true }) conferenceId!: string | null;
  @Column('timestamptz', { default: () => 'now()' }) at!: Date;
}

@Entity('dispatch')
export class DispatchEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') aggregateId!: string;
  @Column('uuid') organisationId!: string;
  @Column('timestamptz', { default: () => 'now()' }) dispatchedAt!: Date;
  @Column('timestamptz', { nullable: true }) acknowledgedAt!: Date | null;
  @Column('text', { nullable: true }) acknowledgedBy!: string | null;
}

/** The document as it was issued. */
@Entity('aggregate_document')
export class AggregateDocumentEntity {
  @PrimaryColumn('uuid') aggregateId!: string;
  @Column('text') sha256!: string;
  @Column('bytea') docx!: Buffer;
  /** Null: it was issued before there were PDFs. */
  @Column('bytea', { nullable: true }) pdf!: Buffer | null;
}
