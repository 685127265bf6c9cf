-- Every feed, sitemap, section and home page that tells us of articles.
SELECT
    e.id,
    s.name AS source,
    e.kind,
    e.url,
    e.found_by,
    e.last_fetched_at,
    e.last_changed_at,
    e.entries,
    e.fresh,
    e.next_poll_at,
    e.interval_s,
    e.poll_reason,
    e.is_distrusted,
    e.failures,
    e.error
FROM endpoint AS e
LEFT JOIN source AS s ON s.id = e.source_id
