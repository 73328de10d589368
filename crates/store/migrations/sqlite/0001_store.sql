-- Times are text, RFC 3339 in UTC with six decimals, so that they sort as they follow each other.

CREATE TABLE tenants (
    id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    -- Into how many parts the tenant's large tables are laid out.
    buckets INTEGER NOT NULL DEFAULT 1 CHECK (buckets > 0)
) STRICT;

CREATE TABLE flow_sets (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    -- The order in which sets speak where several cover one organisation.
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

-- Who may run for a tenant. A row stays when its lease is released, since its fencing number must go on.
CREATE TABLE leases (
    tenant TEXT PRIMARY KEY REFERENCES tenants,
    holder TEXT,
    since TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    fencing INTEGER NOT NULL
) STRICT;

CREATE TABLE runs (
    -- Counts up, so that the newest run is the one with the highest.
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL REFERENCES tenants,
    kind TEXT NOT NULL,
    roster TEXT NOT NULL,
    today TEXT NOT NULL,
    state TEXT NOT NULL,
    stage TEXT,
    outcome TEXT,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    -- The versions of the tables that became visible with this run, and when they did.
    table_versions TEXT,
    published_at TEXT,
    plan_hash TEXT,
    summary TEXT,
    error_code TEXT,
    error_message TEXT,
    CHECK ((table_versions IS NULL) = (published_at IS NULL)),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
) STRICT;

CREATE INDEX runs_by_tenant ON runs (tenant, number);

CREATE INDEX runs_published ON runs (tenant, number) WHERE published_at IS NOT NULL;

-- One row a batch: the answers to some operations of a run's plan, in the order of their writing.
CREATE TABLE outcome_batches (
    run TEXT NOT NULL REFERENCES runs (id),
    number INTEGER NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT;

-- Guards that a named person let go, for one run.
CREATE TABLE releases (
    run TEXT NOT NULL REFERENCES runs (id),
    guard TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (run, guard)
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_tenant ON audit (tenant, number);
