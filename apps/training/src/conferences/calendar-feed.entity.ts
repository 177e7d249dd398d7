import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A calendar that is read under a secret address, of which only a hash is kept. */
@Entity('calendar_feed')
export class CalendarFeedEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { nullable: true }) personId!: string | null;
  @Column('uuid', { nullable: true }) areaId!: string | null;
  @Column('bytea') secretHash!: Buffer;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt!: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) revokedAt!: Date | null;
}
