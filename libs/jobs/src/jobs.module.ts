import { Module } from '@nestjs/common';
import { Jobs } from './jobs.js';

/** Gives a service's API its {@link Jobs}. */
@Module({ providers: [Jobs], exports: [Jobs] })
export class JobsModule {}
