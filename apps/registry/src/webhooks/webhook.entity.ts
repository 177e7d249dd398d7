import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventEnvelope } from '#contracts/event';
import type { WebhookDisabledReason } from '#contracts/webhook-events';
import type { Webhook, WebhookDelivery } from '#contracts/webhooks';

/** A subscription of another system. */
@Entity('webhook')
export class WebhookEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') url!: string;
  @Column('text', { array: true }) eventTypes!: string[];
  @Column('text', { nullable: true }) description!: string | null;
  @Column('integer') concurrency!: number;
  @Column('uuid', { nullable: true }) clientId!: string | null;
  @Column('text') state!: Webhook['state'];
  @Column('text', { nullable: true }) disabledReason!: WebhookDisabledReason | null;
  /** Kept as it is, since every delivery is signed with it. */
  @Column('text') secret!: string;
  /** Signs as well, until the moment below. */
  @Column('text', { nullable: true }) formerSecret!: string | null;
  @Column('timestamptz', { nullable: true }) formerSecretUntil!: Date | null;
  @Column('timestamptz', { nullable: true }) failingSince!: Date | null;
  @Column('timestamptz', { nullable: true }) failedLastAt!: Date | null;
  @Column('timestamptz', { nullable: true }) pausedUntil!: Date | null;
  @Column('integer') version!: number;
}

/** A line of the log: an event as it leaves. */
@Entity('webhook_event')
export class WebhookEventEntity {
  @PrimaryColumn('bigint') position!: number;
  @Column('uuid') eventId!: string;
  @Column('text') type!: string;
  @Column('jsonb') envelope!: EventEnvelope;
  @Column('timestamptz') recordedAt!: Date;
}

/** One event on its way to one subscription. */
@Entity('webhook_delivery')
export class WebhookDeliveryEntity {
  @PrimaryColumn('uuid') webhookId!: string;
  @PrimaryColumn('bigint') position!: number;
  @Column('text') state!: WebhookDelivery['state'];
  @Column('integer') attempts!: number;
  /** Counts the attempts for good: only the newest may say how it went. */
  @Column('integer') fence!: number;
  /** While it is being sent: when it counts as lost. */
  @Column('timestamptz') nextAttemptAt!: Date;
  @Column('timestamptz', { nullable: true }) lastAttemptAt!: Date | null;
  @Column('integer', { nullable: true }) lastStatus!: number | null;
  @Column('text', { nullable: true }) lastError!: string | null;
  @Column('integer', { nullable: true }) lastMilliseconds!: number | null;
  /** Joined when it is listed. */
  event?: WebhookEventEntity;
}
