import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The key that signs the tickets of a cell; it goes when fieldwork closes. */
@Entity('ticket_key')
export class TicketKeyEntity {
  @PrimaryColumn('uuid') planId!: string;
  @PrimaryColumn('integer') cell!: number;
  @Column('text') privateKey!: string;
  @Column('text') publicKey!: string;
}

/** Some of the invitations of a cell, and which of them were exchanged: for each 8 bytes, zero where it was not. */
@Entity('invitation_part')
export class InvitationPartEntity {
  @PrimaryColumn('uuid') planId!: string;
  @PrimaryColumn('integer') cell!: number;
  @PrimaryColumn('integer') part!: number;
  @Column('bytea') exchanged!: Buffer;
}

/** An invitation by the hash of its token. */
@Entity('invitation')
export class InvitationEntity {
  @PrimaryColumn('bytea') tokenHash!: Buffer;
  @Column('uuid') planId!: string;
  @Column('integer') cell!: number;
  @Column('integer') part!: number;
  @Column('integer') slot!: number;
}
