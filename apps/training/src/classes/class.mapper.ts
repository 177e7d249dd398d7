import type { TrainingClass } from '#contracts/training';
import type { TrainingClassEntity } from './class.entity.js';

export function toClass({ invited, attended, passed, ...rest }: TrainingClassEntity): TrainingClass {
  const held = invited !== null && attended !== null;
  return { ...rest, attendance: held ? { invited, attended, passed } : null };
}
