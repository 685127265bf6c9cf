-- Every address that an article was seen under, and why it is the same.
SELECT
    d.id,
    p.article_id,
    d.url,
    d.kind,
    a.canonical_url,
    d.first_seen_at,
    d.last_seen_at
FROM address AS d
JOIN page AS p ON p.id = d.page_id
JOIN article AS a ON a.id = p.article_id
