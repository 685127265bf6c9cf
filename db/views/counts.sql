-- How many articles each source published on each UTC day in each language, and how many of them repeat another; kept as
-- they come (`db.tally`). To be summed up: what came since the last crawl ended stands in rows of its own.
SELECT
    s.name AS source,
    nullif(t.day, '') AS day,
    nullif(t.language, '') AS language,
    t.articles,
    t.duplicates
FROM tally AS t
JOIN source AS s ON s.id = t.source_id
