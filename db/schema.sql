CREATE TABLE clue (
    "key" BIGINT NOT NULL,
    part BIGINT NOT NULL,
    held TEXT NOT NULL,
    CONSTRAINT pk_clue PRIMARY KEY ("key", part)
)
 WITHOUT ROWID;

CREATE TABLE host (
    "key" TEXT NOT NULL,
    next_start_ms BIGINT NOT NULL,
    failures INTEGER DEFAULT '0' NOT NULL,
    rest_until BIGINT,
    rest_kind TEXT,
    rest_status INTEGER,
    rest_reason TEXT,
    CONSTRAINT pk_host PRIMARY KEY ("key")
);

CREATE TABLE host_slot (
    "key" TEXT NOT NULL,
    number INTEGER NOT NULL,
    holder TEXT NOT NULL,
    until_ms BIGINT NOT NULL,
    wanted_ms BIGINT,
    CONSTRAINT pk_host_slot PRIMARY KEY ("key", number)
);

CREATE INDEX ix_host_slot_holder ON host_slot (holder);

CREATE TABLE intake (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    source TEXT,
    options TEXT NOT NULL,
    position TEXT,
    imported INTEGER DEFAULT '0' NOT NULL,
    known INTEGER DEFAULT '0' NOT NULL,
    skipped INTEGER DEFAULT '0' NOT NULL,
    rejected INTEGER DEFAULT '0' NOT NULL,
    broken INTEGER DEFAULT '0' NOT NULL,
    error TEXT,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    holder TEXT,
    lease_until TEXT,
    CONSTRAINT pk_intake PRIMARY KEY (id),
    CONSTRAINT uq_intake_kind_place_options UNIQUE (kind, place, options)
);

CREATE TABLE repeated_line (
    hash INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    CONSTRAINT pk_repeated_line PRIMARY KEY (hash)
);

CREATE TABLE robots (
    place TEXT NOT NULL,
    body BLOB,
    fetched_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    trouble_kind TEXT,
    trouble TEXT,
    trouble_status INTEGER,
    is_known BOOLEAN NOT NULL,
    CONSTRAINT pk_robots PRIMARY KEY (place)
);

CREATE TABLE run (
    id INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    status TEXT NOT NULL,
    holder TEXT NOT NULL,
    program_version TEXT NOT NULL,
    sources INTEGER DEFAULT '0' NOT NULL,
    fetched INTEGER DEFAULT '0' NOT NULL,
    not_modified INTEGER DEFAULT '0' NOT NULL,
    new INTEGER DEFAULT '0' NOT NULL,
    revised INTEGER DEFAULT '0' NOT NULL,
    duplicates INTEGER DEFAULT '0' NOT NULL,
    rejected INTEGER DEFAULT '0' NOT NULL,
    failed INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_run PRIMARY KEY (id)
);

CREATE TABLE sketch (
    hash BIGINT NOT NULL,
    article_id BIGINT NOT NULL,
    CONSTRAINT pk_sketch PRIMARY KEY (hash, article_id)
)
 WITHOUT ROWID;

CREATE TABLE source (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    language TEXT,
    schedule TEXT NOT NULL,
    is_active BOOLEAN NOT NULL,
    created_at TEXT NOT NULL,
    next_visit_at TEXT,
    last_started_at TEXT,
    last_finished_at TEXT,
    last_success_at TEXT,
    failures INTEGER DEFAULT '0' NOT NULL,
    last_error TEXT,
    lease_holder TEXT,
    lease_until TEXT,
    signals JSON,
    is_distrusted BOOLEAN DEFAULT 0 NOT NULL,
    pages_checked_at TEXT,
    CONSTRAINT pk_source PRIMARY KEY (id),
    CONSTRAINT uq_source_name UNIQUE (name)
);

CREATE TABLE tally (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    articles INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    CONSTRAINT pk_tally PRIMARY KEY (id)
);

CREATE INDEX ix_tally_counts ON tally (source_id, day, language, articles, duplicates);

CREATE TABLE word (
    language TEXT NOT NULL,
    reversed TEXT NOT NULL,
    CONSTRAINT pk_word PRIMARY KEY (language, reversed)
)
 WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    url_key TEXT NOT NULL,
    revision_id INTEGER,
    authors JSON NOT NULL,
    keywords JSON NOT NULL,
    agencies JSON DEFAULT '[]' NOT NULL,
    published_at TEXT,
    published_precision TEXT,
    published_from TEXT,
    language TEXT,
    section TEXT,
    dateline TEXT,
    publisher TEXT,
    image_url TEXT,
    kind TEXT NOT NULL,
    is_free BOOLEAN,
    is_truncated BOOLEAN,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    gone_at TEXT,
    duplicate_of INTEGER,
    story_id INTEGER,
    CONSTRAINT pk_article PRIMARY KEY (id),
    CONSTRAINT fk_article_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT uq_article_url_key UNIQUE (url_key),
    CONSTRAINT fk_article_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);

CREATE INDEX ix_article_copies ON article (source_id, duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE INDEX ix_article_dateline ON article (dateline, published_at, source_id) WHERE dateline IS NOT NULL;

CREATE INDEX ix_article_duplicate_of ON article (duplicate_of) WHERE duplicate_of IS NOT NULL;

CREATE INDEX ix_article_facts ON article (source_id, language, published_at, duplicate_of);

CREATE INDEX ix_article_first_seen_at ON article (first_seen_at, source_id);

CREATE INDEX ix_article_gone_at ON article (gone_at) WHERE gone_at IS NOT NULL;

CREATE INDEX ix_article_language_published_at ON article (language, published_at);

CREATE INDEX ix_article_published_at ON article (published_at);

CREATE INDEX ix_article_published_facts ON article (published_at, source_id, language, duplicate_of);

CREATE INDEX ix_article_publisher ON article (publisher) WHERE publisher IS NOT NULL;

CREATE INDEX ix_article_revision_id ON article (revision_id);

CREATE INDEX ix_article_section ON article (section, published_at, source_id) WHERE section IS NOT NULL;

CREATE INDEX ix_article_source_id_published_at ON article (source_id, published_at);

CREATE INDEX ix_article_story_id ON article (story_id);

CREATE TABLE endpoint (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    found_by TEXT NOT NULL,
    lastmod TEXT,
    etag TEXT,
    last_modified TEXT,
    payload_digest TEXT,
    last_fetched_at TEXT,
    last_changed_at TEXT,
    entries INTEGER,
    failures INTEGER DEFAULT '0' NOT NULL,
    error TEXT,
    next_poll_at TEXT,
    interval_s INTEGER,
    poll_reason TEXT,
    fresh INTEGER,
    full_at TEXT,
    is_distrusted BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_endpoint PRIMARY KEY (id),
    CONSTRAINT uq_endpoint_source_id_url UNIQUE (source_id, url),
    CONSTRAINT fk_endpoint_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE problem (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finding TEXT NOT NULL,
    advice TEXT NOT NULL,
    began_at TEXT NOT NULL,
    ended_at TEXT,
    CONSTRAINT pk_problem PRIMARY KEY (id),
    CONSTRAINT fk_problem_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE INDEX ix_problem_source_id_kind ON problem (source_id, kind);

CREATE TABLE template (
    source_id INTEGER NOT NULL,
    learned_at TEXT NOT NULL,
    pages INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    learned TEXT NOT NULL,
    CONSTRAINT pk_template PRIMARY KEY (source_id),
    CONSTRAINT fk_template_source_id FOREIGN KEY(source_id) REFERENCES source (id)
);

CREATE TABLE gap (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    endpoint_id INTEGER NOT NULL,
    since_at TEXT NOT NULL,
    until_at TEXT NOT NULL,
    entries INTEGER NOT NULL,
    searched_at TEXT,
    found INTEGER,
    CONSTRAINT pk_gap PRIMARY KEY (id),
    CONSTRAINT fk_gap_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_gap_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoint (id)
);

CREATE INDEX ix_gap_source_id ON gap (source_id);

CREATE TABLE link (
    a_id INTEGER NOT NULL,
    b_id INTEGER NOT NULL,
    relation TEXT NOT NULL,
    rule TEXT NOT NULL,
    score FLOAT NOT NULL,
    a_in_b FLOAT,
    b_in_a FLOAT,
    apart_s BIGINT,
    method TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    unlinked_at TEXT,
    CONSTRAINT pk_link PRIMARY KEY (a_id, b_id),
    CONSTRAINT ck_link_order CHECK (a_id < b_id),
    CONSTRAINT fk_link_a_id FOREIGN KEY(a_id) REFERENCES article (id),
    CONSTRAINT fk_link_b_id FOREIGN KEY(b_id) REFERENCES article (id)
);

CREATE INDEX ix_link_b_id ON link (b_id);

CREATE INDEX ix_link_unlinked_at ON link (unlinked_at) WHERE unlinked_at IS NOT NULL;

CREATE TABLE page (
    id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    endpoint_id INTEGER,
    url TEXT NOT NULL,
    url_key TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    discovered_at TEXT NOT NULL,
    hint_title TEXT,
    hint_published_at TEXT,
    hint_from TEXT,
    hint_updated_at TEXT,
    next_visit_at TEXT,
    attempts INTEGER DEFAULT '0' NOT NULL,
    last_fetched_at TEXT,
    etag TEXT,
    last_modified TEXT,
    payload_digest TEXT,
    fetch_url TEXT,
    item TEXT,
    article_id INTEGER,
    signals JSON,
    CONSTRAINT pk_page PRIMARY KEY (id),
    CONSTRAINT fk_page_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_page_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoint (id),
    CONSTRAINT uq_page_url_key UNIQUE (url_key),
    CONSTRAINT fk_page_article_id FOREIGN KEY(article_id) REFERENCES article (id)
);

CREATE INDEX ix_page_article_id ON page (article_id);

CREATE INDEX ix_page_discovered_at ON page (discovered_at);

CREATE INDEX ix_page_source_id_next_visit_at ON page (source_id, next_visit_at);

CREATE INDEX ix_page_state ON page (source_id, state);

CREATE INDEX ix_page_state_reason ON page (state, reason);

CREATE INDEX ix_page_waiting ON page (source_id) WHERE state IN ('new', 'failed');

CREATE TABLE address (
    id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    url TEXT NOT NULL,
    kind TEXT,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    CONSTRAINT pk_address PRIMARY KEY (id),
    CONSTRAINT fk_address_page_id FOREIGN KEY(page_id) REFERENCES page (id),
    CONSTRAINT uq_address_url UNIQUE (url)
);

CREATE INDEX ix_address_kind ON address (kind);

CREATE INDEX ix_address_page_id ON address (page_id);

CREATE TABLE fetch (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    endpoint_id INTEGER,
    page_id INTEGER,
    url TEXT NOT NULL,
    final_url TEXT,
    fetched_at TEXT NOT NULL,
    status INTEGER,
    outcome TEXT NOT NULL,
    error_kind TEXT,
    error TEXT,
    elapsed_ms INTEGER,
    size INTEGER,
    content_type TEXT,
    payload_digest TEXT,
    warc_file TEXT,
    warc_offset BIGINT,
    warc_length BIGINT,
    warc_type TEXT,
    warc_deleted_at TEXT,
    parser_version TEXT,
    CONSTRAINT pk_fetch PRIMARY KEY (id),
    CONSTRAINT fk_fetch_run_id FOREIGN KEY(run_id) REFERENCES run (id),
    CONSTRAINT fk_fetch_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_fetch_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoint (id),
    CONSTRAINT fk_fetch_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);

CREATE INDEX ix_fetch_endpoint_id ON fetch (endpoint_id);

CREATE INDEX ix_fetch_fetched_at ON fetch (fetched_at);

CREATE INDEX ix_fetch_outcome ON fetch (outcome, fetched_at);

CREATE INDEX ix_fetch_page_id ON fetch (page_id);

CREATE INDEX ix_fetch_payload_kept ON fetch (payload_digest) WHERE warc_type = 'response' AND warc_deleted_at IS NULL;

CREATE INDEX ix_fetch_payload_revisited ON fetch (payload_digest) WHERE warc_type = 'revisit' AND warc_deleted_at IS NULL;

CREATE INDEX ix_fetch_raw_deleted ON fetch (warc_file) WHERE warc_deleted_at IS NOT NULL;

CREATE INDEX ix_fetch_run_id ON fetch (run_id);

CREATE INDEX ix_fetch_source_id_fetched_at ON fetch (source_id, fetched_at);

CREATE INDEX ix_fetch_trouble ON fetch (fetched_at, source_id, error_kind, status) WHERE error_kind IS NOT NULL;

CREATE INDEX ix_fetch_warc_file_warc_offset ON fetch (warc_file, warc_offset);

CREATE TABLE placement (
    endpoint_id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    first_position INTEGER NOT NULL,
    top_position INTEGER NOT NULL,
    last_position INTEGER NOT NULL,
    first_seen_at TEXT NOT NULL,
    top_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    gone_at TEXT,
    CONSTRAINT pk_placement PRIMARY KEY (endpoint_id, page_id),
    CONSTRAINT fk_placement_endpoint_id FOREIGN KEY(endpoint_id) REFERENCES endpoint (id),
    CONSTRAINT fk_placement_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);

CREATE INDEX ix_placement_page_id ON placement (page_id);

CREATE INDEX ix_placement_there ON placement (endpoint_id) WHERE gone_at IS NULL;

CREATE TABLE template_page (
    source_id INTEGER NOT NULL,
    page_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    observation BLOB NOT NULL,
    CONSTRAINT pk_template_page PRIMARY KEY (source_id, page_id),
    CONSTRAINT fk_template_page_source_id FOREIGN KEY(source_id) REFERENCES source (id),
    CONSTRAINT fk_template_page_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);

CREATE INDEX ix_template_page_source_id_seen_at ON template_page (source_id, seen_at);

CREATE TABLE revision (
    id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    fetch_id INTEGER,
    seen_at TEXT NOT NULL,
    modified_at TEXT,
    title TEXT,
    lead TEXT,
    text TEXT NOT NULL,
    dateline_prefix TEXT,
    signature TEXT,
    word_count INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    printed_hash TEXT,
    changed JSON NOT NULL,
    words_added INTEGER,
    words_removed INTEGER,
    parser_version TEXT NOT NULL,
    cause TEXT DEFAULT 'publisher' NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (id),
    CONSTRAINT uq_revision_article_id_number UNIQUE (article_id, number),
    CONSTRAINT fk_revision_article_id FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT fk_revision_fetch_id FOREIGN KEY(fetch_id) REFERENCES fetch (id)
);

CREATE INDEX ix_revision_content_hash ON revision (content_hash);

CREATE INDEX ix_revision_later ON revision (seen_at, article_id, number) WHERE number > 1;

CREATE TABLE entry (
    revision_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    published_at TEXT,
    title TEXT,
    text TEXT NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (revision_id, position),
    CONSTRAINT fk_entry_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);

CREATE TABLE sighting (
    id INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    revision_id INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (id),
    CONSTRAINT fk_sighting_article_id FOREIGN KEY(article_id) REFERENCES article (id),
    CONSTRAINT fk_sighting_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);

CREATE INDEX ix_sighting_article_id ON sighting (article_id);
