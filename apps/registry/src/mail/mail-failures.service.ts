import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Page } from '#contracts/list';
import { mailDispatch, type MailFailure, type MailFailureListQuery } from '#contracts/notifications';
import { Problem } from '#contracts/problem';
import { readPage } from '#persistence/list';
import { Transactions } from '#persistence/transactions';
import { recordShown } from '#service-kit/reads-of-others';
import { MailEntity } from './mail.entity.js';
import { retrySql } from './mail.queries.js';

@Injectable()
export class MailFailuresService {
  constructor(private readonly transactions: Transactions) {}

  async list(query: z.infer<typeof MailFailureListQuery>): Promise<Page<MailFailure>> {
    return this.transactions.run(async (unit) => {
      const page = await readPage(
        unit.manager.createQueryBuilder(MailEntity, 'mail').where(`mail.state = 'dead'`),
        query,
        {
          fields: { accountId: 'mail.accountId', purpose: 'mail.purpose' },
          sort: { expression: 'mail.finishedAt', of: (mail) => mail.finishedAt!.toISOString() },
          id: { expression: 'mail.id', of: (mail) => mail.id },
          direction: 'DESC',
        },
        toFailure,
      );
      recordShown(unit, 'mail-failure', page.items);
      return page;
    });
  }

  /**
   * Sends it again, for another day.
   * @throws Problem `resource.not-found`, or `mail-failure.not-failed` when it was sent or is still tried.
   */
  async retry(id: string): Promise<void> {
    await this.transactions.run(async (unit) => {
      if ((await unit.query('mail.retry', retrySql, [id])).length === 0) {
        if (!(await unit.manager.existsBy(MailEntity, { id }))) throw Problem.of('resource.not-found');
        throw Problem.conflict('mail-failure.not-failed', 'The mail was not given up');
      }
      unit.enqueue(mailDispatch, {});
      unit.audit({ action: 'mail-failure.retry', entity: `mail:${id}` });
    });
  }
}

const toFailure = ({
  id,
  accountId,
  purpose,
  attempts,
  error,
  createdAt,
  finishedAt,
}: MailEntity): MailFailure => ({
  id,
  accountId,
  purpose,
  attempts,
  error: error ?? '',
  createdAt: createdAt.toISOString(),
  failedAt: finishedAt!.toISOString(),
});
