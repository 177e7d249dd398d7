import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Grant } from '#contracts/permissions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { AreasService } from '../areas/areas.service.js';

/** The office's day in SQL, by the database's clock. */
export const TODAY = `(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;

/** The office's day, by the database's clock. */
export async function today(unit: UnitOfWork): Promise<string> {
  const [row] = await unit.query<{ today: string }>('accounts.today', `SELECT ${TODAY} AS today`);
  return row!.today;
}

/** An appointment that has been ended for a later day is in force until then. */
const IN_FORCE = `
SELECT role, area_id AS "areaId", organisation_id AS "organisationId" FROM account_grant
WHERE account_id = $1 AND "from" <= ${TODAY} AND ("to" IS NULL OR "to" > ${TODAY})
UNION ALL
SELECT 'collaborator', NULL, NULL WHERE EXISTS (
  SELECT 1 FROM account JOIN appointment USING (person_id)
  WHERE account.id = $1 AND role = 'collaborator' AND appointment.state <> 'nominated'
    AND "from" <= ${TODAY} AND ("to" IS NULL OR "to" > ${TODAY}))`;

/** What an account may do today: its dated grants, and the collaborator's role while an appointment gives it. */
@Injectable()
export class GrantsInForce {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly areas: AreasService,
  ) {}

  async of(accountId: string): Promise<Grant[]> {
    const rows: (Omit<Grant, 'ranges'> & { areaId: string | null })[] = await this.dataSource.query(
      IN_FORCE,
      [accountId],
    );
    return Promise.all(
      rows.map(async ({ role, areaId, organisationId }) => ({
        role,
        // Collaborators reach what is theirs, wherever it lies.
        ranges: role === 'collaborator' ? [] : await this.areas.rangesOf(areaId),
        organisationId,
      })),
    );
  }
}
