import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import type { z } from 'zod';
import {
  CancelClass,
  CascadeQuery,
  ClassCascade,
  HoldClass,
  NewTrainingClass,
  RewriteClass,
  TrainingClass,
  TrainingClassListQuery,
  TrainingClassPage,
} from '#contracts/training';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { ClassesService } from './classes.service.js';

const change = { requires: 'class.write', returns: TrainingClass, guarded: true, repeatable: true } as const;
const wrongState = { 404: ['resource.not-found'], 409: ['class.not-planned'] };

@Controller('classes')
export class ClassesController {
  constructor(private readonly classes: ClassesService) {}

  @Get()
  @Route({ summary: 'List classes, latest first', requires: 'class.read', returns: TrainingClassPage })
  list(@Query({ schema: TrainingClassListQuery }) query: z.infer<typeof TrainingClassListQuery>) {
    return this.classes.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read a class',
    requires: 'class.read',
    returns: TrainingClass,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.classes.get(id);
  }

  @Get(':id/cascade')
  @Route({
    summary: 'What a class and those that follow from it came to, by level and unit',
    requires: 'class.read',
    returns: ClassCascade,
    problems: { 404: ['resource.not-found'] },
  })
  cascade(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: CascadeQuery }) query: CascadeQuery,
  ) {
    return this.classes.cascade(id, query);
  }

  @Post()
  @Route({
    summary: 'Plan a class',
    requires: 'class.write',
    returns: TrainingClass,
    status: 201,
    repeatable: true,
    problems: { 422: ['class.no-course', 'class.no-parent', 'class.not-below'] },
  })
  plan(@Body({ schema: NewTrainingClass }) body: NewTrainingClass) {
    return this.classes.plan(body);
  }

  @Put(':id')
  @Route({
    summary: 'Change the days and the seats of a class that was not held',
    description:
      'Sessions move with its first day. Whoever waits gets a seat that was added; those concerned are told.',
    requires: 'class.write',
    returns: TrainingClass,
    guarded: true,
    problems: { ...wrongState, 422: ['class.session-outside', 'class.over-capacity'] },
  })
  rewrite(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: RewriteClass }) body: RewriteClass,
  ) {
    return this.classes.rewrite(id, version, body);
  }

  @Post(':id/hold')
  @Route({
    summary: 'Record that a class was held, and how many came',
    ...change,
    problems: { ...wrongState, 422: ['class.not-over', 'class.over-capacity'] },
  })
  hold(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: HoldClass }) body: HoldClass,
  ) {
    return this.classes.hold(id, version, body);
  }

  @Post(':id/cancel')
  @Route({ summary: 'Cancel a planned class', ...change, problems: wrongState })
  cancel(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: CancelClass }) body: CancelClass,
  ) {
    return this.classes.cancel(id, version, body);
  }
}
