-- Where the files of a data connector are sent to at present.
CREATE TABLE upload_sessions (
    tenant TEXT NOT NULL,
    data_connector TEXT NOT NULL,
    container TEXT NOT NULL UNIQUE,
    expires_at TEXT NOT NULL,
    container_expires_at TEXT NOT NULL,
    PRIMARY KEY (tenant, data_connector),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id) ON DELETE CASCADE
) STRICT;

-- What was last uploaded for a data connector and found valid.
CREATE TABLE deliveries (
    tenant TEXT NOT NULL,
    data_connector TEXT NOT NULL,
    -- The container that took the files; what keeps them is named after it.
    container TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (tenant, data_connector),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id) ON DELETE CASCADE
) STRICT;
