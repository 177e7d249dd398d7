/**
 * A month of 1,000,000 accepted items: 300 reporters, the busiest with several times the items of the idlest, most
 * of them in their own one of 66 units; eight topics, three tendencies, four prevalences and eleven strata of
 * uneven weight. The same numbers on every run.
 */
export const monthOfItems: readonly string[] = [
  `SELECT setseed(0.42)`,
  `INSERT INTO area (id, code, name, type, valid_from, version)
   SELECT gen_random_uuid(), 'A' || lpad(i::text, 3, '0'), 'Đơn vị ' || i, 'commune', '2020-01-01', 1 FROM generate_series(1, 66) i`,
  `INSERT INTO area_node (root, tree_from, numbering, area_id, lo, hi)
   SELECT code, '2020-01-01', 1, id, row_number() OVER (ORDER BY code), row_number() OVER (ORDER BY code) FROM area`,
  `INSERT INTO organisation VALUES (gen_random_uuid(), 'O1', 'Ban', 'province')`,
  `INSERT INTO reporting_period
   VALUES (gen_random_uuid(), '2026-01', 'monthly', '2026-01-01', '2026-01-31', '2026-02-05', 'open', NULL, 1)`,
  `INSERT INTO appointment
   SELECT gen_random_uuid(), gen_random_uuid(), 'collaborator', CASE WHEN i <= 30 THEN 'province' ELSE 'commune' END, o.id, n.area_id,
          '2025-01-01', NULL, 'appointed', 1
     FROM generate_series(1, 300) i JOIN area_node n ON n.lo = 1 + i % 66, organisation o`,
  `INSERT INTO opinion_report
     (id, period_id, appointment_id, person_id, kind, channel, ord, state, filed_at, on_time, item_count, version)
   SELECT gen_random_uuid(), p.id, a.id, a.person_id, 'periodic', 'web', n.lo, 'accepted', '2026-01-30', true, 3333, 1
     FROM reporting_period p, appointment a JOIN area_node n USING (area_id)`,
  `CREATE TEMP TABLE reporter AS
   SELECT id, period_id, appointment_id, ord, row_number() OVER (ORDER BY ord) AS n FROM opinion_report`,
  `CREATE TEMP TABLE draw AS
   SELECT i, 1 + floor(300 * random() ^ 1.3)::int AS reporter, random() AS topic, random() AS tendency, random() AS prevalence,
          random() AS area, random() AS stratum, random() AS weight
     FROM generate_series(1, 1000000) i`,
  `ANALYZE draw`,
  `INSERT INTO opinion_item
     (id, report_id, position, period_id, appointment_id, topic, area_id, ord, strata, tendency, prevalence, conversations,
      meetings, places, intensity, trend, rumour, summary, proposals, assessment, proposed_solution, state, return_reason,
      revision, known_from, decided_at)
   SELECT gen_random_uuid(), r.id, i, r.period_id, r.appointment_id,
          (ARRAY['economy', 'local-matters', 'culture-society', 'party-building', 'domestic-politics', 'defence-security',
                 'good-practices', 'international'])[1 + floor(8 * topic ^ 1.6)::int],
          n.area_id, n.lo,
          (ARRAY['farmers', 'workers', 'officials', 'party-members', 'business-people', 'students', 'pensioners', 'intellectuals',
                 'armed-forces', 'ethnic-communities', 'religious-communities'])
            [1 + floor(9 * stratum ^ 1.5)::int : 1 + floor(9 * stratum ^ 1.5)::int + floor(3 * weight)::int],
          (ARRAY['approve', 'undecided', 'oppose'])[1 + floor(3 * tendency ^ 1.5)::int],
          (ARRAY['some', 'many', 'majority', 'overwhelming'])[1 + floor(4 * prevalence ^ 2)::int],
          20 + floor(40 * weight)::int, 2, 3, 'medium', 'stable', weight < 0.03,
          repeat('Nhân dân quan tâm giá vật tư nông nghiệp và mong sớm có hỗ trợ; ', 3) || i,
          ARRAY['Đề nghị sớm có chính sách hỗ trợ'], NULL, NULL, 'accepted', NULL, 1, '2026-01-31', '2026-02-01'
     FROM draw JOIN reporter r ON r.n = draw.reporter
     JOIN area_node n ON n.lo = CASE WHEN draw.area < 0.85 THEN r.ord ELSE 1 + floor(66 * (draw.area - 0.85) / 0.15)::int END`,
  `VACUUM (ANALYZE) opinion_item`,
  `ANALYZE`,
];
