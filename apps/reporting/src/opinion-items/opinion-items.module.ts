import { Module } from '@nestjs/common';
import { ItemExportService } from './item-export.service.js';
import { OpinionItemsController } from './opinion-items.controller.js';
import { OpinionItemsService } from './opinion-items.service.js';

@Module({ controllers: [OpinionItemsController], providers: [ItemExportService, OpinionItemsService] })
export class OpinionItemsModule {}
