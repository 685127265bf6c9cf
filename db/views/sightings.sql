-- What was seen on a front page, a section page or in a JSON list, at which place (1: the top), and from when to when.
SELECT
    s.name AS source,
    e.url AS seen_on,
    p.article_id,
    p.url,
    l.first_position,
    l.top_position,
    l.last_position,
    l.first_seen_at,
    l.top_seen_at,
    l.last_seen_at,
    l.gone_at
FROM placement AS l
JOIN endpoint AS e ON e.id = l.endpoint_id
JOIN source AS s ON s.id = e.source_id
JOIN page AS p ON p.id = l.page_id
