import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { CourseTopic } from './training.js';
import { code, day } from './values.js';

const about = {
  courseId: z
    .uuid()
    .optional()
    .describe('What they should be trained in: those who are appointed to its audience'),
  topic: CourseTopic.optional().describe('Instead: any one course on this topic that is for their role'),
  asOf: day
    .optional()
    .describe('Appointments in force, and units as they were, on this day; today if left out'),
  since: day
    .optional()
    .describe(
      'Of a course without certificates, classes since this day; 24 months before `asOf` if left out',
    ),
  under: z.uuid().optional().describe('Only this unit and those below it'),
};

interface Asked {
  courseId?: string | undefined;
  topic?: string | undefined;
  asOf?: string | undefined;
  since?: string | undefined;
}
const inOrder = { path: ['since'], message: 'It must not lie after asOf' };
const sinceBeforeAsOf = ({ asOf, since }: Asked) =>
  asOf === undefined || since === undefined || since <= asOf;
const ofOne = { path: ['courseId'], message: 'Ask for a course or for a topic' };
const courseOrTopic = ({ courseId, topic }: Asked) => (courseId === undefined) !== (topic === undefined);

export const UnitCoverageQuery = z
  .strictObject(about)
  .refine(sinceBeforeAsOf, inOrder)
  .refine(courseOrTopic, ofOne);
export type UnitCoverageQuery = z.infer<typeof UnitCoverageQuery>;

/** People of a unit and of all below it. */
const coveredFields = {
  appointed: z.int(),
  /** Of them, those who hold a certificate of the course on the day; where it gives none, whoever came to a class of it. */
  trained: z.int(),
};

const CoveredUnit = z
  .object({
    /** The unit as it was on the day; null for those whose unit then is not known. */
    areaId: z.uuid().nullable(),
    code: code.nullable(),
    name: z.string().nullable(),
    ...coveredFields,
  })
  .meta({ id: 'CoveredUnit' });

/** How many of those appointed are trained in a course or on a topic, unit by unit within the caller's reach; in the order of the tree. */
export const UnitCoverage = z
  .object({
    courseId: z.uuid().nullable(),
    topic: CourseTopic.nullable(),
    asOf: day,
    since: day,
    units: z.array(CoveredUnit),
  })
  .meta({ id: 'UnitCoverage' });
export type UnitCoverage = z.infer<typeof UnitCoverage>;

export const CoverageGapListQuery = listQuery(
  { personId: 'value', role: 'value', level: 'value', areaId: 'value' },
  about,
)
  .refine(sinceBeforeAsOf, inOrder)
  .refine(courseOrTopic, ofOne);

/** Somebody who is appointed to the audience of a course, or of one on the topic, and not trained in any such. */
export const CoverageGap = z
  .object({
    /** Of the appointment. */
    id: z.uuid(),
    personId: z.uuid(),
    role: AppointmentRole,
    level: AppointmentLevel,
    /** As the appointment names it; null where that is not known here. */
    areaId: z.uuid().nullable(),
  })
  .meta({ id: 'CoverageGap' });
export type CoverageGap = z.infer<typeof CoverageGap>;
export const CoverageGapPage = pageOf(CoverageGap, 'CoverageGapPage');
