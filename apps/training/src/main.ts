import { runService } from '#service-kit/run-service';
import { training } from './training.service-definition.js';

await runService(training);
