import { runService } from '#service-kit/run-service';
import { survey } from './survey.service-definition.js';

await runService(survey);
