import { Module } from '@nestjs/common';
import { CourseMaterialsController, MaterialsController } from './materials.controller.js';
import { MaterialsService } from './materials.service.js';

@Module({
  controllers: [CourseMaterialsController, MaterialsController],
  providers: [MaterialsService],
})
export class MaterialsModule {}
