-- Where the files of a data connector are sent to at present.
CREATE TABLE upload_sessions (
    tenant TEXT COLLATE "C" NOT NULL,
    data_connector TEXT COLLATE "C" NOT NULL,
    container TEXT COLLATE "C" NOT NULL UNIQUE,
    expires_at TEXT COLLATE "C" NOT NULL,
    container_expires_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, data_connector),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id) ON DELETE CASCADE
);

-- What was last uploaded for a data connector and found valid.
CREATE TABLE deliveries (
    tenant TEXT COLLATE "C" NOT NULL,
    data_connector TEXT COLLATE "C" NOT NULL,
    -- The container that took the files; what keeps them is named after it.
    container TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, data_connector),
    FOREIGN KEY (tenant, data_connector) REFERENCES data_connectors (tenant, id) ON DELETE CASCADE
);
