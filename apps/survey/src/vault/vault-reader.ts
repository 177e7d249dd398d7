import { Injectable } from '@nestjs/common';
import type { AnswerValue } from '#contracts/questionnaires';
import { Vault } from '#persistence/vault';
import type { ResponseMode } from './response.entity.js';
import { modesSql, readSql } from './vault.queries.js';

/** A response as estimates see it: its cell, and what was answered to the items asked for, in their order. */
export interface ReadResponse {
  readonly cell: number;
  readonly mode: ResponseMode;
  readonly complete: boolean;
  readonly answers: readonly AnswerValue[];
}

/** Responses read at a time. */
const PAGE = 20_000;

/** Reads answers for figures that then pass the release gate. No id leaves the vault. */
@Injectable()
export class VaultReader {
  constructor(private readonly vault: Vault) {}

  /** The answers of a plan to some items, in the order of their random ids, which is the same every time. */
  async read(
    planId: string,
    items: readonly string[],
    onPage: (read: number) => Promise<void> = async () => undefined,
  ): Promise<ReadResponse[]> {
    const all: ReadResponse[] = [];
    for (let after: string | null = null; ;) {
      const page: (ReadResponse & { id: string })[] = await this.vault.run((query) =>
        query('vault.read', readSql, [planId, items, after, PAGE]),
      );
      for (const { cell, mode, complete, answers } of page) all.push({ cell, mode, complete, answers });
      await onPage(all.length);
      if (page.length < PAGE) return all;
      after = page.at(-1)!.id;
    }
  }

  /** How the responses to a plan came. */
  async modes(planId: string): Promise<ResponseMode[]> {
    const rows = await this.vault.run((query) =>
      query<{ mode: ResponseMode }>('vault.modes', modesSql, [planId]),
    );
    return rows.map(({ mode }) => mode);
  }
}
