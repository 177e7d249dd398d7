import type { Conference, ConferencePlan } from '#contracts/conferences';
import { ifMatch, type TestClient } from '#testing/test-service';

export const conferences = '/v1/training/conferences';

/** A briefing of a province with two sites, over long ago. */
export function conferencePlan(changes: Partial<ConferencePlan> = {}): ConferencePlan {
  return {
    kind: 'briefing',
    title: 'Giao ban dư luận xã hội tháng 3 năm 2025',
    areaId: '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e01',
    organisationId: '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e02',
    startsAt: '2025-04-02T07:30:00+07:00',
    endsAt: '2025-04-02T11:00:00+07:00',
    chair: 'Phó Trưởng Ban Thường trực',
    period: { id: '7a0e7f0e-6c58-4d2b-8a3f-0c8f6d1b2e03', name: 'Tháng 3/2025' },
    sites: [
      { name: 'Hội trường tỉnh', place: 'Trụ sở Ban, tầng 2', link: null },
      { name: 'Xã Mẫu', place: null, link: 'https://hop.example.vn/xa-mau' },
    ],
    agenda: [
      { title: 'Đọc báo cáo tổng hợp', aggregateId: null, speakerPersonId: null, materials: [] },
      { title: 'Đại biểu phát biểu', aggregateId: null, speakerPersonId: null, materials: [] },
    ],
    ...changes,
  };
}

function made({ status, body }: Awaited<ReturnType<TestClient['post']>>): Conference {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

export const plannedConference = async (
  editor: TestClient,
  changes: Partial<ConferencePlan> = {},
): Promise<Conference> => made(await editor.post(conferences, conferencePlan(changes)));

/** Attended by guests alone. */
export async function heldConference(
  editor: TestClient,
  changes: Partial<ConferencePlan> = {},
): Promise<Conference> {
  const plan = await plannedConference(editor, changes);
  const body = { sites: [{ number: 1, personIds: [], guests: 12 }] };
  return made(await editor.post(`${conferences}/${plan.id}/attendance`, body, ifMatch(plan)));
}
