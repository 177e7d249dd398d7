import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeChannel, NoticeKind } from '#contracts/notifications';

/** What one account was told because of one event. `mailId` is the mail that carries it, once there is one. */
@Entity('notice')
export class NoticeEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('uuid') eventId!: string;
  @Column('text') kind!: NoticeKind;
  @Column('boolean') urgent!: boolean;
  @Column('text') title!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) link!: string | null;
  @Column('text') channel!: Exclude<NoticeChannel, 'off'>;
  @Column('uuid', { nullable: true }) mailId!: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) readAt!: Date | null;
}
