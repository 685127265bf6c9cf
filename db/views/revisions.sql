-- Every version of every article, with what changed against the one before.
SELECT
    r.id,
    r.article_id,
    r.number AS revision,
    s.name AS source,
    a.canonical_url,
    r.seen_at,
    r.modified_at,
    r.changed,
    r.words_added,
    r.words_removed,
    r.title,
    r.lead,
    r.text,
    r.word_count,
    r.content_hash,
    r.parser_version,
    r.cause,
    r.id = a.revision_id AS is_current,
    (SELECT max(g.seen_at) FROM sighting AS g WHERE g.article_id = r.article_id AND g.revision_id = r.id) AS seen_again_at
FROM revision AS r
JOIN article AS a ON a.id = r.article_id
LEFT JOIN source AS s ON s.id = a.source_id
