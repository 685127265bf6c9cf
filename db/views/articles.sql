-- Every article once, as it stands now; `duplicate_of IS NULL` gives the unique ones.
-- Of the revision each column is asked for by itself, so that a count of articles doesn't look at a single text: SQLite
-- leaves no join out of an aggregate (its "omit outer join" is for plain queries only).
SELECT
    a.id,
    s.name AS source,
    a.url,
    a.canonical_url,
    (SELECT r.title FROM revision AS r WHERE r.id = a.revision_id) AS title,
    (SELECT r.lead FROM revision AS r WHERE r.id = a.revision_id) AS lead,
    (SELECT r.text FROM revision AS r WHERE r.id = a.revision_id) AS text,
    a.authors,
    a.keywords,
    a.published_at,
    a.published_precision,
    a.published_from,
    (SELECT r.modified_at FROM revision AS r WHERE r.id = a.revision_id) AS modified_at,
    a.language,
    a.section,
    a.dateline,
    a.publisher,
    a.image_url,
    a.kind,
    a.is_free,
    a.is_truncated,
    (SELECT r.word_count FROM revision AS r WHERE r.id = a.revision_id) AS word_count,
    (SELECT r.content_hash FROM revision AS r WHERE r.id = a.revision_id) AS content_hash,
    (SELECT r.parser_version FROM revision AS r WHERE r.id = a.revision_id) AS parser_version,
    a.first_seen_at,
    a.last_seen_at,
    (SELECT r.number FROM revision AS r WHERE r.id = a.revision_id) AS revision,
    a.story_id,
    a.duplicate_of,
    a.gone_at,
    a.agencies
FROM article AS a
LEFT JOIN source AS s ON s.id = a.source_id
