import { runService } from '#service-kit/run-service';
import { FirstAdministrator } from './accounts/first-administrator.js';

import { registry } from './registry.service-definition.js';

await runService(registry, {
  afterStart: async (app, settings) => {
    const created = await app.get(FirstAdministrator).ensure(settings.LANGNGHE_ADMIN_PASSWORD);
    // Shown this once, and only when it was made here: it is stored only as a hash.
    if (created && settings.LANGNGHE_ADMIN_PASSWORD === undefined) {
      process.stdout.write(`First administrator: ${created.username} / ${created.password}\n`);
    }
  },
});
