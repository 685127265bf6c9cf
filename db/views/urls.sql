-- Every address that an article was seen under, and why it is the same. The article is asked for by a subquery, so that a
-- count of addresses doesn't look at articles.
SELECT
    d.id,
    p.article_id,
    d.url,
    d.kind,
    (SELECT a.canonical_url FROM article AS a WHERE a.id = p.article_id) AS canonical_url,
    d.first_seen_at,
    d.last_seen_at
FROM address AS d
JOIN page AS p ON p.id = d.page_id
WHERE p.article_id IS NOT NULL
