import type { Organisation } from '#contracts/organisations';
import type { OrganisationEntity } from './organisation.entity.js';

export function toOrganisation(entity: OrganisationEntity): Organisation {
  const { search: _, ...organisation } = entity;
  return organisation;
}
