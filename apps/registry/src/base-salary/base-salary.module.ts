import { Module } from '@nestjs/common';
import { BaseSalariesController } from './base-salaries.controller.js';
import { BaseSalariesService } from './base-salaries.service.js';

@Module({ controllers: [BaseSalariesController], providers: [BaseSalariesService] })
export class BaseSalaryModule {}
