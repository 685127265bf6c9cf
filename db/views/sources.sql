-- Every source: its health and its next visit.
SELECT
    s.id,
    s.name,
    s.url,
    s.language,
    s.schedule,
    s.is_active,
    s.created_at,
    s.next_visit_at,
    s.last_started_at,
    s.last_finished_at,
    s.last_success_at,
    s.failures,
    s.last_error,
    s.signals,
    (SELECT count(*) FROM endpoint AS e WHERE e.source_id = s.id) AS endpoints,
    (SELECT coalesce(sum(t.articles), 0) FROM tally AS t WHERE t.source_id = s.id) AS articles,
    (SELECT coalesce(sum(t.duplicates), 0) FROM tally AS t WHERE t.source_id = s.id) AS duplicates,
    (SELECT max(a.published_at) FROM article AS a WHERE a.source_id = s.id) AS newest_article_at,
    (SELECT count(*) FROM page AS p WHERE p.source_id = s.id AND p.state IN ('new', 'failed')) AS waiting
FROM source AS s
