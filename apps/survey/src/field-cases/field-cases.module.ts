import { Module } from '@nestjs/common';
import { FieldCasesController, PlanCasesController } from './field-cases.controller.js';
import { FieldCasesService } from './field-cases.service.js';

@Module({ controllers: [PlanCasesController, FieldCasesController], providers: [FieldCasesService] })
export class FieldCasesModule {}
