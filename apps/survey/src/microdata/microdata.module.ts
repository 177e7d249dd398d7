import { Module } from '@nestjs/common';
import { ReleasesModule } from '../releases/releases.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { MicrodataController, ReleaseMicrodataController } from './microdata.controller.js';
import { MicrodataService } from './microdata.service.js';

@Module({
  imports: [ReleasesModule, VaultModule],
  controllers: [ReleaseMicrodataController, MicrodataController],
  providers: [MicrodataService],
})
export class MicrodataModule {}
