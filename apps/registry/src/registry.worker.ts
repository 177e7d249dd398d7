import { Module } from '@nestjs/common';
import { RetentionProcessor } from './data-protection/retention.processor.js';

/** What the worker runs for this service. */
@Module({ providers: [RetentionProcessor] })
export class RegistryWorker {}
