-- What a tenant has added to the lists of values, and changed of what is built in.
CREATE TABLE reference_definitions (
    tenant TEXT NOT NULL REFERENCES tenants,
    reference_type TEXT NOT NULL,
    code TEXT NOT NULL,
    display_name TEXT,
    is_disabled INTEGER NOT NULL,
    sort_index INTEGER NOT NULL,
    source TEXT NOT NULL,
    -- Absent for what is built in.
    created_at TEXT,
    modified_at TEXT NOT NULL,
    PRIMARY KEY (tenant, reference_type, code)
) STRICT;

-- Validations of uploads: asked for by one request, looked at by later ones.
CREATE TABLE operations (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    created_at TEXT NOT NULL,
    acted_at TEXT NOT NULL,
    -- The path of what it works on, below the root of the service.
    resource TEXT NOT NULL,
    status TEXT NOT NULL,
    status_detail TEXT,
    -- What it has found, as JSON.
    validation TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

-- What a run does for each of its flows.
CREATE TABLE run_activities (
    run TEXT NOT NULL REFERENCES runs (id),
    id TEXT NOT NULL,
    -- The order in which they were entered.
    position INTEGER NOT NULL,
    -- Whether it is for an inbound flow or a flow set, and which; an inbound activity may be for none.
    direction TEXT NOT NULL,
    flow TEXT,
    display_name TEXT NOT NULL,
    status TEXT NOT NULL,
    error_code TEXT,
    error_message TEXT,
    -- What it has counted, as JSON.
    statistics TEXT,
    PRIMARY KEY (run, id),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
) STRICT;

-- Runs that somebody started over HTTP; how many there may be in a while is limited.
CREATE TABLE run_starts (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;
