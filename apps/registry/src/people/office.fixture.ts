import { demoOrganisations, langSonSuccessions, langSonUnits } from '#apps/standalone/src/demo-data/index';
import type { Appointment, NewAppointment, Person } from '#contracts/people';
import type { EventTransport } from '#messaging/event-transport';
import type { TestClient, TestService } from '#testing/test-service';
import { importUnits, startRegistry, unitOf } from '../areas/units.fixture.js';

export const people = '/v1/registry/people';
export const appointments = '/v1/registry/appointments';

/** The registry of Lạng Sơn: its units and organisations, and a registrar who may add people. */
export class Office {
  private constructor(
    readonly service: TestService,
    readonly registrar: TestClient,
    private readonly organisationId: string,
  ) {}

  static async open(transport?: EventTransport): Promise<Office> {
    const service = await startRegistry(transport);
    const registrar = service.as('registrar');
    await importUnits(registrar, langSonUnits, langSonSuccessions);
    await registrar.post('/v1/registry/organisations/imports', { organisations: demoOrganisations() });
    const { body } = await registrar.get('/v1/registry/organisations?filter[code][eq]=BTGDV');
    return new Office(service, registrar, body.items[0].id);
  }

  unit(code: string) {
    return unitOf(this.registrar, code);
  }

  async person(fullName: string): Promise<Person> {
    return made(await this.registrar.post(people, { fullName }));
  }

  /** An appointment as collaborator for the whole province, from last year on. */
  async decision(person: Person, changes: Partial<NewAppointment> = {}): Promise<NewAppointment> {
    return {
      personId: person.id,
      role: 'collaborator',
      level: 'province',
      organisationId: this.organisationId,
      areaId: changes.areaId ?? (await this.unit('20')).id,
      from: '2025-09-01',
      to: null,
      position: 'Cộng tác viên dư luận xã hội',
      decisionNumber: '12-QĐ/BTGDVTU',
      decisionDate: '2025-08-25',
      decisionIssuer: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
      legalBasis: null,
      ...changes,
    };
  }

  async appointed(person: Person, changes: Partial<NewAppointment> = {}): Promise<Appointment> {
    return made(await this.registrar.post(appointments, await this.decision(person, changes)));
  }
}

function made({ status, body }: Awaited<ReturnType<TestClient['post']>>) {
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
