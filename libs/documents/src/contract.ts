import type { DocumentForm } from './forms.js';

/** An article of a contract; its number comes from its place. */
export interface ContractArticle {
  heading: string;
  paragraphs: string[];
}

/** A contract for piece work as it is to be printed; text is printed as given. */
export interface ContractDocument {
  form: DocumentForm;
  superiorBody: string;
  /** Party A. */
  issuingBody: string;
  address: string | null;
  symbol: { type: string; body: string };
  /** `null` leaves room for it. */
  number: number | null;
  place: string;
  /** ISO date of signing; `null` leaves room for it. */
  date: string | null;
  title: string;
  abstract: string;
  grounds: string[];
  /** Who signs for party A; `null` leaves room. */
  signer: { position: string; name: string } | null;
  partyB: { fullName: string; position: string; organisation: string };
  /** What party B writes in by hand: each a dotted line. */
  blanks: string[];
  articles: ContractArticle[];
}

/** The list at the end of several contracts, which everyone signs. */
export interface SignatoryList {
  title: string;
  /** Such as the conference, and its place and day. */
  subtitle: string;
}
