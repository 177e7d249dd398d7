import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { ReleaseFilesController } from './release-files.controller.js';
import { ReleaseFilesService } from './release-files.service.js';
import { PlanReleasesController, ReleasesController } from './releases.controller.js';
import { ReleasesService } from './releases.service.js';

@Module({
  imports: [VaultModule],
  controllers: [PlanReleasesController, ReleasesController, ReleaseFilesController],
  providers: [ReleasesService, ReleaseFilesService],
})
export class ReleasesModule {}
