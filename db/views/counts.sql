-- How many articles each source published on each UTC day in each language, and how many of them repeat another; kept as
-- they come (`db.tally`), so that to sum them up costs next to nothing.
SELECT
    s.name AS source,
    c.day,
    c.language,
    c.articles,
    c.duplicates
FROM (
    SELECT
        source_id,
        nullif(day, '') AS day,
        nullif(language, '') AS language,
        cast(sum(articles) AS integer) AS articles,
        cast(sum(duplicates) AS integer) AS duplicates
    FROM tally
    GROUP BY source_id, tally.day, tally.language
    HAVING sum(articles) <> 0
) AS c
LEFT JOIN source AS s ON s.id = c.source_id
