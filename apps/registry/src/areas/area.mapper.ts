import type { Area } from '#contracts/areas';
import type { AreaEntity } from './area.entity.js';

export function toArea(entity: AreaEntity): Area {
  const { id, code, name, type, parentId, validFrom, validTo } = entity;
  return { id, code, name, type, parentId, validFrom, validTo };
}
