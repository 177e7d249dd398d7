import type { EventEnvelope, NewEvent } from '#contracts/event';
import { noticeRules } from './notices.rules.js';

/** What is told of an event. */
export const noticesOf = (event: NewEvent) =>
  noticeRules
    .filter(({ type }) => type === event.type)
    .flatMap((rule) => rule.notices(event as unknown as EventEnvelope));
