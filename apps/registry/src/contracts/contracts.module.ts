import { Module } from '@nestjs/common';
import { ConferenceSigningsConsumer } from './conference-signings.consumer.js';
import { ConferenceSigningsService } from './conference-signings.service.js';
import { ContractDocumentsService } from './contract-documents.service.js';
import { ContractSigningsController } from './contract-signings.controller.js';
import { ContractSigningsService } from './contract-signings.service.js';
import { ContractTemplatesController } from './contract-templates.controller.js';
import { ContractTemplatesService } from './contract-templates.service.js';
import { ContractsController } from './contracts.controller.js';
import { ContractsService } from './contracts.service.js';

@Module({
  controllers: [
    ContractTemplatesController,
    ContractsController,
    ContractSigningsController,
    ConferenceSigningsConsumer,
  ],
  providers: [
    ContractTemplatesService,
    ContractsService,
    ContractSigningsService,
    ConferenceSigningsService,
    ContractDocumentsService,
  ],
})
export class ContractsModule {}
