import type { Area } from '#contracts/areas';
import type { AreaEntity } from './area.entity.js';

export function toArea(entity: AreaEntity): Area {
  const { search: _search, version: _version, ...area } = entity;
  return area;
}
