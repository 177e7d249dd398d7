import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SavedView, SavedViewKind } from '#contracts/saved-views';

/** A question that somebody wants to ask again. */
@Entity('saved_view')
export class SavedViewEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') accountId!: string;
  @Column('text') title!: string;
  @Column('text') kind!: SavedViewKind;
  @Column('jsonb') query!: Record<string, string>;
  @Column('text', { nullable: true }) sharedWith!: SavedView['sharedWith'];
  @Column('integer') version!: number;
  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' }) createdAt!: Date;
}
