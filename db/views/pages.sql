-- The frontier: every page that we know of, who told us, what became of it, when it is due.
SELECT
    p.id,
    s.name AS source,
    p.url,
    p.state,
    p.reason,
    p.article_id,
    (SELECT e.url FROM endpoint AS e WHERE e.id = p.endpoint_id) AS found_at,
    (SELECT e.kind FROM endpoint AS e WHERE e.id = p.endpoint_id) AS found_in,
    p.discovered_at,
    p.last_fetched_at,
    p.next_visit_at,
    p.attempts,
    p.hint_title,
    p.hint_published_at,
    p.signals
FROM page AS p
LEFT JOIN source AS s ON s.id = p.source_id
