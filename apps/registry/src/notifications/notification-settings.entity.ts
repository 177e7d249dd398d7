import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeChannel, NoticeKind } from '#contracts/notifications';

/** Where and when an account gets mail. `code` is what was sent to the pending address. */
@Entity('notification_settings')
export class NotificationSettingsEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @Column('text', { nullable: true }) address!: string | null;
  @Column('text', { nullable: true }) pendingAddress!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('timestamptz', { nullable: true }) codeExpiresAt!: Date | null;
  @Column('integer', { default: 0 }) codeAttempts!: number;
  /** How many codes were sent since `codesSince`. */
  @Column('integer', { default: 0 }) codesSent!: number;
  @Column('timestamptz', { nullable: true }) codesSince!: Date | null;
  @Column('text', { nullable: true }) quietFrom!: string | null;
  @Column('text', { nullable: true }) quietTo!: string | null;
  @Column('uuid') unsubscribeToken!: string;
  @Column('integer') version!: number;
}

/** A channel that the owner of an account has chosen. */
@Entity('notice_preference')
export class NoticePreferenceEntity {
  @PrimaryColumn('uuid') accountId!: string;
  @PrimaryColumn('text') kind!: NoticeKind;
  @Column('text') channel!: NoticeChannel;
}
