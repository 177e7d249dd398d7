import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That the guidance of a class that is held in writing was sent, and what. */
@Entity('sent_guidance')
export class SentGuidanceEntity {
  @PrimaryColumn('uuid') classId!: string;
  @Column('date') sentOn!: string;
  @Column('uuid', { array: true }) materialIds!: string[];
}

/** What somebody asked about it, and what the office answered. */
@Entity('guidance_question')
export class GuidanceQuestionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') classId!: string;
  @Column('uuid') personId!: string;
  @Column('text') text!: string;
  @Column('date') askedOn!: string;
  @Column('text', { nullable: true }) answer!: string | null;
  @Column('date', { nullable: true }) answeredOn!: string | null;
  @Column('integer') version!: number;
}
