-- Where rosters come from: source systems, the connectors to them, school years, inbound flows. Nothing is deleted
-- while something else refers to it.

CREATE TABLE source_systems (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    vendor TEXT COLLATE "C",
    -- A JSON array: how its people find their accounts.
    matching TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE data_connectors (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    source_system TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    -- JSON: what it connects with.
    connection TEXT COLLATE "C" NOT NULL,
    -- The client secret, sealed.
    secret TEXT COLLATE "C",
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, source_system) REFERENCES source_systems (tenant, id)
);

CREATE INDEX data_connectors_by_source_system ON data_connectors (tenant, source_system);

CREATE TABLE years (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    start_date TEXT COLLATE "C" NOT NULL,
    end_date TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE inbound_flows (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    data_connector TEXT COLLATE "C" NOT NULL,
    year TEXT COLLATE "C" NOT NULL,
    effective_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C",
    readiness TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id),
    FOREIGN KEY (tenant, year) REFERENCES years (tenant, id)
);

CREATE INDEX inbound_flows_by_data_connector ON inbound_flows (tenant, data_connector);

CREATE INDEX inbound_flows_by_year ON inbound_flows (tenant, year);
