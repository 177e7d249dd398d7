import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Material } from '#contracts/materials';

@Entity('material_file')
export class MaterialFileEntity {
  @PrimaryColumn('text') sha256!: string;
  @Column('text') mediaType!: string;
  @Column('integer') size!: number;
  @Column('bytea', { select: false }) content!: Buffer;
}

@Entity('material')
export class MaterialEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') courseId!: string;
  @Column('integer') courseVersion!: number;
  @Column('text') title!: string;
  @Column('text') kind!: Material['kind'];
  @Column('text', { nullable: true }) sha256!: string | null;
  @Column('text', { nullable: true }) link!: string | null;
  @Column('text', { nullable: true }) body!: string | null;
  @Column('uuid', { nullable: true }) replacesId!: string | null;
  @Column('boolean') withdrawn!: boolean;
  @Column('integer') version!: number;
}

/** Somebody has opened a material. */
@Entity('material_opening')
export class MaterialOpeningEntity {
  @PrimaryColumn('uuid') materialId!: string;
  @PrimaryColumn('uuid') personId!: string;
  @Column('date') openedOn!: string;
}
