import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type {
  EndedBy,
  NewSubstitution,
  NewSuspension,
  Substitution,
  Suspension,
} from '#contracts/appointments';
import type { Appointment } from '#contracts/people';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { type AppointmentEntity, SubstitutionEntity, SuspensionEntity } from './appointment.entity.js';
import { revokeAppointments } from './appointments.queries.js';
import { isOn, liesWithin, type Span } from './appointments.rules.js';
import { AppointmentsService, type AppointmentVersion, refuseUndecided } from './appointments.service.js';

/** Days on which an appointment rests, and days on which another acts in its holder's place. */
@Injectable()
export class SuspensionsService {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly transactions: Transactions,
  ) {}

  async suspensions(id: string, caller: Caller): Promise<{ items: Suspension[] }> {
    await this.appointments.get(id, caller);
    const where = { appointmentId: id };
    const items = await this.transactions.manager.find(SuspensionEntity, { where, order: { from: 'ASC' } });
    return { items };
  }

  async substitutions(id: string, caller: Caller): Promise<{ items: Substitution[] }> {
    await this.appointments.get(id, caller);
    const where = { appointmentId: id };
    const items = await this.transactions.manager.find(SubstitutionEntity, { where, order: { from: 'ASC' } });
    return { items };
  }

  /**
   * Suspends by a decision.
   * @throws Problem 409 `appointment.not-appointed`, or when it is suspended on one of the days already;
   *   422 `appointment.outside-its-days`.
   */
  async suspend(target: AppointmentVersion, input: NewSuspension): Promise<Appointment> {
    return this.appointments.change(target, 'appointment.suspend', async (appointment, unit) => {
      refuseOutside(appointment, input);
      await unit.manager.insert(SuspensionEntity, {
        appointmentId: appointment.id,
        ...input,
        liftedBy: null,
      });
      await revokeAppointments(unit, [appointment.id], input.from);
      const { from, to, decisionNumber } = input;
      return { from, to, decisionNumber };
    });
  }

  /**
   * Lifts the suspension that holds on a day, by a decision; one that has not begun by then is given up.
   * @throws Problem 409 `appointment.not-suspended`.
   */
  async lift(target: AppointmentVersion, { on, decisionNumber }: EndedBy): Promise<Appointment> {
    return this.appointments.change(target, 'appointment.lift-suspension', async ({ id }, unit) => {
      const all = await unit.manager.findBy(SuspensionEntity, { appointmentId: id });
      const held = all.find((suspension) => isOn(suspension, on));
      if (!held) throw Problem.conflict('appointment.not-suspended', 'It is not suspended on that day');
      const key = { appointmentId: id, from: held.from };
      if (on === held.from) await unit.manager.delete(SuspensionEntity, key);
      else await unit.manager.update(SuspensionEntity, key, { to: on, liftedBy: decisionNumber });
      return { from: held.from, on, decisionNumber };
    });
  }

  /**
   * Lets another act in the holder's place between two days.
   * @throws Problem 409 `appointment.not-appointed`, or when somebody does so on one of the days already;
   *   422 `appointment.outside-its-days`, `appointment.own-substitute`.
   */
  async substitute(target: AppointmentVersion, input: NewSubstitution): Promise<Appointment> {
    return this.appointments.change(target, 'appointment.substitute', async (appointment, unit) => {
      refuseOutside(appointment, input);
      if (input.personId === appointment.personId)
        throw Problem.unprocessable('appointment.own-substitute', 'Nobody substitutes for themselves');
      const id = randomUUID();
      await unit.manager.insert(SubstitutionEntity, { id, appointmentId: appointment.id, ...input });
      return { substitutionId: id, ...input };
    });
  }

  /**
   * Ends the substitution that holds on a day; one that has not begun by then is given up.
   * @throws Problem 409 `appointment.not-substituted`.
   */
  async endSubstitution(target: AppointmentVersion, { on, decisionNumber }: EndedBy): Promise<Appointment> {
    return this.appointments.change(target, 'appointment.end-substitution', async ({ id }, unit) => {
      const all = await unit.manager.findBy(SubstitutionEntity, { appointmentId: id });
      const held = all.find((substitution) => isOn(substitution, on));
      if (!held)
        throw Problem.conflict(
          'appointment.not-substituted',
          'Nobody acts in the holder’s place on that day',
        );
      await revokeAppointments(unit, [id], on);
      if (on === held.from) await unit.manager.delete(SubstitutionEntity, { id: held.id });
      else await unit.manager.update(SubstitutionEntity, { id: held.id }, { to: on });
      return { substitutionId: held.id, on, decisionNumber };
    });
  }
}

function refuseOutside(appointment: AppointmentEntity, days: Span): void {
  refuseUndecided(appointment);
  if (liesWithin(days, appointment) || (days.to === null && isOn(appointment, days.from))) return;
  throw Problem.unprocessable(
    'appointment.outside-its-days',
    'The appointment is not held on all these days',
  );
}
