import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { appointmentRecorded } from '#contracts/people';
import type { Course, CourseText, HoldClass, NewTrainingClass, TrainingClass } from '#contracts/training';
import { ifMatch, type TestClient } from '#testing/test-service';

export const courses = '/v1/training/courses';
export const classes = '/v1/training/classes';

let number = 0;

/** A course that can be added as it is. */
export function courseText(changes: Partial<CourseText> = {}): CourseText {
  number += 1;
  return {
    code: `TH-${number}`,
    title: 'Phương pháp phỏng vấn',
    topic: 'methods',
    objectives: ['Đặt câu hỏi không dẫn dắt'],
    modality: 'in-person',
    audience: ['interviewer'],
    certificateMonths: 24,
    ...changes,
  };
}

/** A class of the course, over long ago. */
export function classText(course: { id: string }, changes: Partial<NewTrainingClass> = {}): NewTrainingClass {
  return {
    courseId: course.id,
    level: 'province',
    areaId: '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e01',
    organisationId: '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e02',
    startsOn: '2025-03-03',
    endsOn: '2025-03-05',
    capacity: 40,
    ...changes,
  };
}

export async function added(editor: TestClient, changes: Partial<CourseText> = {}): Promise<Course> {
  return made(await editor.post(courses, courseText(changes)));
}

export async function planned(
  editor: TestClient,
  changes: Partial<NewTrainingClass> = {},
  course?: Course,
): Promise<TrainingClass> {
  return made(await editor.post(classes, classText(course ?? (await added(editor)), changes)));
}

export async function held(
  editor: TestClient,
  plan: TrainingClass,
  attendance: HoldClass,
): Promise<TrainingClass> {
  return made(await editor.post(`${classes}/${plan.id}/hold`, attendance, ifMatch(plan)));
}

function made({ status, body }: Awaited<ReturnType<TestClient['post']>>) {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

type AppointmentFacts = z.input<typeof appointmentRecorded.data>;

/** What the registry tells of an appointment. */
export function appointment(changes: Partial<AppointmentFacts> = {}, version = 1) {
  const facts: AppointmentFacts = {
    id: randomUUID(),
    personId: randomUUID(),
    role: 'interviewer',
    level: 'province',
    organisationId: randomUUID(),
    areaId: randomUUID(),
    from: '2024-01-01',
    to: null,
    state: 'appointed',
    ...changes,
  };
  return appointmentRecorded.of(facts.id, version, facts);
}
