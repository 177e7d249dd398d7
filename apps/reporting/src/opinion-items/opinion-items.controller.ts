import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { type Caller, Calling } from '#auth/requires';
import { FoundItemPage, OpinionItemExportQuery, OpinionItemListQuery } from '#contracts/opinion-items';
import { sheetTypes } from '#documents/sheets';
import { Route } from '#service-kit/route';
import { ItemExportService } from './item-export.service.js';
import { OpinionItemsService } from './opinion-items.service.js';

@Controller('opinion-items')
export class OpinionItemsController {
  constructor(
    private readonly items: OpinionItemsService,
    private readonly exports: ItemExportService,
  ) {}

  @Get()
  @Route({
    summary: 'Search the items of opinion reports within reach',
    description: 'Those of the newest reports come first. `highlights` says where the words stand.',
    requires: 'opinion-report.read',
    returns: FoundItemPage,
  })
  list(
    @Query({ schema: OpinionItemListQuery }) query: z.infer<typeof OpinionItemListQuery>,
    @Calling() caller: Caller,
  ) {
    return this.items.list(query, caller);
  }

  @Get('export.csv')
  @Header('content-disposition', 'attachment; filename="luong-y-kien.csv"')
  @Route({
    summary: 'Fetch all items of a search as a table',
    description: 'The rows come as fast as they are taken, all as of the moment of the request.',
    requires: 'opinion-report.read',
    produces: sheetTypes.csv,
  })
  async csv(
    @Query({ schema: OpinionItemExportQuery }) query: z.infer<typeof OpinionItemExportQuery>,
    @Calling() caller: Caller,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.csv(query, caller), { type: sheetTypes.csv });
  }
}
