import { describe, expect, it } from 'vitest';
import { NewContractTemplate } from '#contracts/contracts';
import { contractTemplates, demoContracts } from './contracts.js';
import { demoCollaborators } from './people.js';

describe('the contracts of the demonstration', () => {
  const collaborators = demoCollaborators('lang-son');
  const contracts = demoContracts(collaborators);

  it('are by templates that the API takes', () => {
    for (const template of contractTemplates) expect(NewContractTemplate.parse(template)).toEqual(template);
    expect(new Set(contractTemplates.map(({ code }) => code)).size).toBe(contractTemplates.length);
  });

  it('are of everyone at the province and some in communes, each once', () => {
    const province = collaborators.filter(({ level }) => level === 'province');
    const [ofProvince, ofCommune] = contractTemplates.map(({ code }) =>
      contracts.filter(({ templateCode }) => templateCode === code),
    );
    expect(ofProvince!.map(({ collaboratorCode }) => collaboratorCode)).toEqual(
      province.map(({ code }) => code),
    );
    expect(ofCommune).toHaveLength(20);
    expect(new Set(contracts.map(({ collaboratorCode }) => collaboratorCode)).size).toBe(contracts.length);
  });

  it('are the same every time', () => {
    expect(demoContracts(demoCollaborators('lang-son'))).toEqual(contracts);
  });
});
