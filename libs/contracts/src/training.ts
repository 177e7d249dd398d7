import { z } from 'zod';
import { eventType } from './event.js';
import { listQuery, pageOf } from './list.js';
import { AppointmentLevel, AppointmentRole } from './people.js';
import { code, day, text } from './values.js';

/** Trực tiếp, trực tuyến, bằng văn bản. */
export const Modality = z.enum(['in-person', 'online', 'written']);

/** Phương pháp, bảng hỏi, viết báo cáo, dư luận và tin đồn, đạo đức nghề, xử lý tình huống. */
export const CourseTopic = z.enum([
  'methods',
  'questionnaires',
  'report-writing',
  'opinion-and-rumour',
  'ethics',
  'situations',
  'other',
]);

/** The roles that something is taught to. */
const Audience = z
  .array(AppointmentRole)
  .min(1)
  .refine((roles) => new Set(roles).size === roles.length, 'A role is named twice');

const courseFields = {
  code,
  title: text(300),
  topic: CourseTopic,
  /** What whoever has learnt it can do. */
  objectives: z.array(text(500)).max(20),
  modality: Modality,
  audience: Audience,
  /** How long its certificate is valid; null: it gives none. */
  certificateMonths: z.int().min(1).max(120).nullable(),
};

/** What can be taught; each holding of it is a class. */
export const Course = z.object({ id: z.uuid(), ...courseFields, version: z.int() }).meta({ id: 'Course' });
export type Course = z.infer<typeof Course>;
export const CoursePage = pageOf(Course, 'CoursePage');
export const CourseListQuery = listQuery({ code: 'value', topic: 'value', modality: 'value' });

/** What is written of a course, to create it as well as to change it. */
export const CourseText = z.strictObject(courseFields).meta({ id: 'CourseText' });
export type CourseText = z.infer<typeof CourseText>;

export const ClassState = z.enum(['planned', 'invited', 'held', 'assessed', 'certified', 'cancelled']);

const planFields = {
  courseId: z.uuid(),
  level: AppointmentLevel,
  /** Unit and body of the registry that hold it. */
  areaId: z.uuid(),
  organisationId: z.uuid(),
  startsOn: day,
  /** Inclusive. */
  endsOn: day,
  /** Seats. */
  capacity: z.int().min(1).max(10_000),
};

const seats = z.int().min(0).max(10_000);
const attendanceFields = {
  /** Also those who came without an invitation. */
  invited: seats,
  attended: seats,
};

/** Numbers of people, not who they were: 0 ≤ passed ≤ attended ≤ invited; how many passed is null until it is assessed. */
const Attendance = z.object({ ...attendanceFields, passed: seats.nullable() }).meta({ id: 'Attendance' });
export const HoldClass = z
  .strictObject({ ...attendanceFields, passed: seats.optional().describe('Left out: it is assessed later') })
  .refine(({ attended, invited }) => attended <= invited, {
    path: ['attended'],
    message: 'More attended than were invited',
  })
  .refine(({ passed = 0, attended }) => passed <= attended, {
    path: ['passed'],
    message: 'More passed than attended',
  })
  .meta({ id: 'HoldClass' });
export type HoldClass = z.infer<typeof HoldClass>;

/** One holding of a course. */
export const TrainingClass = z
  .object({
    id: z.uuid(),
    ...planFields,
    /** The class that trained those who teach this one. */
    parentId: z.uuid().nullable(),
    /** Whom it is for: the audience of the course when the class was planned. */
    audience: Audience,
    state: ClassState,
    /** Present when it was held. */
    attendance: Attendance.nullable(),
    cancelReason: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'TrainingClass' });
export type TrainingClass = z.infer<typeof TrainingClass>;
export const TrainingClassPage = pageOf(TrainingClass, 'TrainingClassPage');
export const TrainingClassListQuery = listQuery({
  courseId: 'value',
  level: 'value',
  areaId: 'value',
  organisationId: 'value',
  state: 'value',
  parentId: 'value',
  startsOn: 'range',
});

export const NewTrainingClass = z
  .strictObject({
    ...planFields,
    parentId: z
      .uuid()
      .optional()
      .describe('The class, of a level above, that trained those who teach this one'),
  })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .meta({ id: 'NewTrainingClass' });
export type NewTrainingClass = z.infer<typeof NewTrainingClass>;

/** What may change until a class was held. */
export const RewriteClass = z
  .strictObject({ startsOn: day, endsOn: day, capacity: planFields.capacity })
  .refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'It must not end before it starts',
  })
  .meta({ id: 'RewriteClass' });
export type RewriteClass = z.infer<typeof RewriteClass>;

export const CancelClass = z.strictObject({ reason: text(1000) }).meta({ id: 'CancelClass' });
export type CancelClass = z.infer<typeof CancelClass>;

/** A class was planned, went on to its next state or was cancelled; the facts as they now stand. */
export const trainingClassChanged = eventType(
  'training.class.changed',
  z.object({
    id: z.uuid(),
    ...planFields,
    audience: Audience,
    state: ClassState,
    attendance: Attendance.nullable(),
  }),
);

const cascadeFigures = {
  classes: z.int(),
  held: z.int(),
  /** Seats, not people. */
  attended: z.int(),
  passed: z.int(),
};

/** What a class and all that follow from it came to; cancelled ones are left out. */
export const ClassCascade = z
  .object({
    classId: z.uuid(),
    /** People who passed this class, by its list. */
    trained: z.int(),
    /** Of them, those who teach a class that follows directly from it. */
    teaching: z.int(),
    levels: z.array(z.object({ level: AppointmentLevel, ...cascadeFigures })),
    /** By the unit that holds them, as it was named. */
    units: z.array(z.object({ level: AppointmentLevel, areaId: z.uuid(), ...cascadeFigures })),
    asOf: day,
    /** By the units of that day, each with all below it, in the order of the tree. */
    rolledUp: z.array(
      z.object({
        /** Null for what was held by units that are not known then. */
        areaId: z.uuid().nullable(),
        code: code.nullable(),
        name: z.string().nullable(),
        ...cascadeFigures,
      }),
    ),
  })
  .meta({ id: 'ClassCascade' });
export type ClassCascade = z.infer<typeof ClassCascade>;

export const CascadeQuery = z.strictObject({
  asOf: day.optional().describe('To whose units it is added up; today if left out'),
});
export type CascadeQuery = z.infer<typeof CascadeQuery>;

export const CoverageQuery = z
  .strictObject({
    role: AppointmentRole,
    asOf: day
      .optional()
      .describe('Count appointments in force on this day, and classes over by then; today if left out'),
    since: day
      .optional()
      .describe('Count only classes that ended on or after this day; 24 months before `asOf` if left out'),
  })
  .refine(({ asOf, since }) => asOf === undefined || since === undefined || since <= asOf, {
    path: ['since'],
    message: 'It must not lie after asOf',
  });
export type CoverageQuery = z.infer<typeof CoverageQuery>;

/** How many hold a role at a level, beside the seats of the classes for it that were held at that level. */
const LevelCoverage = z
  .object({
    level: AppointmentLevel,
    /** People in the role on the day. */
    appointed: z.int(),
    classesHeld: z.int(),
    seatsOffered: z.int(),
    /** Seats, not people: someone may have sat in two classes, and a class may be for several roles. */
    seatsTaken: z.int(),
    passed: z.int(),
  })
  .meta({ id: 'LevelCoverage' });

/** Seats held against people appointed, level by level. */
export const Coverage = z
  .object({ role: AppointmentRole, asOf: day, since: day, levels: z.array(LevelCoverage) })
  .meta({ id: 'TrainingCoverage' });
export type Coverage = z.infer<typeof Coverage>;
