import { readFileSync, writeFileSync } from 'node:fs';
import { runProcess } from '#service-kit/process';
import { mergeDocuments } from '#service-kit/openapi';
import { serviceDocument } from '#service-kit/service';
import { registry } from '../../registry/src/registry.service-definition.js';
import { reporting } from '../../reporting/src/reporting.service-definition.js';
import { survey } from '../../survey/src/survey.service-definition.js';
import { training } from '../../training/src/training.service-definition.js';
import { documentPath } from './document.js';

/** Writes openapi.json from the code; with `--check` it only says whether the committed one is still true. */
await runProcess(async () => {
  const documents = await Promise.all([registry, reporting, survey, training].map(serviceDocument));
  const info = {
    title: 'Lắng Nghe',
    version: '0.1.0',
    description:
      'The back office of a provincial public-opinion office. Opinion is aggregate statistics: no route, field or figure ' +
      'ties an opinion to a person who holds it, and every figure passes one release gate.',
    license: { name: 'AGPL-3.0-or-later', url: 'https://www.gnu.org/licenses/agpl-3.0.html' },
  };
  const text = `${JSON.stringify(mergeDocuments(documents, info as never), null, 2)}\n`;
  const path = documentPath();
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    return;
  }
  if (readFileSync(path, 'utf8') !== text) {
    process.stderr.write('openapi.json is not what the code says; run `npm run openapi` and commit it\n');
    process.exit(1);
  }
});
