import { Module } from '@nestjs/common';
import { AllowancesController, AllowanceSheetsController } from './allowance-sheets.controller.js';
import { AllowanceSheetsService } from './allowance-sheets.service.js';

@Module({
  controllers: [AllowanceSheetsController, AllowancesController],
  providers: [AllowanceSheetsService],
})
export class AllowancesModule {}
