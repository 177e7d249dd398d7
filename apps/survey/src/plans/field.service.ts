import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { surveyLinkDestroyed } from '#contracts/survey-events';
import { officeDay } from '#persistence/office-day';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { VaultService } from '../vault/vault.service.js';
import {
  destroyLinkSql,
  dropKeySql,
  forgetCasesSql,
  insertKeySql,
  renewKeysSql,
} from './plan-states.queries.js';

const KEY_BYTES = 32;

/** Begins and ends the time in which a survey takes answers. */
@Injectable()
export class FieldService {
  constructor(private readonly vault: VaultService) {}

  /** The vault is ready before the plan says so; the key is what cases are turned into ids of responses by. */
  async begin(unit: UnitOfWork, planId: string): Promise<void> {
    await this.vault.open(planId);
    await unit.query('field.key', insertKeySql, [planId, randomBytes(KEY_BYTES)]);
  }

  /**
   * Takes nothing more, and destroys what could tie somebody who was asked to an answer: first the order of the vault,
   * then keys, invitations and cases, of which counts are left, together with the state of the plan. If the latter
   * fails, it is all done again.
   */
  async end(unit: UnitOfWork, planId: string, version: number): Promise<void> {
    const responses = await this.vault.close(planId);
    const [gone] = await unit.query<{ invitations: number; cases: number }>(
      'field.destroy-link',
      destroyLinkSql,
      [planId],
    );
    for (const [at, statement] of forgetCasesSql.entries())
      await unit.query(`field.forget-cases-${at}`, statement, [planId]);
    await unit.query('field.drop-key', dropKeySql, [planId]);
    for (const [at, statement] of renewKeysSql.entries()) await unit.query(`field.keys-${at}`, statement);
    const facts = { ...gone!, responses };
    const destroyedOn = await officeDay(unit.manager);
    unit.publish(surveyLinkDestroyed.of(planId, version, { planId, destroyedOn, ...facts }));
    unit.audit({ action: 'survey-plan.destroy-link', entity: `survey-plan:${planId}`, details: facts });
  }
}
