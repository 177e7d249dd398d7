import { Module } from '@nestjs/common';
import { ReferenceConsumer } from './reference.consumer.js';
import { ReferenceService } from './reference.service.js';

@Module({ controllers: [ReferenceConsumer], providers: [ReferenceService] })
export class ReferenceModule {}
