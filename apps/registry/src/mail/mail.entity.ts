import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailFailure } from '#contracts/notifications';

/** A mail to an account: what it carries and where it goes is looked up when it is sent. */
@Entity('mail')
export class MailEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('text') purpose!: MailFailure['purpose'];
  @Column('date', { nullable: true }) digestOn!: string | null;
  @Column('boolean') urgent!: boolean;
  @Column('text') state!: 'waiting' | 'sent' | 'dropped' | 'dead';
  /** Not before; while somebody sends it, when the next may try. */
  @Column('timestamptz') dueAt!: Date;
  @Column('timestamptz') giveUpAt!: Date;
  @Column('integer') attempts!: number;
  @Column('text', { nullable: true }) error!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) finishedAt!: Date | null;
}
