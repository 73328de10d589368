-- What a tenant has added to the lists of values, and changed of what is built in.
CREATE TABLE reference_definitions (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    reference_type TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C",
    is_disabled BOOLEAN NOT NULL,
    sort_index INTEGER NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    -- Absent for what is built in.
    created_at TEXT COLLATE "C",
    modified_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, reference_type, code)
);

-- Validations of uploads: asked for by one request, looked at by later ones.
CREATE TABLE operations (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    acted_at TEXT COLLATE "C" NOT NULL,
    -- The path of what it works on, below the root of the service.
    resource TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    status_detail TEXT COLLATE "C",
    -- What it has found, as JSON.
    validation TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- What a run does for each of its flows.
CREATE TABLE run_activities (
    run TEXT COLLATE "C" NOT NULL REFERENCES runs (id),
    id TEXT COLLATE "C" NOT NULL,
    -- The order in which they were entered.
    position BIGINT NOT NULL,
    -- Whether it is for an inbound flow or a flow set, and which; an inbound activity may be for none.
    direction TEXT COLLATE "C" NOT NULL,
    flow TEXT COLLATE "C",
    display_name TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    error_code TEXT COLLATE "C",
    error_message TEXT COLLATE "C",
    -- What it has counted, as JSON.
    statistics TEXT COLLATE "C",
    PRIMARY KEY (run, id),
    CHECK ((error_code IS NULL) = (error_message IS NULL))
);

-- Runs that somebody started over HTTP; how many there may be in a while is limited.
CREATE TABLE run_starts (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);
