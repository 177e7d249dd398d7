import { Injectable } from '@nestjs/common';
import { surveyLinkDestroyed } from '#contracts/survey-events';
import { officeDay } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { VaultService } from '../vault/vault.service.js';
import { destroyLinkSql } from './plan-states.queries.js';

/** Begins and ends the time in which a survey takes answers. */
@Injectable()
export class FieldService {
  constructor(private readonly vault: VaultService) {}

  /** The vault is ready before the plan says so. */
  async begin(planId: string): Promise<void> {
    await this.vault.open(planId);
  }

  /**
   * Takes nothing more, and destroys what could tie somebody who was asked to an answer: first the order of the vault,
   * then keys and invitations, together with the state of the plan. If the latter fails, it is all done again.
   */
  async end(unit: UnitOfWork, planId: string, version: number): Promise<void> {
    const responses = await this.vault.close(planId);
    const [gone] = await unit.query<{ invitations: number }>('field.destroy-link', destroyLinkSql, [planId]);
    const facts = { invitations: gone!.invitations, responses };
    const destroyedOn = await officeDay(unit.manager);
    unit.publish(surveyLinkDestroyed.of(planId, version, { planId, destroyedOn, ...facts }));
    unit.audit({ action: 'survey-plan.destroy-link', entity: `survey-plan:${planId}`, details: facts });
  }
}
