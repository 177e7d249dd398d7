import { Body, Controller, Get, Header, Param, Post, StreamableFile } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import {
  NewSurveyMicrodata,
  SurveyMicrodata,
  SurveyMicrodataApproval,
  SurveyMicrodataList,
} from '#contracts/survey-microdata';
import { IdParam } from '#contracts/values';
import { sheetTypes } from '#documents/sheets';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import type { z } from 'zod';
import { MicrodataService } from './microdata.service.js';

const notFound = { 404: ['resource.not-found'] };

@Controller('releases/:id/microdata')
export class ReleaseMicrodataController {
  constructor(private readonly microdata: MicrodataService) {}

  @Get()
  @Route({
    summary: 'List the files of de-identified answers of a release',
    requires: 'survey-release.read',
    returns: SurveyMicrodataList,
    problems: notFound,
  })
  list(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.microdata.list(id, caller);
  }

  @Post()
  @Route({
    summary: 'Draw up de-identified answers to some variables of a published release',
    description:
      'Only where every row is shared by as many people as the analysis shows at least, and where no group whom others ' +
      'may know has answered alike; otherwise what stands in the way is named.',
    requires: 'survey-release.write',
    returns: SurveyMicrodata,
    status: 201,
    guarded: true,
    repeatable: true,
    problems: {
      ...notFound,
      409: ['survey-release.wrong-state'],
      422: ['microdata.no-variable', 'microdata.disclosure'],
    },
  })
  create(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewSurveyMicrodata }) body: NewSurveyMicrodata,
    @Calling() caller: Caller,
  ) {
    return this.microdata.create({ id, version }, body, caller);
  }
}

@Controller('microdata')
export class MicrodataController {
  constructor(private readonly microdata: MicrodataService) {}

  @Post(':id/approve')
  @Route({
    summary: 'Publish exactly this file of de-identified answers',
    requires: 'survey-release.approve',
    returns: SurveyMicrodata,
    guarded: true,
    repeatable: true,
    problems: {
      ...notFound,
      409: [
        'microdata.wrong-state',
        'microdata.content-changed',
        'microdata.another',
        'survey-release.wrong-state',
      ],
    },
  })
  approve(
    @Param('id', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: SurveyMicrodataApproval }) { contentHash }: z.infer<typeof SurveyMicrodataApproval>,
    @Calling() caller: Caller,
  ) {
    return this.microdata.approve(id, version, contentHash, caller);
  }

  @Get(':id/file.csv')
  @Header('content-disposition', 'attachment; filename="vi-du-lieu.csv"')
  @Route({
    summary: 'Fetch a file of de-identified answers',
    requires: 'survey-release.read',
    produces: sheetTypes.csv,
    problems: notFound,
  })
  async file(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return new StreamableFile(await this.microdata.file(id, caller), { type: sheetTypes.csv });
  }
}
