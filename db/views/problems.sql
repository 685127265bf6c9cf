-- What was or is wrong with each source, and what to do about it; `ended_at IS NULL`: now.
SELECT
    p.id,
    s.name AS source,
    p.kind,
    p.finding,
    p.advice,
    p.began_at,
    p.ended_at
FROM problem AS p
LEFT JOIN source AS s ON s.id = p.source_id
