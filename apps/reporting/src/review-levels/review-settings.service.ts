import { Injectable } from '@nestjs/common';
import { Problem } from '#contracts/problem';
import type { ReviewSettingsUpdate } from '#contracts/review';
import { Transactions } from '#persistence/transactions';
import { ReviewSettingsEntity } from './review.entity.js';

@Injectable()
export class ReviewSettingsService {
  constructor(private readonly transactions: Transactions) {}

  get(): Promise<ReviewSettingsEntity> {
    return this.transactions.manager.findOneByOrFail(ReviewSettingsEntity, { id: true });
  }

  /** Reports that wait go by the new settings from then on. */
  async change(version: number, input: ReviewSettingsUpdate): Promise<ReviewSettingsEntity> {
    return this.transactions.run(async (unit) => {
      const next = { ...input, version: version + 1 };
      const { affected } = await unit.manager.update(ReviewSettingsEntity, { version }, next);
      if (affected === 0) throw Problem.of('resource.stale');
      unit.audit({ action: 'review-settings.write', entity: 'review-settings', details: next });
      return this.get();
    });
  }
}
