import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AllowanceSheet } from '#contracts/allowances';
import type { Contract, ContractSigning, ContractTemplate } from '#contracts/contracts';
import { contractTemplates, demoContracts, demoPersonnel } from '../demo-data/index.js';
import type { ApiClient } from './api-client.js';
import { type Month } from './calendar.js';
import type { Province, Say } from './load.js';

/** The templates, and a batch of contracts signed at one conference: numbered in the order of the list. */
export async function signContracts(
  admin: ApiClient,
  province: Province,
  folder: string,
  say: Say,
): Promise<void> {
  const templateIds = new Map<string, string>();
  for (const template of contractTemplates) {
    const { id } = await admin.post<ContractTemplate>('/v1/registry/contract-templates', template);
    templateIds.set(template.code, id);
  }
  const startsOn = province.collaborators[0]!.from;
  const drafts: { id: string; version: number }[] = [];
  for (const { collaboratorCode, templateCode } of demoContracts(province.collaborators)) {
    const draft = await admin.post<Contract>('/v1/registry/contracts', {
      appointmentId: province.appointmentIds.get(collaboratorCode),
      templateId: templateIds.get(templateCode),
      startsOn,
    });
    drafts.push({ id: draft.id, version: draft.version });
  }
  const signing = await admin.post<ContractSigning>('/v1/registry/contract-signings', {
    on: startsOn,
    place: 'Lạng Sơn',
    occasion: 'Hội nghị giao ban cộng tác viên dư luận xã hội (minh họa)',
    signer: {
      position: 'Trưởng Ban',
      name: demoPersonnel().find(({ duty }) => duty === 'approver')!.fullName,
    },
    contracts: drafts,
  });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'hop-dong.docx');
  await writeFile(file, await admin.bytes(`/v1/registry/contract-signings/${signing.id}/document.docx`));
  say(
    `${contractTemplates.length} contract templates; ${drafts.length} contracts signed in one batch: ${file}`,
  );
}

/** Draws up what the contracts give for a month. */
export async function drawAllowances(admin: ApiClient, { code }: Month, say: Say): Promise<void> {
  const sheet = await admin.post<AllowanceSheet>('/v1/registry/allowance-sheets', { month: code });
  const { contracts, total } = sheet.content.totals;
  say(`the allowance sheet of ${code}: ${contracts} contracts, ${total.toLocaleString('vi')} đồng`);
}

/** Approves the sheets that wait for it and saves them as workbooks. */
export async function approveAllowances(approver: ApiClient, folder: string, say: Say): Promise<string[]> {
  const files: string[] = [];
  await mkdir(folder, { recursive: true });
  const waiting = '/v1/registry/allowance-sheets?filter[state][eq]=draft';
  for await (const { id } of approver.all<{ id: string }>(waiting)) {
    const sheet = await approver.get<AllowanceSheet>(`/v1/registry/allowance-sheets/${id}`);
    const { contentHash, version } = sheet;
    await approver.post(`/v1/registry/allowance-sheets/${id}/approve`, { contentHash }, version);
    const file = join(folder, `phu-cap-${sheet.content.month}.xlsx`);
    await writeFile(file, await approver.bytes(`/v1/registry/allowance-sheets/${id}/sheet.xlsx`));
    say(`the approver has approved the allowance sheet of ${sheet.content.month}`);
    files.push(file);
  }
  return files;
}
