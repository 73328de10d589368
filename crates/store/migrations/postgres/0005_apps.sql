-- Programs that get tokens with a secret of their own, of which only the hash is here.
CREATE TABLE apps (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    roles TEXT COLLATE "C" NOT NULL, -- the permissions of its tokens, as a JSON array
    secret_hash TEXT COLLATE "C" NOT NULL,
    secret_since TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);
