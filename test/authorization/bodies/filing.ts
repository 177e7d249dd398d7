import type { Bodies } from './subject.js';

export const filingBodies: Bodies = {
  'reporting.codes.change': ({ number }) => ({
    effective: '2026-01-01',
    dryRun: true,
    changes: [{ kind: 'create', code: `linh-vuc-${number}`, name: `Lĩnh vực ${number}`, position: number }],
  }),
  'reporting.opinionStreams.create': ({ cast }) => ({ itemIds: cast.looseItems }),
  'reporting.opinionStreams.join': ({ cast }) => ({ itemIds: [cast.items['below the area']] }),
  'reporting.opinionStreams.separate': ({ cast }) => ({ itemIds: [cast.items['below the area']] }),
};
