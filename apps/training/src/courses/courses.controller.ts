import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Course, CourseListQuery, CoursePage, CourseText } from '#contracts/training';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { CoursesService } from './courses.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('courses')
export class CoursesController {
  constructor(private readonly courses: CoursesService) {}

  @Get()
  @Route({ summary: 'List courses', requires: 'course.read', returns: CoursePage })
  list(@Query({ schema: CourseListQuery }) query: z.infer<typeof CourseListQuery>) {
    return this.courses.list(query);
  }

  @Get(':id')
  @Route({ summary: 'Read a course', requires: 'course.read', returns: Course, problems: notFound })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.courses.get(id);
  }

  @Post()
  @Route({
    summary: 'Add a course',
    requires: 'course.write',
    returns: Course,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'] },
  })
  create(@Body({ schema: CourseText }) body: CourseText) {
    return this.courses.create(body);
  }

  @Put(':id')
  @Route({
    summary: 'Rewrite a course',
    requires: 'course.write',
    returns: Course,
    guarded: true,
    problems: { ...notFound, 409: ['resource.conflict'] },
  })
  update(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CourseText }) body: CourseText,
  ) {
    return this.courses.update(id, version, body);
  }
}
