import { Injectable } from '@nestjs/common';
import type { AppointmentLimit } from '#contracts/appointments';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { AppointmentLimitEntity } from './appointment.entity.js';
import { placeOf, versionsOf } from './appointments.queries.js';
import { grouped, overfullDay, type Span } from './appointments.rules.js';

const HELD = `
SELECT organisation_id AS "organisationId", "from", "to" FROM appointment
 WHERE role = $1 AND level = $2 AND state IN ('appointed', 'ended') AND ("to" IS NULL OR "to" > $3)`;

/** How many may hold a role at one place: dated rules of the office. */
@Injectable()
export class AppointmentLimitsService {
  constructor(private readonly transactions: Transactions) {}

  async list(): Promise<{ items: AppointmentLimit[] }> {
    const order = { role: 'ASC', level: 'ASC', from: 'ASC' } as const;
    return { items: await this.transactions.manager.find(AppointmentLimitEntity, { order }) };
  }

  /**
   * Sets a limit from a day on. It judges appointments that begin under it.
   * @throws Problem 409 `appointment-limit.exceeded` when some have begun since that break it, or when the day has one.
   */
  async add(limit: AppointmentLimit): Promise<AppointmentLimit> {
    return this.transactions.run(async (unit) => {
      await unit.query('appointments.lock', 'LOCK TABLE appointment IN SHARE ROW EXCLUSIVE MODE');
      await unit.manager.insert(AppointmentLimitEntity, limit);
      const { role, level, from } = limit;
      const limits = await unit.manager.findBy(AppointmentLimitEntity, { role, level });
      const held = await unit.query<Span & { organisationId: string }>('appointment-limits.held', HELD, [
        role,
        level,
        from,
      ]);
      const versions = await versionsOf(
        unit,
        held.map(({ organisationId }) => organisationId),
      );
      const atPlaces = grouped(held, ({ organisationId }) => placeOf(versions, organisationId));
      for (const spans of atPlaces.values()) {
        const day = overfullDay(spans, limits, { from, to: null });
        if (day === null) continue;
        throw Problem.conflict('appointment-limit.exceeded', 'More hold the role at one place already', {
          detail: `on ${day}`,
        });
      }
      unit.audit({ action: 'appointment-limit.set', entity: `appointment-limit:${role}`, details: limit });
      return limit;
    });
  }
}
