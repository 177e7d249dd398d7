import type { Area, AreaRow, SuccessionRow } from '#contracts/areas';
import type { ImportOutcome } from '#contracts/import';
import type { EventTransport } from '#messaging/event-transport';
import { startTestService, type TestClient, type TestService } from '#testing/test-service';
import { OIDC_SETTINGS } from '../oidc/oidc.settings.js';
import { registry } from '../registry.service-definition.js';

export const areas = '/v1/registry/areas';

/** The registry, without sign-in through another provider; alone unless it shares a transport with others. */
export const startRegistry = (transport?: EventTransport): Promise<TestService> =>
  startTestService(registry, {
    settings: [{ provide: OIDC_SETTINGS, useValue: null }],
    ...(transport && { transport }),
  });

/** A commune that has always stood. */
export function unit(code: string, changes: Partial<AreaRow> = {}): AreaRow {
  return {
    code,
    name: `Xã ${code}`,
    type: 'commune',
    parentCode: null,
    validFrom: '2020-01-01',
    validTo: null,
    ...changes,
  };
}

/** A province with the communes under it, all valid from the first day on. */
export const provinceWith = (...communes: string[]): AreaRow[] => [
  unit('20', { name: 'Tỉnh Lạng Sơn', type: 'province' }),
  ...communes.map((code) => unit(code, { parentCode: '20' })),
];

/** Imports what must be right. */
export async function importUnits(
  registrar: TestClient,
  rows: readonly AreaRow[],
  successions: readonly SuccessionRow[] = [],
): Promise<ImportOutcome> {
  const { status, body } = await registrar.post(`${areas}/imports`, { areas: rows, successions });
  if (status !== 200 || !body.applied) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** The version of a unit that is valid on a day, today's unless said. */
export async function unitOf(registrar: TestClient, code: string, asOf = '2026-01-01'): Promise<Area> {
  const { body } = await registrar.get(`${areas}?filter[code][eq]=${code}&asOf=${asOf}`);
  if (body.items?.length !== 1) throw new Error(`${code}: ${JSON.stringify(body)}`);
  return body.items[0];
}

/** Every page of a list, one after the other. */
export async function everyPage(client: TestClient, path: string) {
  const items = [];
  for (let next: string | null = ''; next !== null;) {
    const { status, body } = await client.get(`${path}${next && `&cursor=${next}`}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    items.push(...body.items);
    next = body.next;
  }
  return items;
}

/** Nested-set ranges of a unit as a token would carry them now. */
export async function rangesOf(service: TestService, area: { id: string }): Promise<[number, number][]> {
  const nodes = await service.database.query<{ lo: number; hi: number }>(
    'SELECT lo, hi FROM registry.area_node WHERE area_id = $1 ORDER BY lo',
    [area.id],
  );
  return nodes.map(({ lo, hi }) => [lo, hi]);
}
