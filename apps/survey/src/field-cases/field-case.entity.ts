import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseDisposition, ContactAttempt } from '#contracts/field-cases';

/** A unit of the sample that is to be contacted. Nothing here tells what was answered, or which answer it gave. */
@Entity('field_case')
export class FieldCaseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') sampleId!: string;
  @Column('integer') unit!: number;
  @Column('integer') cell!: number;
  @Column('text', { nullable: true }) label!: string | null;
  @Column('text') disposition!: CaseDisposition;
  @Column('boolean') settled!: boolean;
  /** The number of the save of its interview that stands; 0: none was sent. */
  @Column('integer') saved!: number;
  @Column('integer') version!: number;
}

/** One time that somebody tried to reach a case. */
@Entity('contact_attempt')
export class ContactAttemptEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') caseId!: string;
  @Column('date') heldOn!: string;
  @Column('text') partOfDay!: ContactAttempt['partOfDay'];
  @Column('text') mode!: ContactAttempt['mode'];
  @Column('text') outcome!: ContactAttempt['outcome'];
  @Column('boolean') firm!: boolean;
}
