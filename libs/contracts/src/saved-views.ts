import { z } from 'zod';
import { SalienceQuery, TendencyQuery } from './dashboards.js';
import { listQuery, pageOf } from './list.js';
import { OpinionReportListQuery } from './opinion.js';
import { OpinionItemListQuery } from './opinion-items.js';
import { type Permission, Role, ruleOf } from './permissions.js';
import { text } from './values.js';

/** What can be asked again: which query it is, and what its route requires. */
const kinds = {
  'opinion-items': { query: OpinionItemListQuery, requires: 'opinion-report.read' },
  'opinion-reports': { query: OpinionReportListQuery, requires: 'opinion-report.read' },
  salience: { query: SalienceQuery, requires: 'aggregate-report.read' },
  tendency: { query: TendencyQuery, requires: 'aggregate-report.read' },
} as const satisfies Record<string, { query: z.ZodType; requires: Permission }>;

export const SavedViewKind = z.enum(Object.keys(kinds) as [keyof typeof kinds]);
export type SavedViewKind = keyof typeof kinds;

/** Where a list was left is not part of the question. */
const places = ['cursor', 'total'];

const viewFields = {
  name: text(100),
  kind: SavedViewKind,
  /** Parameters as the route of the kind takes them. */
  query: z.record(z.string().max(100), z.string().max(1000)),
  /** Whoever holds this role sees the view as well; each finds within their own reach. `null`: nobody else. */
  sharedWith: Role.nullable().default(null),
};

/** A question under a name. */
export const NewSavedView = z
  .strictObject(viewFields)
  .superRefine(({ kind, query, sharedWith }, context) => {
    const { query: schema, requires } = kinds[kind];
    for (const { path, message } of schema.safeParse(query).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['query', ...path], message });
    for (const place of places)
      if (place in query)
        context.addIssue({
          code: 'custom',
          path: ['query', place],
          message: 'This is no part of a question',
        });
    if (sharedWith && !ruleOf(requires).roles[sharedWith])
      context.addIssue({ code: 'custom', path: ['sharedWith'], message: 'This role may not ask that' });
  })
  .meta({ id: 'NewSavedView' });
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedView = z
  .object({
    id: z.uuid(),
    ...viewFields,
    sharedWith: Role.nullable(),
    /** Whether it is the caller's own; others see it and cannot change it. */
    own: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;
export const SavedViewPage = pageOf(SavedView, 'SavedViewPage');
export const SavedViewListQuery = listQuery({ kind: 'value' });
