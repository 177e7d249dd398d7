import type { ContractDocument } from '#documents/contract';
import { forms } from '#documents/forms';
import { formatNumber, formatShortDay } from '#documents/vietnamese-format';
import type { ContractEntity, ContractSigningEntity, ContractTemplateEntity } from './contract.entity.js';
import { type ContractFacts, filled } from './contract-text.rules.js';
import type { PartyRow } from './contracts.queries.js';

/** Room to write on, for who has not been set down to sign. */
export const OPEN = '…………………';

/** What a contract prints. A signed one says of party B what it said at the signing. */
export function toDocument({
  contract,
  template,
  signing,
  facts,
}: {
  contract: ContractEntity;
  template: ContractTemplateEntity;
  signing: ContractSigningEntity | null;
  facts: PartyRow;
}): ContractDocument {
  const party = contract.party ?? facts;
  const { fullName, position, organisation } = party;
  const words: ContractFacts = {
    fullName,
    position,
    organisation,
    signer: signing?.signer.name ?? OPEN,
    signerPosition: signing?.signer.position ?? OPEN,
    startsOn: formatShortDay(contract.startsOn),
    endsOn: formatShortDay(contract.endsOn),
    termMonths: String(contract.termMonths),
    coefficient: formatNumber(contract.coefficient),
    decisionNumber: party.decisionNumber,
    decisionDate: formatShortDay(party.decisionDate),
    decisionIssuer: party.decisionIssuer,
  };
  const { superiorBody, issuingBody, address, symbol, title, abstract, blanks } = template;
  return {
    form: forms[template.form],
    superiorBody,
    issuingBody,
    address,
    symbol,
    title,
    abstract,
    blanks,
    number: contract.number,
    place: signing?.place ?? template.place,
    date: signing?.signedOn ?? null,
    grounds: template.grounds.map((ground) => filled(ground, words)),
    signer: signing?.signer ?? null,
    partyB: { fullName, position, organisation },
    articles: template.articles.map(({ heading, paragraphs }) => ({
      heading: filled(heading, words),
      paragraphs: paragraphs.map((text) => filled(text, words)),
    })),
  };
}
