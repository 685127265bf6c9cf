-- Articles that are one story: an original, what repeats it, and their translations.
SELECT
    o.id AS story_id,
    o.id AS original_id,
    s.name AS source,
    r.title,
    o.language,
    o.published_at AS first_published_at,
    m.last_published_at,
    m.articles,
    m.copies,
    m.sources,
    m.languages
FROM article AS o
JOIN revision AS r ON r.id = o.revision_id
JOIN source AS s ON s.id = o.source_id
JOIN (
    SELECT
        story_id,
        max(published_at) AS last_published_at,
        count(*) AS articles,
        count(duplicate_of) AS copies,
        count(DISTINCT source_id) AS sources,
        count(DISTINCT language) AS languages
    FROM article
    WHERE story_id IS NOT NULL
    GROUP BY story_id
) AS m ON m.story_id = o.id
