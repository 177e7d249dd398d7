import { type Cast, placeNames, type Row } from '../cast.js';

/** A stream for the item of each report that lies somewhere; the item itself names it. */
export const filingRows = ({ streams, period }: Cast): Record<string, Row[]> => ({
  opinion_stream: placeNames.map((place) => ({
    id: streams[place],
    period_id: period,
    topic: 'economy',
    tendency: 'approve',
    version: 1,
  })),
});
