import { Body, Controller, Get, Header, Param, Post, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import {
  AllowanceCalculationQuery,
  AllowanceContent,
  AllowanceListQuery,
  AllowancePage,
  AllowanceSheet,
  AllowanceSheetListQuery,
  AllowanceSheetPage,
  ApproveAllowanceSheet,
  month,
  NewAllowanceSheet,
} from '#contracts/allowances';
import { IdParam } from '#contracts/values';
import { sheetTypes } from '#documents/sheets';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { AllowanceSheetsService } from './allowance-sheets.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('allowance-sheets')
export class AllowanceSheetsController {
  constructor(private readonly sheets: AllowanceSheetsService) {}

  @Get()
  @Route({
    summary: 'List the allowance sheets, newest month first',
    requires: 'allowance-sheet.read',
    returns: AllowanceSheetPage,
  })
  list(@Query({ schema: AllowanceSheetListQuery }) query: z.infer<typeof AllowanceSheetListQuery>) {
    return this.sheets.list(query);
  }

  @Get('calculations/:month')
  @Route({
    summary: 'Calculate the allowances of a month without storing them',
    description:
      'Each calendar day counts coefficient × base salary of the day ÷ days of the month; a sum is rounded once to the dong. ' +
      'With `asOf` by what had been recorded until the end of that day.',
    requires: 'allowance-sheet.read',
    returns: AllowanceContent,
    problems: { 422: ['allowance.no-base-salary'] },
  })
  calculate(
    @Param('month', { schema: month }) of: string,
    @Query({ schema: AllowanceCalculationQuery }) { asOf }: z.infer<typeof AllowanceCalculationQuery>,
  ) {
    return this.sheets.calculation(of, asOf);
  }

  @Get(':id')
  @Route({
    summary: 'Read an allowance sheet',
    requires: 'allowance-sheet.read',
    returns: AllowanceSheet,
    problems: notFound,
  })
  get(@Param('id', { schema: IdParam }) id: string) {
    return this.sheets.get(id);
  }

  @Get(':id/sheet.xlsx')
  @Header('content-disposition', 'attachment; filename="phu-cap.xlsx"')
  @Route({
    summary: 'Fetch an allowance sheet as a workbook',
    requires: 'allowance-sheet.read',
    produces: sheetTypes.xlsx,
    problems: notFound,
  })
  async xlsx(@Param('id', { schema: IdParam }) id: string): Promise<StreamableFile> {
    return new StreamableFile(await this.sheets.file(id), { type: sheetTypes.xlsx });
  }

  @Post()
  @Route({
    summary: 'Draw up the allowance sheet of a month',
    description: 'What approved months should have been by what is known now comes with it as differences.',
    requires: 'allowance-sheet.write',
    returns: AllowanceSheet,
    status: 201,
    repeatable: true,
    problems: { 409: ['resource.conflict'], 422: ['allowance.no-base-salary'] },
  })
  draw(@Body({ schema: NewAllowanceSheet }) body: NewAllowanceSheet) {
    return this.sheets.draw(body);
  }

  @Post(':id/redraw')
  @Route({
    summary: 'Draw up a draft anew',
    requires: 'allowance-sheet.write',
    returns: AllowanceSheet,
    guarded: true,
    problems: {
      ...notFound,
      409: ['allowance-sheet.approved'],
      422: ['allowance.no-base-salary'],
    },
  })
  redraw(@Param('id', { schema: IdParam }) id: string, @IfMatch() version: number) {
    return this.sheets.redraw(id, version);
  }

  @Post(':id/approve')
  @Route({
    summary: 'Approve exactly this sheet and freeze it',
    requires: 'allowance-sheet.approve',
    returns: AllowanceSheet,
    guarded: true,
    problems: {
      ...notFound,
      403: ['auth.second-factor-required'],
      409: ['allowance-sheet.approved', 'allowance-sheet.content-changed'],
      422: ['allowance.no-base-salary'],
    },
  })
  approve(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: ApproveAllowanceSheet }) body: ApproveAllowanceSheet,
    @Calling() caller: Caller,
  ) {
    return this.sheets.approve(id, version, body, caller);
  }
}

@Controller('allowances')
export class AllowancesController {
  constructor(private readonly sheets: AllowanceSheetsService) {}

  @Get()
  @Route({
    summary: 'List approved allowances: one’s own, or for the office everyone’s',
    requires: 'allowance.read',
    returns: AllowancePage,
  })
  list(
    @Query({ schema: AllowanceListQuery }) query: z.infer<typeof AllowanceListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.sheets.allowances(query, caller);
  }
}
