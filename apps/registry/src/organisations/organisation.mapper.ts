import type { Organisation } from '#contracts/organisations';
import type { OrganisationEntity } from './organisation.entity.js';

export function toOrganisation(entity: OrganisationEntity): Organisation {
  const { search: _search, version: _version, ...organisation } = entity;
  return organisation;
}
