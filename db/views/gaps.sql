-- When a source published more between two polls than its listing holds, so that something may have been missed.
SELECT
    g.id,
    s.name AS source,
    e.kind,
    e.url,
    g.since_at,
    g.until_at,
    g.entries,
    g.searched_at,
    g.found
FROM gap AS g
JOIN source AS s ON s.id = g.source_id
JOIN endpoint AS e ON e.id = g.endpoint_id
