import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { FieldService } from './field.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

@Module({
  controllers: [PlansController],
  imports: [VaultModule],
  providers: [PlansService, FieldService],
})
export class PlansModule {}
