import type { Conference, ConferencePlan, ConferenceSummary } from '#contracts/conferences';
import type { AgendaItemEntity, ConferenceEntity, ConferenceSiteEntity } from './conference.entity.js';

export function toSummary(conference: ConferenceEntity): ConferenceSummary {
  const {
    periodId,
    periodTitle,
    startsAt,
    endsAt,
    signedContractIds,
    signingPosition,
    signingOrganisationId,
    ...rest
  } = conference;
  return {
    ...rest,
    period: periodId === null ? null : { id: periodId, name: periodTitle! },
    signing: signedContractIds && {
      contractIds: signedContractIds,
      signer: { position: signingPosition!, organisationId: signingOrganisationId! },
    },
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
}

/** @param attended how many of the invited were at a site, by its number. */
export function toConference(
  conference: ConferenceEntity,
  sites: readonly ConferenceSiteEntity[],
  agenda: readonly AgendaItemEntity[],
  attended: ReadonlyMap<number, number>,
): Conference {
  return {
    ...toSummary(conference),
    sites: sites.map(({ number, label, place, link, guests }) => ({
      number,
      name: label,
      place,
      link,
      attended: guests === null ? null : guests + (attended.get(number) ?? 0),
    })),
    agenda: agenda.map(({ conferenceId: _, ...item }) => item),
  };
}

/** The plan as columns. */
export function factsOf({
  sites: _sites,
  agenda: _agenda,
  period,
  startsAt,
  endsAt,
  ...rest
}: ConferencePlan) {
  return {
    ...rest,
    periodId: period?.id ?? null,
    periodTitle: period?.name ?? null,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
  };
}
