-- The dated entries of live blogs, version by version, in the page's order.
SELECT
    a.id AS article_id,
    s.name AS source,
    a.canonical_url,
    r.number AS revision,
    r.id = a.revision_id AS is_current,
    e.position,
    e.published_at,
    e.title,
    e.text
FROM entry AS e
JOIN revision AS r ON r.id = e.revision_id
JOIN article AS a ON a.id = r.article_id
JOIN source AS s ON s.id = a.source_id
