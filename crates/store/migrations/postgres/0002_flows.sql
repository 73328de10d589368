-- Flow sets and flows become resources of their own: they are created, changed and deleted one by one. Until
-- now a whole set was one JSON text.

ALTER TABLE flow_sets RENAME TO flow_set_texts;

CREATE TABLE flow_sets (
    tenant TEXT COLLATE "C" NOT NULL REFERENCES tenants,
    id TEXT COLLATE "C" NOT NULL,
    -- The order of creation, in which sets speak where several cover one organisation.
    position BIGINT NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    -- A JSON array of source ids; absent for every organisation.
    organizations TEXT COLLATE "C",
    created_at TEXT COLLATE "C" NOT NULL,
    modified_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE TABLE flows (
    tenant TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    flow_set TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    -- The order of creation within the set.
    position BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    modified_at TEXT COLLATE "C" NOT NULL,
    readiness TEXT COLLATE "C" NOT NULL,
    -- How many resets were asked for, and how many of them a run has carried out.
    resets BIGINT NOT NULL DEFAULT 0,
    resets_done BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, flow_set, kind),
    FOREIGN KEY (tenant, flow_set) REFERENCES flow_sets (tenant, id) ON DELETE CASCADE,
    CHECK (resets_done <= resets)
);

-- The default passwords of new accounts, sealed.
CREATE TABLE flow_secrets (
    tenant TEXT COLLATE "C" NOT NULL,
    flow TEXT COLLATE "C" NOT NULL,
    role_group TEXT COLLATE "C" NOT NULL,
    sealed TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, flow, role_group),
    FOREIGN KEY (tenant, flow) REFERENCES flows (tenant, id) ON DELETE CASCADE
);

-- A set was seeded when its tenant was entered, as far as anybody knows.
INSERT INTO flow_sets (tenant, id, position, display_name, organizations, created_at, modified_at)
SELECT s.tenant, s.id, s.position, s.body::json ->> 'display_name', s.body::json ->> 'organizations',
    t.created_at, t.created_at
FROM flow_set_texts AS s JOIN tenants AS t ON t.id = s.tenant;

INSERT INTO flows (tenant, id, flow_set, kind, position, body, created_at, modified_at, readiness)
SELECT s.tenant, s.body::jsonb -> k.member ->> 'id', s.id, k.kind, k.position,
    CAST((s.body::jsonb -> k.member) - 'id' AS TEXT), t.created_at, t.created_at, 'notReady'
FROM flow_set_texts AS s
JOIN tenants AS t ON t.id = s.tenant
JOIN (
    VALUES (0, 'users', 'users'), (1, 'classGroups', 'class_groups'), (2, 'securityGroups', 'security_groups'),
        (3, 'administrativeUnits', 'administrative_units')
) AS k (position, kind, member) ON jsonb_typeof(s.body::jsonb -> k.member) = 'object';

DROP TABLE flow_set_texts;

-- When the tenant got its first flow set: whoever has deleted all of them is not seeded once more.
ALTER TABLE tenants ADD COLUMN configured_at TEXT COLLATE "C";

UPDATE tenants SET configured_at = created_at WHERE id IN (SELECT tenant FROM flow_sets);

-- How tables are laid out stands beside them, in the lake.
ALTER TABLE tenants DROP COLUMN buckets;
