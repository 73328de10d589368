-- Programs that get tokens with a secret of their own, of which only the hash is here.
CREATE TABLE apps (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    roles TEXT NOT NULL, -- the permissions of its tokens, as a JSON array
    secret_hash TEXT NOT NULL,
    secret_since TEXT NOT NULL,
    created_at TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;
