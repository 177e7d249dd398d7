import type { ServiceName } from '#service-kit/service-names';
import { startTestService, type TestService } from '#testing/test-service';
import { OIDC_SETTINGS } from '../../apps/registry/src/oidc/oidc.settings.js';
import { WEBHOOK_SETTINGS } from '../../apps/registry/src/webhooks/webhook.settings.js';
import { services } from '../../apps/standalone/src/services.js';
import { type Cast, newCast, type Row } from './cast.js';
import { registryRows } from './rows/registry.js';
import { reportingRows } from './rows/reporting.js';
import { surveyRows } from './rows/survey.js';
import { trainingRows } from './rows/training.js';

/** The four services with the same people and units in them. */
export interface World {
  services: Record<ServiceName, TestService>;
  cast: Cast;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const cast = newCast();
  const settings = [
    { provide: WEBHOOK_SETTINGS, useValue: { privateTargets: true } },
    {
      provide: OIDC_SETTINGS,
      useValue: {
        issuer: 'http://127.0.0.1:9',
        clientId: 'langnghe',
        clientSecret: 'not-used',
        redirectUri: 'http://127.0.0.1:9/back',
      },
    },
  ];
  const running = await Promise.all(
    services.map(async (definition) => {
      const silent = {
        logLevel: 'silent',
        settings: definition.name === 'registry' ? settings : [],
      } as const;
      const service = await startTestService(definition, silent);
      for (const [table, rows] of [
        ...foundationRows(cast),
        ...Object.entries(rowsOf[definition.name](cast)),
      ]) {
        for (const row of rows) await insert(service, `${definition.database.schema}.${table}`, row);
      }
      return [definition.name, service] as const;
    }),
  );
  return {
    services: Object.fromEntries(running) as World['services'],
    cast,
    close: async () => void (await Promise.all(running.map(([, service]) => service.close()))),
  };
}

async function insert({ database }: TestService, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row).map((column) => `"${column}"`);
  const values = columns.map((_, index) => `$${index + 1}`);
  await database.query(
    `INSERT INTO ${table} (${columns.join()}) VALUES (${values.join()})`,
    Object.values(row),
  );
}

const foundationRows = ({ job, letter }: Cast): [string, Row[]][] => [
  [
    'job',
    [
      {
        id: job,
        queue: 'test',
        data: '{}',
        state: 'completed',
        progress: 100,
        requested_by: 'x',
        finished_at: new Date(),
      },
    ],
  ],
  ['dead_letter', [{ id: letter, body: '{}', reason: 'unreadable', attempts: 1, replayed_at: new Date() }]],
];

const rowsOf: Record<ServiceName, (cast: Cast) => Record<string, Row[]>> = {
  registry: registryRows,
  reporting: reportingRows,
  survey: surveyRows,
  training: trainingRows,
};
