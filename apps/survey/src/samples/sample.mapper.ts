import type { Sample, SampleCell } from '#contracts/samples';
import type { SampleCellEntity, SampleEntity } from './sample.entity.js';

export const toSample = ({ drawnAt, seed, ...sample }: SampleEntity): Sample => ({
  ...sample,
  seed: Number(seed),
  drawnAt: drawnAt.toISOString(),
});

export const toCell = ({ sampleId: _, ...cell }: SampleCellEntity): SampleCell => cell;
