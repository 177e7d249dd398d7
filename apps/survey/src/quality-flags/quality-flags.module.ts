import { Module } from '@nestjs/common';
import { ResponsesModule } from '../responses/responses.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { PlanQualityController, QualityFlagsController } from './quality-flags.controller.js';
import { QualityFlagsService } from './quality-flags.service.js';

@Module({
  imports: [ResponsesModule, VaultModule],
  controllers: [PlanQualityController, QualityFlagsController],
  providers: [QualityFlagsService],
})
export class QualityFlagsModule {}
