-- What two articles are to each other, by which rule, how surely, since when.
SELECT
    l.a_id,
    l.b_id,
    l.relation,
    l.rule,
    l.score,
    l.a_in_b,
    l.b_in_a,
    l.apart_s,
    l.method,
    l.decided_at,
    l.unlinked_at
FROM link AS l
