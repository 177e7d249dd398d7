import { z } from 'zod';
import { eventType } from './event.js';
import { code, day, text } from './values.js';

export const CodeListName = z.enum(['topic', 'stratum']);
export type CodeListName = z.infer<typeof CodeListName>;

const position = z.int().min(1).max(10_000);

/** A version of a line of a code list: what a code was called between two days. */
export const Code = z
  .object({
    list: CodeListName,
    code,
    name: z.string(),
    position: z.int(),
    validFrom: day,
    /** Exclusive; null while it is in force. */
    validTo: day.nullable(),
  })
  .meta({ id: 'Code' });
export type Code = z.infer<typeof Code>;
export const CodeList = z.object({ items: z.array(Code) }).meta({ id: 'CodeList' });

/** What follows on a code that is no longer used: one code may be followed by several, several by one. */
export const CodeSuccession = z
  .object({ code, successor: code, effective: day })
  .meta({ id: 'CodeSuccession' });
export type CodeSuccession = z.infer<typeof CodeSuccession>;

/** All versions that there have been, and what followed on what. */
export const CodeHistory = z
  .object({ items: z.array(Code), successions: z.array(CodeSuccession) })
  .meta({ id: 'CodeHistory' });

export const CodeListQuery = z.strictObject({
  asOf: day.optional().describe('The lines in force on this day; today if left out'),
});
export type CodeListQuery = z.infer<typeof CodeListQuery>;

const newLine = z.strictObject({ code, name: text(200), position });

const CodeChange = z.discriminatedUnion('kind', [
  newLine.extend({ kind: z.literal('create') }),
  z.strictObject({ kind: z.literal('rename'), code, name: text(200) }),
  z.strictObject({ kind: z.literal('move'), code, position }),
  z.strictObject({ kind: z.literal('retire'), code }),
  z.strictObject({
    kind: z.literal('replace'),
    codes: z.array(code).min(1).max(20),
    /** Lines that are there already are named by their code alone, new ones with everything. */
    by: z
      .array(z.union([newLine, z.strictObject({ code })]))
      .min(1)
      .max(20),
  }),
]);
export type CodeChange = z.infer<typeof CodeChange>;

/** Changes of a list that take effect on one day, all or none. Reports of periods that end before it keep their codes. */
export const CodeChanges = z
  .strictObject({
    effective: day,
    /** Only say what would be done. */
    dryRun: z.boolean().default(false),
    changes: z.array(CodeChange).min(1).max(100),
  })
  .meta({ id: 'CodeChanges' });
export type CodeChanges = z.infer<typeof CodeChanges>;

export const CodeChangesOutcome = z
  .object({ applied: z.boolean(), ended: z.array(Code), begun: z.array(Code) })
  .meta({ id: 'CodeChangesOutcome' });
export type CodeChangesOutcome = z.infer<typeof CodeChangesOutcome>;

/** Lines of a code list begin or end on a day. */
export const codeListChanged = eventType(
  'reporting.codeList.changed',
  z.object({
    list: CodeListName,
    effective: day,
    ended: z.array(code),
    begun: z.array(code),
    successions: z.array(CodeSuccession),
  }),
);
