import { z } from 'zod';
import { text } from './values.js';

const contactFields = {
  workPhone: z
    .string()
    .regex(/^\+?[0-9][0-9 .-]{5,19}$/, 'A telephone number has 6 to 20 digits, blanks, dots and dashes')
    .nullable(),
  email: z.email().max(254).nullable(),
  /** Postal address of the office, never of the home. */
  officeAddress: text(300).nullable(),
};

/** How a person is reached at work; all null while nothing is recorded. */
export const PersonContact = z
  .object({ personId: z.uuid(), ...contactFields, version: z.int() })
  .meta({ id: 'PersonContact' });
export type PersonContact = z.infer<typeof PersonContact>;

export const PersonContactText = z.strictObject(contactFields).meta({ id: 'PersonContactText' });
export type PersonContactText = z.infer<typeof PersonContactText>;

/** Answers to changes are kept for repetition: this one says nothing of how the person is reached. */
export const ChangedContact = z
  .object({ personId: z.uuid(), version: z.int() })
  .meta({ id: 'ChangedContact' });
export type ChangedContact = z.infer<typeof ChangedContact>;

/** Why somebody reads the contact data of another. A choice, not a text: what the audit log keeps is kept for good. */
export const ContactPurpose = z.enum(['appointment', 'contract', 'meeting', 'reminder', 'correction']);
export const ContactQuery = z.strictObject({
  purpose: ContactPurpose.optional().describe('Why it is read; the person sees it'),
});
export type ContactQuery = z.infer<typeof ContactQuery>;
