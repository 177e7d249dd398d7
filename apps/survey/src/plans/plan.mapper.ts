import type { SurveyPlan } from '#contracts/survey';
import type { SurveyPlanEntity } from './plan.entity.js';
import { isProbability } from './plans.rules.js';

export function toPlan({ approvedBy: _, approvedAt, ...plan }: SurveyPlanEntity): SurveyPlan {
  return { ...plan, probability: isProbability(plan.design), approvedAt: approvedAt?.toISOString() ?? null };
}
