import type { RegulationHead, RegulationVersion } from '#contracts/regulations';
import { formatShortDay } from '#documents/vietnamese-format';
import type { RegulationEntity, RegulationFileEntity, RegulationVersionEntity } from './regulation.entity.js';

const kinds: Record<RegulationHead['kind'], string> = {
  regulation: 'Quy chế',
  guidance: 'Hướng dẫn',
  plan: 'Kế hoạch',
  directive: 'Chỉ thị',
  decision: 'Quyết định',
};

export function toHead({ search: _, ...entity }: RegulationEntity): RegulationHead {
  const { kind, symbol, issuer, issuedOn } = entity;
  return {
    ...entity,
    citation: `${kinds[kind]} số ${symbol} ngày ${formatShortDay(issuedOn)} của ${issuer}`,
  };
}

export function toVersion(
  { regulationId: _, ...version }: RegulationVersionEntity,
  { mediaType, size }: RegulationFileEntity,
): RegulationVersion {
  return { ...version, mediaType, size };
}
