import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { BaseSalary, BaseSalaryListQuery, BaseSalaryPage, NewBaseSalary } from '#contracts/base-salary';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { BaseSalariesService } from './base-salaries.service.js';

@Controller('base-salaries')
export class BaseSalariesController {
  constructor(private readonly salaries: BaseSalariesService) {}

  @Get()
  @Route({
    summary: 'List the base salary by the day it holds from',
    requires: 'base-salary.read',
    returns: BaseSalaryPage,
  })
  list(@Query({ schema: BaseSalaryListQuery }) query: z.infer<typeof BaseSalaryListQuery>) {
    return this.salaries.list(query);
  }

  @Get(':id')
  @Route({
    summary: 'Read one value of the base salary',
    requires: 'base-salary.read',
    returns: BaseSalary,
    problems: { 404: ['resource.not-found'] },
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.salaries.get(id);
  }

  @Post()
  @Route({
    summary: 'Record the base salary from a day on',
    description:
      'With a `correction` it takes the place of the one of that day, and may reach back into approved months: what differs comes with the next allowance sheet.',
    requires: 'base-salary.write',
    returns: BaseSalary,
    status: 201,
    repeatable: true,
    problems: { 409: ['base-salary.in-use'] },
  })
  record(@Body({ schema: NewBaseSalary }) body: NewBaseSalary) {
    return this.salaries.record(body);
  }
}
