-- The articles under the column names of news-please, for queries and programs that come from there.
SELECT
    a.id,
    a.authors,
    a.first_seen_at AS date_download,
    r.modified_at AS date_modify,
    a.published_at AS date_publish,
    r.lead AS description,
    f.warc_file AS filename,
    a.image_url,
    a.language,
    f.warc_file AS localpath,
    r.text AS maintext,
    rtrim(replace(replace(s.url, 'https://', ''), 'http://', ''), '/') AS source_domain,
    r.title,
    r.title AS title_page,
    (SELECT min(p.hint_title) FROM page AS p WHERE p.article_id = a.id) AS title_rss,
    a.url
FROM article AS a
LEFT JOIN source AS s ON s.id = a.source_id
LEFT JOIN revision AS r ON r.id = a.revision_id
LEFT JOIN "fetch" AS f ON f.id = r.fetch_id
