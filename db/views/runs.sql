-- Every pass of the program: when, by whom, and what it brought.
SELECT
    id,
    started_at,
    finished_at,
    status,
    holder,
    program_version,
    sources,
    fetched,
    not_modified,
    new,
    revised,
    duplicates,
    rejected,
    failed
FROM run
