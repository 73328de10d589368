-- The last token given out. Every batch takes the next one and writes it to each row that it changes, so
-- that "what changed since" is a range of tokens.
CREATE TABLE change_token (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    latest INTEGER NOT NULL
) STRICT;

INSERT INTO change_token VALUES (1, 0);

-- Users, groups and units. Memberships name them by key, a fifth of the length of an id.
CREATE TABLE objects (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('user', 'classGroup', 'securityGroup', 'administrativeUnit')),
    -- The attributes that must be unique, where their kind of object demands it.
    anchor TEXT,
    user_principal_name TEXT COLLATE NOCASE,
    mail_nickname TEXT COLLATE NOCASE,
    -- Every attribute, those above included, as one JSON object.
    attributes TEXT NOT NULL,
    created_at TEXT NOT NULL,
    deleted_at TEXT,
    changed INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX objects_by_anchor ON objects (kind, anchor)
WHERE anchor IS NOT NULL AND deleted_at IS NULL;

CREATE UNIQUE INDEX objects_by_user_principal_name ON objects (user_principal_name)
WHERE user_principal_name IS NOT NULL AND deleted_at IS NULL;

CREATE UNIQUE INDEX objects_by_mail_nickname ON objects (mail_nickname)
WHERE mail_nickname IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX objects_by_kind ON objects (kind, key) WHERE deleted_at IS NULL;

-- Owning and belonging are two rows. A deleted user's rows stay, unseen, until the user comes back.
CREATE TABLE memberships (
    container INTEGER NOT NULL REFERENCES objects,
    member INTEGER NOT NULL REFERENCES objects,
    owns INTEGER NOT NULL CHECK (owns IN (0, 1)),
    changed INTEGER NOT NULL,
    PRIMARY KEY (container, member, owns)
) STRICT, WITHOUT ROWID;

CREATE INDEX memberships_by_member ON memberships (member, container);

CREATE INDEX memberships_of_owners ON memberships (container, member) WHERE owns = 1;
