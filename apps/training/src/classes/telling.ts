import type { z } from 'zod';
import { classTold } from '#contracts/participants';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { CourseEntity } from '../courses/course.entity.js';
import type { TrainingClassEntity } from './class.entity.js';

/** What is told of a class. */
export type Told = Pick<TrainingClassEntity, 'id' | 'courseId' | 'startsOn' | 'endsOn' | 'version'>;

/** Tells people of a class, who read it as a notice. */
export async function tell(
  unit: UnitOfWork,
  { id, courseId, startsOn, endsOn, version }: Told,
  personIds: string[],
  what: z.infer<typeof classTold.data>['what'],
): Promise<void> {
  if (personIds.length === 0) return;
  const { title } = await unit.manager.findOneByOrFail(CourseEntity, { id: courseId });
  const facts = { classId: id, personIds, courseTitle: title, startsOn, endsOn, what };
  unit.publish(classTold.of(id, version, facts));
}
