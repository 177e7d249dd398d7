import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A document that came with an opinion report, under the hash of its content. */
@Entity('opinion_attachment')
export class OpinionAttachmentEntity {
  @PrimaryColumn('uuid') reportId!: string;
  @PrimaryColumn('text') sha256!: string;
  @Column('text') mediaType!: string;
  @Column('integer') size!: number;
  @Column({ type: 'bytea', select: false }) content!: Buffer;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) addedAt!: Date;
}
