-- The frontier: every page that we know of, who told us, what became of it, when it is due.
SELECT
    p.id,
    s.name AS source,
    p.url,
    p.state,
    p.reason,
    p.article_id,
    e.url AS found_at,
    e.kind AS found_in,
    p.discovered_at,
    p.last_fetched_at,
    p.next_visit_at,
    p.attempts,
    p.hint_title,
    p.hint_published_at,
    p.signals
FROM page AS p
LEFT JOIN source AS s ON s.id = p.source_id
LEFT JOIN endpoint AS e ON e.id = p.endpoint_id
