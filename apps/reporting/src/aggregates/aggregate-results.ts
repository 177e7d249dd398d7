import type { EntityManager } from 'typeorm';
import type { SurveyResults, TrainingFigures } from '#contracts/aggregates';
import { surveysSql, trainingSql } from '../period-results/period-results.queries.js';
import type { ReportingPeriodEntity } from '../periods/period.entity.js';
import type { BasisPart } from './aggregate-basis.js';
import { trainingOf } from './results.rules.js';

/** What was known at an instant of the training in a period: of a longer one, in the periods within it. */
export async function trainingIn(
  manager: EntityManager,
  { id }: Pick<ReportingPeriodEntity, 'id'>,
  { parts, instant }: { parts: BasisPart[]; instant: string },
): Promise<TrainingFigures | null> {
  const within = parts.length > 1 ? parts.filter((part) => part.id !== id) : parts;
  const told: Parameters<typeof trainingOf>[0] = [];
  for (const part of within) {
    const [row] = await manager.query(trainingSql, [part.id, instant]);
    told.push(row?.units ?? null);
  }
  return trainingOf(told);
}

/** Results of surveys that came out in a period, as known at an instant. */
export async function surveysIn(
  manager: EntityManager,
  { startsOn, endsOn }: Pick<ReportingPeriodEntity, 'startsOn' | 'endsOn'>,
  instant: string,
): Promise<SurveyResults[]> {
  const rows = await manager.query<{ results: SurveyResults & { id?: string } }[]>(surveysSql, [
    startsOn,
    endsOn,
    instant,
  ]);
  return rows.map(({ results: { id: _, ...told } }) => told);
}
