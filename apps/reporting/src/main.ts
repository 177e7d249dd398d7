import { runService } from '#service-kit/run-service';
import { reporting } from './reporting.service-definition.js';

await runService(reporting);
