import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Repository } from 'typeorm';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { Problem } from '#contracts/problem';
import type { Course, CourseListQuery, CourseText } from '#contracts/training';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { CourseEntity } from './course.entity.js';

@Injectable()
export class CoursesService {
  constructor(private readonly transactions: Transactions) {}

  private get courses(): Repository<CourseEntity> {
    return this.transactions.manager.getRepository(CourseEntity);
  }

  async list(query: z.infer<typeof CourseListQuery>): Promise<Page<Course>> {
    return readPage(
      this.courses.createQueryBuilder('course'),
      query,
      {
        fields: { code: 'course.code', topic: 'course.topic', modality: 'course.modality' },
        sort: { expression: 'course.code', of: (course) => course.code },
        id: { expression: 'course.id', of: (course) => course.id },
      },
      (course) => course,
    );
  }

  async get(id: string): Promise<Course> {
    const course = await this.courses.findOneBy({ id });
    if (!course) throw Problem.of('resource.not-found');
    return course;
  }

  async create(input: CourseText): Promise<Course> {
    return this.transactions.run(async (unit) => {
      const course: CourseEntity = { id: randomUUID(), ...input, version: 1 };
      await unit.manager.insert(CourseEntity, course);
      unit.audit({ action: 'course.create', entity: `course:${course.id}`, details: { code: course.code } });
      return course;
    });
  }

  /** Rewrites a course; classes that are planned already keep the audience they were planned for. */
  async update(id: string, version: number, input: CourseText): Promise<Course> {
    return this.transactions.run(async (unit) => {
      const course = await lockRow(unit, CourseEntity, id, version);
      Object.assign(course, input, { version: version + 1 });
      await unit.manager.save(course);
      unit.audit({
        action: 'course.update',
        entity: `course:${id}`,
        details: { code: course.code, version: course.version },
      });
      return course;
    });
  }
}
