import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import type { z } from 'zod';
import { trainingFiguresCounted } from '#contracts/conference-events';
import { surveyReleasePublished, surveyReleaseWithdrawn } from '#contracts/survey-events';
import { PeriodResultsService } from './period-results.service.js';

@Controller()
export class PeriodResultsConsumer {
  constructor(private readonly results: PeriodResultsService) {}

  @EventPattern<string>(trainingFiguresCounted.type)
  trainingCounted(
    @Payload({ schema: trainingFiguresCounted.envelope })
    event: z.infer<typeof trainingFiguresCounted.envelope>,
  ) {
    return this.results.keepTraining(event.data, event.sequence);
  }

  @EventPattern<string>(surveyReleasePublished.type)
  surveyReleased(
    @Payload({ schema: surveyReleasePublished.envelope })
    { data }: z.infer<typeof surveyReleasePublished.envelope>,
  ) {
    return this.results.keepRelease(data);
  }

  @EventPattern<string>(surveyReleaseWithdrawn.type)
  surveyWithdrawn(
    @Payload({ schema: surveyReleaseWithdrawn.envelope })
    { data }: z.infer<typeof surveyReleaseWithdrawn.envelope>,
  ) {
    return this.results.withdraw(data);
  }
}
