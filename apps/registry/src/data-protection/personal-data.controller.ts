import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { PersonalData, PersonalDataRegister } from '#contracts/data-protection';
import { IdParam } from '#contracts/values';
import { sheetTypes } from '#documents/sheets';
import { Route } from '#service-kit/route';
import { ownPersonId } from '../people/own-person.js';
import { PersonalDataService } from './personal-data.service.js';

const unknown = { 404: ['resource.not-found'] };

@Controller()
export class PersonalDataController {
  constructor(private readonly data: PersonalDataService) {}

  @Get('personal-data-register')
  @Route({
    summary: 'What is held of people, what for, by what right and how long',
    requires: 'personal-data-register.read',
    returns: PersonalDataRegister,
  })
  register() {
    return this.data.register();
  }

  @Get('people/:id/data')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Export everything held of a person, for the person',
    requires: 'personal-data.export',
    returns: PersonalData,
    problems: unknown,
  })
  export(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.data.export(id, caller);
  }

  @Get('me/data')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Export everything held of oneself',
    requires: 'own-record.read',
    returns: PersonalData,
    problems: unknown,
  })
  own(@Calling() caller: Caller) {
    return this.data.export(ownPersonId(caller), caller);
  }

  @Get('me/data.xlsx')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="du-lieu-cua-toi.xlsx"')
  @Route({
    summary: 'Export everything held of oneself as a workbook',
    requires: 'own-record.read',
    produces: sheetTypes.xlsx,
    problems: unknown,
  })
  async workbook(@Calling() caller: Caller): Promise<StreamableFile> {
    return new StreamableFile(await this.data.workbook(ownPersonId(caller), caller), {
      type: sheetTypes.xlsx,
    });
  }
}
