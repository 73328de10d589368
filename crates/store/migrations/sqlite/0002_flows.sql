-- Flow sets and flows become resources of their own: they are created, changed and deleted one by one. Until
-- now a whole set was one JSON text.

ALTER TABLE flow_sets RENAME TO flow_set_texts;

CREATE TABLE flow_sets (
    tenant TEXT NOT NULL REFERENCES tenants,
    id TEXT NOT NULL,
    -- The order of creation, in which sets speak where several cover one organisation.
    position INTEGER NOT NULL,
    display_name TEXT NOT NULL,
    -- A JSON array of source ids; absent for every organisation.
    organizations TEXT,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    PRIMARY KEY (tenant, id)
) STRICT;

CREATE TABLE flows (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    flow_set TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The order of creation within the set.
    position INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    modified_at TEXT NOT NULL,
    readiness TEXT NOT NULL,
    -- How many resets were asked for, and how many of them a run has carried out.
    resets INTEGER NOT NULL DEFAULT 0,
    resets_done INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, flow_set, kind),
    FOREIGN KEY (tenant, flow_set) REFERENCES flow_sets (tenant, id) ON DELETE CASCADE,
    CHECK (resets_done <= resets)
) STRICT;

-- The default passwords of new accounts, sealed.
CREATE TABLE flow_secrets (
    tenant TEXT NOT NULL,
    flow TEXT NOT NULL,
    role_group TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (tenant, flow, role_group),
    FOREIGN KEY (tenant, flow) REFERENCES flows (tenant, id) ON DELETE CASCADE
) STRICT;

-- A set was seeded when its tenant was entered, as far as anybody knows.
INSERT INTO flow_sets (tenant, id, position, display_name, organizations, created_at, modified_at)
SELECT s.tenant, s.id, s.position, json_extract(s.body, '$.display_name'), json_extract(s.body, '$.organizations'),
    t.created_at, t.created_at
FROM flow_set_texts AS s JOIN tenants AS t ON t.id = s.tenant;

INSERT INTO flows (tenant, id, flow_set, kind, position, body, created_at, modified_at, readiness)
SELECT s.tenant, json_extract(s.body, k.path || '.id'), s.id, k.kind, k.position,
    json_remove(json_extract(s.body, k.path), '$.id'), t.created_at, t.created_at, 'notReady'
FROM flow_set_texts AS s
JOIN tenants AS t ON t.id = s.tenant
JOIN (
    SELECT 0 AS position, 'users' AS kind, '$.users' AS path
    UNION ALL SELECT 1, 'classGroups', '$.class_groups'
    UNION ALL SELECT 2, 'securityGroups', '$.security_groups'
    UNION ALL SELECT 3, 'administrativeUnits', '$.administrative_units'
) AS k ON json_type(s.body, k.path) = 'object';

DROP TABLE flow_set_texts;

-- When the tenant got its first flow set: whoever has deleted all of them is not seeded once more.
ALTER TABLE tenants ADD COLUMN configured_at TEXT;

UPDATE tenants SET configured_at = created_at WHERE id IN (SELECT tenant FROM flow_sets);

-- How tables are laid out stands beside them, in the lake.
ALTER TABLE tenants DROP COLUMN buckets;
