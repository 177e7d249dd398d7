/** The services; each owns the schema of its name. */
export const serviceNames = ['registry', 'reporting', 'survey', 'training'] as const;
export type ServiceName = (typeof serviceNames)[number];
