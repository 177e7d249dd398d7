import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { AnalysesController, PlanAnalysesController } from './analyses.controller.js';
import { AnalysesService } from './analyses.service.js';

@Module({
  imports: [VaultModule],
  controllers: [PlanAnalysesController, AnalysesController],
  providers: [AnalysesService],
})
export class EstimatesModule {}
