import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
import {
  type AppointmentDecision,
  appointmentHandedOver,
  type HandOver,
  type NewNomination,
} from '#contracts/appointments';
import type { Page } from '#contracts/list';
import {
  type Appointment,
  type AppointmentListQuery,
  appointmentRecorded,
  type EndAppointment,
  type NewAppointment,
} from '#contracts/people';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AreasService } from '../areas/areas.service.js';
import { recordList, recordRead } from '#service-kit/reads-of-others';
import { AppointmentEntity, SuspensionEntity } from './appointment.entity.js';
import { toAppointment } from './appointment.mapper.js';
import { refuseAtPlace, revokeAppointments } from './appointments.queries.js';

const columns = { ord: 'appointment.ord', person: 'appointment.personId' };

/** The appointment a change is meant for, as its author has read it. */
export interface AppointmentVersion {
  id: string;
  version: number;
}

@Injectable()
export class AppointmentsService {
  constructor(
    private readonly areas: AreasService,
    private readonly transactions: Transactions,
  ) {}

  /** Lists appointments; showing others' is recorded. */
  async list(query: z.infer<typeof AppointmentListQuery>, caller: Caller): Promise<Page<Appointment>> {
    return this.transactions.run(async (unit) => {
      const page = await this.page(query, caller);
      recordList(unit, 'appointment', page.items, caller);
      return page;
    });
  }

  /** Reads an appointment, or what belongs to it; reading another's is recorded. */
  async get(id: string, caller: Caller): Promise<Appointment> {
    return this.transactions.run(async (unit) => {
      const appointment = await this.visibleTo(caller).andWhere('appointment.id = :id', { id }).getOne();
      if (!appointment) throw Problem.of('resource.not-found');
      recordRead(unit, 'appointment', appointment, caller);
      return toAppointment(appointment);
    });
  }

  /**
   * Appoints a person by a decision.
   * @throws Problem 409 when the person holds the role at this organisation on one of the days already, or
   *   `appointment.place-full`; 422 `appointment.area-not-in-force` when an area does not stand on the first day.
   */
  async appoint(input: z.output<typeof NewAppointment>): Promise<Appointment> {
    return this.transactions.run(async (unit) => {
      await refuseAtPlace(unit, input);
      return this.insert(unit, 'appointment.appoint', { ...input, state: 'appointed' });
    });
  }

  /** Puts someone up for a role: it gives nothing until it is decided. */
  async nominate(input: NewNomination): Promise<Appointment> {
    const undecided = { decisionNumber: null, decisionDate: null, decisionIssuer: null, legalBasis: null };
    return this.transactions.run((unit) =>
      this.insert(unit, 'appointment.nominate', { ...input, ...undecided, state: 'nominated' }),
    );
  }

  /**
   * Appoints who was nominated, by a decision.
   * @throws Problem 409 `appointment.not-nominated`, and all that {@link appoint} refuses.
   */
  async confirm(target: AppointmentVersion, decision: AppointmentDecision): Promise<Appointment> {
    return this.change(target, 'appointment.appoint', async (appointment, unit) => {
      refuseDecided(appointment);
      await refuseAtPlace(unit, appointment);
      const ord = await this.ordOf(appointment);
      Object.assign(appointment, decision, { ord, state: 'appointed' });
    });
  }

  /** @throws Problem 409 `appointment.not-nominated`. */
  async decline(target: AppointmentVersion): Promise<Appointment> {
    return this.change(target, 'appointment.decline', async (appointment) => {
      refuseDecided(appointment);
      appointment.state = 'declined';
    });
  }

  /**
   * Ends an appointment by a decision; it stays on record, and what it gave access to is refused at once.
   * @throws Problem 409 `appointment.already-ended`, `appointment.not-appointed`, 412 when `version` is not the
   *   present one; 422 `appointment.ends-before-start`, `appointment.ends-after-term`.
   */
  async end(
    target: AppointmentVersion,
    { on, reason, decisionNumber }: EndAppointment,
  ): Promise<Appointment> {
    return this.change(target, 'appointment.end', async (appointment, unit) => {
      if (appointment.state === 'ended')
        throw Problem.conflict('appointment.already-ended', 'The appointment has ended already');
      refuseUndecided(appointment);
      if (on <= appointment.from)
        throw Problem.unprocessable('appointment.ends-before-start', 'It cannot end before it begins');
      if (appointment.to !== null && on > appointment.to)
        throw Problem.unprocessable('appointment.ends-after-term', 'Its term is over before that day');
      const ending = { to: on, state: 'ended', endReason: reason, endDecisionNumber: decisionNumber };
      Object.assign(appointment, ending);
      await revokeAppointments(unit, [appointment.id], on);
      return { decisionNumber };
    });
  }

  /**
   * Gives what the holder of an ended appointment has open to a successor.
   * @throws Problem 409 `appointment.not-ended`, `appointment.handed-over`; 422 `appointment.no-successor` when the
   *   other holds another role, or does not go on after it.
   */
  async handOver(target: AppointmentVersion, { successorId }: HandOver): Promise<Appointment> {
    return this.change(target, 'appointment.hand-over', async (appointment, unit) => {
      if (appointment.state !== 'ended')
        throw Problem.conflict('appointment.not-ended', 'The appointment has not ended');
      if (appointment.successorId !== null)
        throw Problem.conflict('appointment.handed-over', 'It has been handed over already');
      const successor = await unit.manager.findOneBy(AppointmentEntity, { id: successorId });
      const on = [appointment.to!, successor?.from ?? ''].sort()[1]!;
      const goesOn =
        successor?.state === 'appointed' &&
        successor.role === appointment.role &&
        successor.id !== appointment.id &&
        (successor.to === null || successor.to > on);
      if (!goesOn)
        throw Problem.unprocessable('appointment.no-successor', 'Nobody holds the role there after it');
      appointment.successorId = successorId;
      const { id, version } = appointment;
      unit.publish(appointmentHandedOver.of(id, version, { from: id, to: successorId, on }));
      return { successorId, on };
    });
  }

  /**
   * Changes an appointment in one unit of work; what `apply` returns goes into the audit record.
   * @throws Problem 404, 412 when it is no longer at the version.
   */
  async change(
    { id, version }: AppointmentVersion,
    action: string,
    apply: (appointment: AppointmentEntity, unit: UnitOfWork) => Promise<Record<string, unknown> | void>,
  ): Promise<Appointment> {
    return this.transactions.run(async (unit) => {
      const appointment = await lockRow(unit, AppointmentEntity, id, version);
      appointment.version += 1;
      const details = (await apply(appointment, unit)) ?? {};
      await unit.manager.save(appointment);
      return recordAppointment(unit, action, appointment, details);
    });
  }

  private async insert(
    unit: UnitOfWork,
    action: string,
    input: NewNomination & Pick<AppointmentEntity, keyof Decision | 'state'>,
  ): Promise<Appointment> {
    const ord = await this.ordOf(input);
    const left = { endReason: null, endDecisionNumber: null, successorId: null };
    const appointment: AppointmentEntity = { id: randomUUID(), ...input, ord, ...left, version: 1 };
    await unit.manager.insert(AppointmentEntity, appointment);
    return recordAppointment(unit, action, appointment);
  }

  /** The main area's number on the first day, when all areas stand on it. */
  private async ordOf({ areaId, coveredAreaIds, from }: NewNomination): Promise<number> {
    const ord = await this.areas.ordOn(areaId, from);
    const others: (number | null)[] = [];
    // One after the other: they share a connection.
    for (const id of coveredAreaIds) others.push(await this.areas.ordOn(id, from));
    if (ord !== null && !others.includes(null)) return ord;
    throw Problem.unprocessable(
      'appointment.area-not-in-force',
      'An area does not stand on the first day of the appointment',
    );
  }

  private page(query: z.infer<typeof AppointmentListQuery>, caller: Caller): Promise<Page<Appointment>> {
    const select = this.visibleTo(caller);
    if (query.asOf) {
      const inForce = 'appointment.from <= :asOf AND (appointment.to IS NULL OR appointment.to > :asOf)';
      select.andWhere(`${inForce} AND appointment.state IN ('appointed', 'ended')`, { asOf: query.asOf });
    }
    const field = (name: string): string => `appointment.${name}`;
    const fields = ['personId', 'role', 'level', 'organisationId', 'areaId', 'state'];
    return readPage(
      select,
      query,
      {
        fields: Object.fromEntries(fields.map((name) => [name, field(name)])),
        sort: { expression: field('from'), of: (appointment) => appointment.from },
        id: { expression: field('id'), of: (appointment) => appointment.id },
      },
      toAppointment,
    );
  }

  private visibleTo({ reach }: Caller) {
    const { sql, parameters } = reachWhere(reach, columns);
    return this.transactions.manager
      .createQueryBuilder(AppointmentEntity, 'appointment')
      .where(sql, parameters);
  }
}

type Decision = Pick<AppointmentEntity, 'decisionNumber' | 'decisionDate' | 'decisionIssuer' | 'legalBasis'>;

function refuseDecided({ state }: AppointmentEntity): void {
  if (state !== 'nominated')
    throw Problem.conflict('appointment.not-nominated', 'It has been decided already');
}

/** @throws Problem 409 `appointment.not-appointed` for a nomination. */
export function refuseUndecided({ state }: AppointmentEntity): void {
  if (state !== 'appointed' && state !== 'ended')
    throw Problem.conflict('appointment.not-appointed', 'Nobody has been appointed');
}

/** Tells of an appointment as it now stands, and records what was done to it. */
export async function recordAppointment(
  unit: UnitOfWork,
  action: string,
  entity: AppointmentEntity,
  details: Record<string, unknown> = {},
): Promise<Appointment> {
  const { id, version, state } = entity;
  if (state === 'appointed' || state === 'ended') {
    const order = { from: 'ASC' } as const;
    const suspensions = await unit.manager.find(SuspensionEntity, { where: { appointmentId: id }, order });
    unit.publish(appointmentRecorded.of(id, version, { ...entity, state, suspensions }));
  }
  unit.audit({ action, entity: `appointment:${id}`, details: { version, ...details } });
  return toAppointment(entity);
}
