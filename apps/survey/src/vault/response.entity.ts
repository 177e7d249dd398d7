import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Answers } from '#contracts/questionnaires';

/** A survey that the vault takes responses for, or has taken. */
@Entity('collection')
export class CollectionEntity {
  @PrimaryColumn('uuid') planId!: string;
  @Column('boolean') open!: boolean;
}

/** How a response came: by an invitation, by an interviewer, by an open poll. */
export type ResponseMode = 'self' | 'interviewer' | 'poll';

/** What was answered, and the cell of the design that it stands for. */
@Entity('response')
export class ResponseEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') planId!: string;
  @Column('uuid') questionnaireId!: string;
  @Column('integer') cell!: number;
  @Column('text') mode!: ResponseMode;
  @Column('boolean') complete!: boolean;
  @Column('smallint', { nullable: true }) minutes!: number | null;
  @Column('jsonb') answers!: Answers;
}
