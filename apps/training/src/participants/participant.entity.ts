import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Participant } from '#contracts/participants';

/** Somebody who was invited to a class; whether they came is known once it was held with a list. */
@Entity('class_participant')
export class ParticipantEntity {
  @PrimaryColumn('uuid') classId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @Column('text') reason!: string;
  @Column('text', { nullable: true }) reply!: Participant['reply'];
  @Column('text', { nullable: true }) replyReason!: string | null;
  /** Among the replies to the class. */
  @Column('integer', { nullable: true }) replyOrder!: number | null;
  @Column('integer') daysPresent!: number;
  /** When they said that they have read what was sent, of a class that is held in writing. */
  @Column('date', { nullable: true }) readOn!: string | null;
  @Column('boolean', { nullable: true }) attended!: boolean | null;
  @Column('boolean', { nullable: true }) passed!: boolean | null;
  @Column('integer') version!: number;
}
