-- Where rosters come from: source systems, the connectors to them, school years, inbound flows. Nothing is deleted
-- while something else refers to it.

CREATE TABLE source_systems (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    vendor TEXT,
    -- A JSON array: how its people find their accounts.
    matching TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE data_connectors (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    source_system TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- JSON: what it connects with.
    connection TEXT NOT NULL,
    -- The client secret, sealed.
    secret TEXT,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, source_system) REFERENCES source_systems (tenant, id)
) STRICT;

CREATE INDEX data_connectors_by_source_system ON data_connectors (tenant, source_system);

CREATE TABLE years (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    start_date TEXT NOT NULL,
    end_date TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE inbound_flows (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    data_connector TEXT NOT NULL,
    year TEXT NOT NULL,
    effective_at TEXT NOT NULL,
    expires_at TEXT,
    readiness TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id),
    FOREIGN KEY (tenant, year) REFERENCES years (tenant, id)
) STRICT;

CREATE INDEX inbound_flows_by_data_connector ON inbound_flows (tenant, data_connector);

CREATE INDEX inbound_flows_by_year ON inbound_flows (tenant, year);
