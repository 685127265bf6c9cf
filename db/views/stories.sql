-- Clusters of articles that are one story: today the exact copies.
SELECT
    o.id AS story_id,
    o.id AS original_id,
    r.title,
    o.language,
    o.published_at AS first_published_at,
    count(c.id) + 1 AS articles
FROM article AS o
JOIN revision AS r ON r.id = o.revision_id
JOIN article AS c ON c.duplicate_of = o.id
GROUP BY o.id, r.title, o.language, o.published_at
