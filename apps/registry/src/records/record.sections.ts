import type { z } from 'zod';
import { type Reach, reachWhere } from '#auth/reach';
import type { Appointment } from '#contracts/people';
import type { recordSections } from '#contracts/person-records';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AppointmentEntity } from '../appointments/appointment.entity.js';
import {
  commendationsSql,
  contractsSql,
  formerNamesSql,
  readsSql,
  reportsByPeriodSql,
} from './record.queries.js';
import { certificatesSql, classesSql, conferencesSql, fieldworkSql } from './work.queries.js';

/** Whose record is read, and by whom. */
export interface Reading {
  unit: UnitOfWork;
  personId: string;
  reach: Reach;
}

type Sections = {
  [Name in keyof typeof recordSections]: (
    reading: Reading,
  ) => Promise<z.input<(typeof recordSections)[Name]>>;
};

/** Each part of a record, as one feature tells it; the contract lists the parts. */
export const sections: Sections = {
  formerNames: async ({ unit, personId }) =>
    isoTimes(await unit.query('record.names', formerNamesSql, [personId])),
  appointments: appointmentsOf,
  reports: async (reading) => {
    const ids = (await appointmentsOf(reading)).map(({ id }) => id);
    return reading.unit.query('record.reports', reportsByPeriodSql, [ids]);
  },
  commendations: ({ unit, personId }) => unit.query('record.commendations', commendationsSql, [personId]),
  contracts: async (reading) =>
    isKnownInFull(reading) ? reading.unit.query('record.contracts', contractsSql, [reading.personId]) : null,
  training: async ({ unit, personId }) => ({
    classes: await unit.query('record.classes', classesSql, [personId]),
    certificates: await unit.query('record.certificates', certificatesSql, [personId]),
  }),
  conferences: ({ unit, personId }) => unit.query('record.conferences', conferencesSql, [personId]),
  fieldwork: async (reading) =>
    isKnownInFull(reading) ? reading.unit.query('record.fieldwork', fieldworkSql, [reading.personId]) : null,
  reads: async (reading) =>
    isKnownInFull(reading)
      ? isoTimes(await reading.unit.query('record.reads', readsSql, [reading.personId]))
      : null,
};

/** To the person and those who keep the register; a reviewer sees the work in their areas. */
const isKnownInFull = ({ personId, reach }: Reading): boolean =>
  reach.everywhere || reach.personIds.includes(personId);

/** Those that the reader may see: a reviewer, what lies in their areas. */
async function appointmentsOf({ unit, personId, reach }: Reading): Promise<Appointment[]> {
  const { sql, parameters } = reachWhere(reach, { ord: 'held.ord', person: 'held.personId' });
  return unit.manager
    .createQueryBuilder(AppointmentEntity, 'held')
    .where(`held.personId = :personId AND ${sql}`, { personId, ...parameters })
    .orderBy('held.from')
    .addOrderBy('held.id')
    .getMany();
}

/** Rows as JSON shows them: moments in RFC 3339. */
function isoTimes<Row>(rows: Record<string, unknown>[]): Row[] {
  const iso = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, iso(value)])) as Row,
  );
}
