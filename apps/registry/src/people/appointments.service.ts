import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { reachWhere } from '#auth/reach';
import type { Caller } from '#auth/requires';
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
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AreasService } from '../areas/areas.service.js';
import { AppointmentEntity } from './person.entity.js';

const columns = { ord: 'appointment.ord', person: 'appointment.personId' };

@Injectable()
export class AppointmentsService {
  constructor(
    private readonly areas: AreasService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: z.infer<typeof AppointmentListQuery>, caller: Caller): Promise<Page<Appointment>> {
    const select = this.visibleTo(caller);
    if (query.asOf) {
      const inForce = 'appointment.from <= :asOf AND (appointment.to IS NULL OR appointment.to > :asOf)';
      select.andWhere(inForce, { asOf: query.asOf });
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

  async get(id: string, caller: Caller): Promise<Appointment> {
    const appointment = await this.visibleTo(caller).andWhere('appointment.id = :id', { id }).getOne();
    if (!appointment) throw Problem.of('resource.not-found');
    return toAppointment(appointment);
  }

  /**
   * Appoints a person by a decision.
   * @throws Problem 409 when the person holds the role at this organisation on one of the days already,
   *   422 `appointment.area-not-in-force` when the area does not stand on the first day.
   */
  async appoint(input: NewAppointment): Promise<Appointment> {
    const ord = await this.areas.ordOn(input.areaId, input.from);
    if (ord === null) {
      throw Problem.unprocessable(
        'appointment.area-not-in-force',
        'The area does not stand on the first day of the appointment',
      );
    }
    return this.transactions.run(async (unit) => {
      const appointment: AppointmentEntity = {
        id: randomUUID(),
        ...input,
        ord,
        state: 'appointed',
        endReason: null,
        version: 1,
      };
      await unit.manager.insert(AppointmentEntity, appointment);
      return record(unit, 'appointment.appoint', appointment);
    });
  }

  /**
   * Ends an appointment by a decision; it stays on record.
   * @throws Problem 409 `appointment.already-ended`, 412 when `version` is not the present one.
   */
  async end(
    id: string,
    version: number,
    { on, reason, decisionNumber }: EndAppointment,
  ): Promise<Appointment> {
    return this.transactions.run(async (unit) => {
      const appointment = await unit.manager.findOne(AppointmentEntity, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      if (!appointment) throw Problem.of('resource.not-found');
      if (appointment.version !== version) throw Problem.of('resource.stale');
      if (appointment.state === 'ended')
        throw Problem.conflict('appointment.already-ended', 'The appointment has ended already');
      if (on <= appointment.from)
        throw Problem.unprocessable('appointment.ends-before-start', 'It cannot end before it begins');
      Object.assign(appointment, { to: on, state: 'ended', endReason: reason });
      await unit.manager.save(appointment);
      return record(unit, 'appointment.end', appointment, { decisionNumber });
    });
  }

  private visibleTo({ reach }: Caller) {
    const { sql, parameters } = reachWhere(reach, columns);
    return this.transactions.manager
      .createQueryBuilder(AppointmentEntity, 'appointment')
      .where(sql, parameters);
  }
}

function record(
  unit: UnitOfWork,
  action: string,
  entity: AppointmentEntity,
  details: Record<string, unknown> = {},
): Appointment {
  const { id, version } = entity;
  unit.publish(appointmentRecorded.of(id, version, entity));
  unit.audit({ action, entity: `appointment:${id}`, details: { version, ...details } });
  return toAppointment(entity);
}

function toAppointment(entity: AppointmentEntity): Appointment {
  const { ord: _, ...appointment } = entity;
  return appointment;
}
