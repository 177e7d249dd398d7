import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Certificate } from '#contracts/certificates';

/** What somebody holds; once given, only its state changes. */
@Entity('certificate')
export class CertificateEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('uuid') courseId!: string;
  @Column('text') courseCode!: string;
  @Column('text') courseTitle!: string;
  @Column('text') source!: Certificate['source'];
  @Column('uuid', { nullable: true }) classId!: string | null;
  @Column('text', { nullable: true }) issuer!: string | null;
  @Column('text') number!: string;
  @Column('text', { nullable: true }) verificationCode!: string | null;
  @Column('date') validFrom!: string;
  @Column('date', { nullable: true }) validTo!: string | null;
  @Column('text') state!: Certificate['state'];
  @Column('text', { nullable: true }) revokeReason!: string | null;
  @Column('uuid', { nullable: true }) renewsId!: string | null;
  @Column('integer') version!: number;
}
