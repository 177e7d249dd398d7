import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import type { ImportOutcome, LineProblem } from '#contracts/import';
import {
  type Organisation,
  type OrganisationImport,
  type OrganisationListQuery,
  organisationRecorded,
  type OrganisationRow,
} from '#contracts/organisations';
import { Problem } from '#contracts/problem';
import { fold } from '#contracts/values';
import { likeFolded, readPage, validOn } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { AreaEntity } from '../areas/area.entity.js';
import { byCode, checkDatedTree, compareWithStored, versionOn } from '../areas/areas.rules.js';
import { OrganisationEntity } from './organisation.entity.js';
import { toOrganisation } from './organisation.mapper.js';

type StoredRow = OrganisationRow & { id: string };

@Injectable()
export class OrganisationsService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof OrganisationListQuery>): Promise<Page<Organisation>> {
    const select = this.transactions.manager.createQueryBuilder(OrganisationEntity, 'organisation');
    if (query.asOf) validOn(select, 'organisation', query.asOf);
    if (query.search) likeFolded(select, 'organisation.search', query.search);
    const field = (name: string): string => `organisation.${name}`;
    return readPage(
      select,
      query,
      {
        fields: {
          code: field('code'),
          kind: field('kind'),
          level: field('level'),
          parentId: field('parentId'),
          areaId: field('areaId'),
        },
        sort: { expression: field('code'), of: (organisation) => organisation.code },
        id: { expression: field('id'), of: (organisation) => organisation.id },
      },
      toOrganisation,
    );
  }

  async get(id: string): Promise<Organisation> {
    const organisation = await this.transactions.manager.findOneBy(OrganisationEntity, { id });
    if (!organisation) throw Problem.of('resource.not-found');
    return toOrganisation(organisation);
  }

  /** Adds organisation versions, all or nothing; lines that are stored already are passed over. */
  async import({ dryRun, organisations }: OrganisationImport): Promise<ImportOutcome> {
    return this.transactions.run(async (unit) => {
      await unit.query('organisations.lock', 'LOCK TABLE organisation IN SHARE ROW EXCLUSIVE MODE');
      const areas = await this.areaRows();
      const areasByCode = byCode(areas);
      const known = await this.knownRows(new Map(areas.map((area) => [area.id, area.code])));
      const { added, unlisted, problems } = compareWithStored('organisations', organisations, known);
      problems.push(...checkDatedTree<OrganisationRow>('organisations', organisations, unlisted));
      problems.push(...checkAreas(organisations, areasByCode));
      const counts = { organisations: added.length };
      if (problems.length > 0 || dryRun) return { applied: false, counts, problems };
      const rows: StoredRow[] = added.map((row) => ({ ...row, id: randomUUID() }));
      const versions = byCode<StoredRow>([...known, ...rows]);
      const entities = rows.map(({ parentCode, areaCode, ...row }) => ({
        ...row,
        parentId: parentCode === null ? null : versionOn(versions, parentCode, row.validFrom)!.id,
        areaId: areaCode === null ? null : versionOn(areasByCode, areaCode, row.validFrom)!.id,
        search: fold(row.name),
      }));
      await unit.manager.insert(OrganisationEntity, entities);
      for (const { search: _, ...organisation } of entities) {
        unit.publish(organisationRecorded.of(organisation.id, 1, organisation));
      }
      unit.audit({ action: 'organisation.import', entity: 'organisation:*', details: counts });
      return { applied: true, counts, problems };
    });
  }

  private async areaRows() {
    return (await this.transactions.manager.find(AreaEntity)).map((area) => ({ ...area, parentCode: null }));
  }

  private async knownRows(areaCodes: Map<string, string>): Promise<StoredRow[]> {
    const entities = await this.transactions.manager.find(OrganisationEntity);
    const codes = new Map(entities.map((organisation) => [organisation.id, organisation.code]));
    return entities.map((entity) => ({
      ...toOrganisation(entity),
      parentCode: entity.parentId && codes.get(entity.parentId)!,
      areaCode: entity.areaId && areaCodes.get(entity.areaId)!,
    }));
  }
}

function checkAreas(rows: OrganisationRow[], areas: Parameters<typeof versionOn>[0]): LineProblem[] {
  return rows.flatMap(({ code, areaCode, validFrom }, index) =>
    areaCode === null || versionOn(areas, areaCode, validFrom)
      ? []
      : [
          {
            list: 'organisations',
            line: index + 1,
            message: `the area ${areaCode} of ${code} does not exist on ${validFrom}`,
          },
        ],
  );
}
