import { Body, Controller, Header, Param, Post, Query } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { AttendanceCode, CheckIn } from '#contracts/check-ins';
import { FileQuery, ImportOutcome } from '#contracts/import';
import { IdParam } from '#contracts/values';
import { Route } from '#service-kit/route';
import { tableFiles } from '#service-kit/table-file';
import { Uploaded, type Upload } from '#service-kit/uploaded';
import { CheckInsService } from './check-ins.service.js';

const wrongState = { 404: ['resource.not-found'], 409: ['class.not-planned'] };

@Controller('classes/:id')
export class CheckInsController {
  constructor(private readonly checkIns: CheckInsService) {}

  @Post('attendance-codes')
  @Header('cache-control', 'no-store')
  @Route({
    summary: 'Show the next code for the screen of a class',
    description:
      'It counts for 90 seconds; ask for another before it ends. Only a fingerprint of it is kept.',
    requires: 'class-participant.write',
    returns: AttendanceCode,
    status: 201,
    problems: { ...wrongState, 422: ['class.not-today'] },
  })
  show(@Param('id', { schema: IdParam }) id: string) {
    return this.checkIns.show(id);
  }

  @Post('check-in')
  @Route({
    summary: 'Say that one is there, by the code on the screen',
    description: 'Once a day is enough. After five wrong codes within ten minutes: 429.',
    requires: 'class-invitation.answer',
    problems: { ...wrongState, 422: ['class.not-today', 'class.wrong-code'] },
  })
  checkIn(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: CheckIn }) body: CheckIn,
    @Calling() caller: Caller,
  ) {
    return this.checkIns.checkIn(id, body, caller);
  }

  @Post('attendance/files')
  @Route({
    summary: 'Note who was there on which days, from a table',
    description: 'Columns personId, day. What is noted already is passed over.',
    requires: 'class-participant.write',
    consumes: tableFiles,
    returns: ImportOutcome,
    problems: { ...wrongState, 422: ['file.unreadable'] },
  })
  importFile(
    @Param('id', { schema: IdParam }) id: string,
    @Query({ schema: FileQuery }) query: FileQuery,
    @Uploaded() file: Upload,
  ) {
    return this.checkIns.importFile(id, file, query);
  }
}
