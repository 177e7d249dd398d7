import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { opinionReportChanged } from '#contracts/opinion';
import { periodOpened } from '#contracts/periods';
import { PersonRecordsService } from './person-records.service.js';

/** Keeps of reporting's facts what a person's record shows. */
@Controller()
export class PersonRecordsConsumer {
  constructor(private readonly records: PersonRecordsService) {}

  @EventPattern<string>(periodOpened.type)
  periodOpened(@Payload({ schema: periodOpened.envelope }) { data }: z.infer<typeof periodOpened.envelope>) {
    return this.records.keepPeriod(data);
  }

  @EventPattern<string>(opinionReportChanged.type)
  reportChanged(
    @Payload({ schema: opinionReportChanged.envelope }) event: z.infer<typeof opinionReportChanged.envelope>,
  ) {
    return this.records.keepReport(event.data, event.sequence);
  }
}
