import { Body, Controller, Get, Injectable, Module, Put } from '@nestjs/common';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Office, OfficeUpdate } from '#contracts/aggregates';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';

/** The one row that says how the office's documents name it. */
@Entity('office')
export class OfficeEntity {
  @PrimaryColumn('boolean', { default: true }) id!: boolean;
  @Column('text') superiorBody!: string;
  @Column('text') issuingBody!: string;
  @Column('text') symbolBody!: string;
  @Column('text') place!: string;
  @Column('text', { nullable: true }) mark!: string | null;
  @Column('text') filedAt!: string;
  @Column('text') form!: Office['form'];
  @Column('text', { array: true }) recipients!: string[];
  @Column('integer') version!: number;
}

@Injectable()
export class OfficeService {
  constructor(private readonly transactions: Transactions) {}

  get(): Promise<OfficeEntity> {
    return this.transactions.manager.findOneByOrFail(OfficeEntity, { id: true });
  }

  async change(version: number, input: OfficeUpdate): Promise<OfficeEntity> {
    return this.transactions.run(async (unit) => {
      const { affected } = await unit.manager.update(
        OfficeEntity,
        { version },
        { ...input, version: version + 1 },
      );
      if (affected === 0) throw Problem.of('resource.stale');
      unit.audit({ action: 'office.write', entity: 'office', details: { version: version + 1 } });
      return unit.manager.findOneByOrFail(OfficeEntity, { id: true });
    });
  }
}

@Controller('office')
export class OfficeController {
  constructor(private readonly office: OfficeService) {}

  @Get()
  @Route({ summary: 'Read how documents name the office', requires: 'office.read', returns: Office })
  get() {
    return this.office.get();
  }

  @Put()
  @Route({
    summary: 'Change how documents name the office',
    requires: 'office.write',
    returns: Office,
    guarded: true,
  })
  change(@IfMatch() version: number, @Body({ schema: OfficeUpdate }) body: OfficeUpdate) {
    return this.office.change(version, body);
  }
}

@Module({
  controllers: [OfficeController],
  providers: [OfficeService],
  exports: [OfficeService],
})
export class OfficeModule {}
