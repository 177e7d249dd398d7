import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import { aggregateReportDocx } from '#documents/aggregate-report.docx';
import { aggregateReportPdf } from '#documents/aggregate-report.pdf';
import { partyForm } from '#documents/forms';
import { minutesDocx } from '#documents/minutes.docx';
import { minutesPdf } from '#documents/minutes.pdf';
import { Transactions } from '#persistence/transactions';
import { closingReportOf } from './closing-report.rules.js';
import { minutesOf, type OnRecord } from './conference-minutes.rules.js';
import { toEntry } from './conference-entries.service.js';
import { ActionItemEntity, ConferenceEntryEntity } from './conference-record.entity.js';
import { carriedSql, namesSql, postsSql, superiorSql } from './conferences.queries.js';
import { ConferencesService } from './conferences.service.js';

const printers = {
  minutes: { docx: minutesDocx, pdf: minutesPdf },
  report: { docx: aggregateReportDocx, pdf: aggregateReportPdf },
};

@Injectable()
export class ConferenceMinutesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conferences: ConferencesService,
  ) {}

  /** @throws Problem 409 `conference.no-minutes` before it was held. */
  async minutes(id: string, as: 'docx' | 'pdf'): Promise<Buffer> {
    return printers.minutes[as](minutesOf(await this.onRecord(id)), partyForm);
  }

  /** @throws Problem 409 `conference.no-minutes` before it was held. */
  async closingReport(id: string, as: 'docx' | 'pdf'): Promise<Buffer> {
    return printers.report[as](closingReportOf(await this.onRecord(id)), partyForm);
  }

  private async onRecord(id: string): Promise<OnRecord> {
    return this.transactions.run(async (unit) => {
      const conference = await this.conferences.get(id);
      if (conference.state !== 'held' && conference.state !== 'closed')
        throw Problem.conflict('conference.no-minutes', `The conference is ${conference.state}`);
      const entries = await unit.manager.find(ConferenceEntryEntity, {
        where: { conferenceId: id },
        order: { number: 'ASC' },
      });
      const items = await unit.manager
        .createQueryBuilder(ActionItemEntity, 'item')
        .where(carriedSql, { conferenceId: id })
        .orderBy('item.dueOn')
        .addOrderBy('item.id')
        .getMany();
      const owners = items.map((item) => item.ownerAppointmentId ?? item.ownerOrganisationId!);
      const named = [
        conference.organisationId,
        conference.areaId,
        ...entries.flatMap(({ areaId, answeringOrganisationId }) => [areaId, answeringOrganisationId]),
        ...owners,
      ];
      const names = await unit.query<{ id: string; name: string }>('conference.names', namesSql, [
        named.filter((one) => one !== null),
      ]);
      type Post = { id: string } & (OnRecord['posts'] extends ReadonlyMap<string, infer One> ? One : never);
      const posts = await unit.query<Post>('conference.posts', postsSql, [owners]);
      const [superior] = await unit.query<{ name: string }>('conference.superior', superiorSql, [
        conference.organisationId,
        conference.startsAt,
      ]);
      return {
        conference,
        entries: entries.map(toEntry),
        items,
        names: new Map(names.map((one) => [one.id, one.name])),
        posts: new Map(posts.map((one) => [one.id, one])),
        superiorBody: superior?.name ?? null,
      };
    });
  }
}
