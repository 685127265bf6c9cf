-- What every request brought.
SELECT
    f.id,
    f.run_id,
    s.name AS source,
    f.url,
    f.final_url,
    f.fetched_at,
    f.status,
    f.outcome,
    f.error_kind,
    f.error,
    f.elapsed_ms,
    f.size,
    f.content_type,
    f.payload_digest,
    f.warc_file,
    f.warc_offset,
    f.warc_length,
    f.warc_type,
    f.warc_deleted_at,
    f.parser_version,
    p.article_id
FROM "fetch" AS f
LEFT JOIN source AS s ON s.id = f.source_id
LEFT JOIN page AS p ON p.id = f.page_id
