-- Every article once, as it stands now; `duplicate_of IS NULL` gives the unique ones.
-- LEFT JOINs, though there always is a partner: so a query that asks nothing of a table leaves it out.
SELECT
    a.id,
    s.name AS source,
    a.url,
    a.canonical_url,
    r.title,
    r.lead,
    r.text,
    a.authors,
    a.keywords,
    a.published_at,
    a.published_precision,
    a.published_from,
    r.modified_at,
    a.language,
    a.section,
    a.dateline,
    a.publisher,
    a.image_url,
    a.kind,
    a.is_free,
    a.is_truncated,
    r.word_count,
    r.content_hash,
    r.parser_version,
    a.first_seen_at,
    a.last_seen_at,
    r.number AS revision,
    a.story_id,
    a.duplicate_of,
    a.gone_at,
    a.agencies
FROM article AS a
LEFT JOIN source AS s ON s.id = a.source_id
LEFT JOIN revision AS r ON r.id = a.revision_id
