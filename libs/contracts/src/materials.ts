import { z } from 'zod';
import { listQuery, pageOf } from './list.js';
import { day, text } from './values.js';

/** A PDF or DOCX by its content. */
export const MaterialFile = z
  .object({ sha256: z.string(), mediaType: z.string(), size: z.int() })
  .meta({ id: 'MaterialFile' });
export type MaterialFile = z.infer<typeof MaterialFile>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits');
const link = z.url({ protocol: /^https$/ }).max(2000);

/** What is given to those who learn: a file, a link or a text. It never changes; another takes its place. */
export const Material = z
  .object({
    id: z.uuid(),
    courseId: z.uuid(),
    /** The version of the course that it was added to. */
    courseVersion: z.int(),
    title: z.string(),
    kind: z.enum(['file', 'link', 'text']),
    /** Of a file, fetched at `…/file`. */
    sha256: z.string().nullable(),
    link: z.string().nullable(),
    body: z.string().nullable(),
    /** The one whose place it takes. */
    replacesId: z.uuid().nullable(),
    withdrawn: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'CourseMaterial' });
export type Material = z.infer<typeof Material>;

/** What it is; what stands in it is read one by one. */
export const MaterialPage = pageOf(
  Material.omit({ link: true, body: true }).meta({ id: 'CourseMaterialItem' }),
  'CourseMaterialPage',
);
export const MaterialListQuery = listQuery(
  { courseVersion: 'value', kind: 'value' },
  {
    superseded: z
      .enum(['true', 'false'])
      .default('false')
      .describe('Also what another has taken the place of, and what was withdrawn'),
  },
);

const common = {
  title: text(300),
  replacesId: z.uuid().optional().describe('The material of the course whose place it takes'),
};
export const NewMaterial = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...common, kind: z.literal('file'), sha256 }),
    z.strictObject({ ...common, kind: z.literal('link'), link }),
    z.strictObject({ ...common, kind: z.literal('text'), body: text(20_000) }),
  ])
  .meta({ id: 'NewCourseMaterial' });
export type NewMaterial = z.infer<typeof NewMaterial>;

/** Who has opened a material, and when first. */
export const MaterialOpening = z
  .object({ personId: z.uuid(), openedOn: day })
  .meta({ id: 'MaterialOpening' });
export const MaterialOpeningPage = pageOf(MaterialOpening, 'MaterialOpeningPage');
export const MaterialOpeningListQuery = listQuery({ personId: 'value' });
