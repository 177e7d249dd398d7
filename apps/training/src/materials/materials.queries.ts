/** Whether a `material` is what its course has now: neither withdrawn nor replaced. */
export const isCurrentSql =
  'NOT material.withdrawn AND NOT EXISTS (SELECT FROM material later WHERE later.replaces_id = material.id)';
