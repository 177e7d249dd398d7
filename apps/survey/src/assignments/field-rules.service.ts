import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  CertificateException,
  FieldRules,
  FieldRulesText,
  NewCertificateException,
} from '#contracts/assignments';
import { Problem } from '#contracts/problem';
import { personalSpansIn } from '#disclosure/free-text-guard';
import { lockRow } from '#persistence/lock-row';
import { Transactions } from '#persistence/transactions';
import { SurveyPlanEntity } from '../plans/plan.entity.js';
import { refuseUnknownPlan } from '../plans/plan.queries.js';
import { mustNotBeClosed } from '../plans/plan-states.rules.js';
import { CertificateExceptionEntity, FieldRuleEntity } from './assignment.entity.js';
import { fieldRulesOf } from './certification.queries.js';

/** What interviewers of a survey must hold, how much they may have, and who may do without. */
@Injectable()
export class FieldRulesService {
  constructor(private readonly transactions: Transactions) {}

  async get(planId: string): Promise<FieldRules> {
    return this.transactions.run(async (unit) => {
      await refuseUnknownPlan(unit.manager, planId);
      return fieldRulesOf(unit, planId);
    });
  }

  /**
   * Says what holds, in place of what was said before; version 0 stands for nothing.
   * @throws Problem 409 `field-case.closed`, 412 when `version` is not the present one.
   */
  async set(planId: string, version: number, text: FieldRulesText): Promise<FieldRules> {
    return this.transactions.run(async (unit) => {
      // The lock on the plan also keeps two first ones apart.
      mustNotBeClosed(await lockRow(unit, SurveyPlanEntity, planId));
      const known = await unit.manager.findOneBy(FieldRuleEntity, { planId });
      if ((known?.version ?? 0) !== version) throw Problem.of('resource.stale');
      const rules = { planId, ...text, version: version + 1 };
      await unit.manager.save(FieldRuleEntity, rules);
      const details = { ...text, version: rules.version };
      unit.audit({ action: 'field-rules.set', entity: `survey-plan:${planId}`, details });
      return rules;
    });
  }

  /**
   * Lets somebody interview without a valid certificate.
   * @throws Problem 409 `field-case.closed`, 422 `certificate-exception.personal-data`
   */
  async except(planId: string, given: NewCertificateException): Promise<CertificateException> {
    const errors = personalSpansIn('reason', given.reason);
    if (errors.length > 0) {
      throw Problem.unprocessable('certificate-exception.personal-data', 'The text leads to a person', {
        errors,
      });
    }
    return this.transactions.run(async (unit) => {
      mustNotBeClosed(await lockRow(unit, SurveyPlanEntity, planId));
      const exception = { id: randomUUID(), planId, ...given };
      await unit.manager.insert(CertificateExceptionEntity, exception);
      const { personId, from, to } = given;
      const details = { planId, personId, from, to };
      const entity = `certificate-exception:${exception.id}`;
      unit.audit({ action: 'certificate-exception.grant', entity, details });
      return exception;
    });
  }
}
