import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A post that somebody holds or held, recorded by itself; `to` exclusive. */
@Entity('post')
export class PostEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') personId!: string;
  @Column('uuid') organisationId!: string;
  @Column('text') position!: string;
  @Column('date') from!: string;
  @Column('date', { nullable: true }) to!: string | null;
  @Column('integer') version!: number;
}
