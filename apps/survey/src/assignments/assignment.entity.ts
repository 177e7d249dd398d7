import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseAssignment } from '#contracts/assignments';

/** What training tells of a certificate. */
@Entity('interviewer_certificate')
export class InterviewerCertificateEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('text') courseCode!: string;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('date', { nullable: true }) revokedOn!: string | null;
  @Column('integer') version!: number;
}

/** What holds for the interviewers of a plan. */
@Entity('field_rule')
export class FieldRuleEntity {
  @PrimaryColumn('uuid') planId!: string;
  @Column('text', { array: true }) courseCodes!: string[];
  @Column('integer') caseload!: number;
  @Column('integer') version!: number;
}

/** Somebody may interview for a plan without a certificate. */
@Entity('certificate_exception')
export class CertificateExceptionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') personId!: string;
  @Column('date') from!: string;
  @Column('date') to!: string;
  @Column('text') reason!: string;
}

/** Somebody who was given cases of a plan. */
@Entity('field_interviewer')
export class FieldInterviewerEntity {
  @PrimaryColumn('uuid') planId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @Column('integer') version!: number;
}

/** Who is to go to a case. */
@Entity('case_assignment')
export class CaseAssignmentEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') caseId!: string;
  @Column('uuid') personId!: string;
  @Column('date') assignedOn!: string;
  @Column('date', { nullable: true }) endedOn!: string | null;
  @Column('text', { nullable: true }) ending!: CaseAssignment['ending'];
  @Column('integer') version!: number;
}
