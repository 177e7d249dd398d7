import { Controller, Get, Module, Param } from '@nestjs/common';
import { Code, CodeList } from '#contracts/opinion';
import { Transactions } from '#persistence/transactions';
import { Route } from '#service-kit/route';
import { CodeEntity } from './code.entity.js';

const ListParam = Code.shape.list;

@Controller('codes')
export class CodesController {
  constructor(private readonly transactions: Transactions) {}

  @Get(':list')
  @Route({
    summary: 'Read a code list: topics or strata, in their order',
    requires: 'code-list.read',
    returns: CodeList,
  })
  async list(@Param('list', { schema: ListParam }) list: CodeEntity['list']) {
    return {
      items: await this.transactions.manager.find(CodeEntity, {
        where: { list },
        order: { position: 'ASC' },
      }),
    };
  }
}

@Module({ controllers: [CodesController] })
export class CodesModule {}
