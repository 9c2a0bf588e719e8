-- The maker's people: who they are, the links by which they are let in, and who is signed in.
CREATE TABLE operators (
    id             BLOB PRIMARY KEY,
    name           TEXT NOT NULL,
    -- None: somebody whom the identity provider knows, and nobody has said what they may.
    role           TEXT CHECK (role IN ('viewer', 'support', 'admin')),
    -- The identity provider said so, and may say otherwise.
    is_claimed     INTEGER NOT NULL CHECK (is_claimed IN (0, 1)),
    -- Of the identity provider's issuer and subject; none for whoever signs in by links.
    identity_hash  BLOB UNIQUE,
    created_at     INTEGER NOT NULL,
    disabled_at    INTEGER,
    seen_at        INTEGER
) STRICT;

CREATE UNIQUE INDEX operators_by_link ON operators (name)
    WHERE identity_hash IS NULL AND disabled_at IS NULL;
CREATE INDEX operators_disabled ON operators (disabled_at) WHERE disabled_at IS NOT NULL;

-- Each by its hash; spent once.
CREATE TABLE operator_links (
    code_hash   BLOB PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'admin')),
    -- None: made on the server itself.
    made_by     BLOB REFERENCES operators (id),
    expires_at  INTEGER NOT NULL,
    spent_at    INTEGER
) STRICT;

CREATE INDEX operator_links_maker ON operator_links (made_by);
CREATE INDEX operator_links_expiry ON operator_links (expires_at);

CREATE TABLE operator_sessions (
    id_hash      BLOB PRIMARY KEY,
    operator_id  BLOB NOT NULL REFERENCES operators (id),
    expires_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX operator_sessions_operator ON operator_sessions (operator_id);
CREATE INDEX operator_sessions_expiry ON operator_sessions (expires_at);

-- What somebody of the maker's did at a machine for its customer, who reads it.
CREATE TABLE maker_acts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    -- What it was about there, and what came of it.
    slot_id    BLOB,
    entry_id   BLOB,
    order_id   BLOB,
    deed       TEXT NOT NULL,
    at         INTEGER NOT NULL,
    reason     TEXT NOT NULL
) STRICT;

CREATE INDEX maker_acts_device ON maker_acts (device_id, id);

-- Why somebody of the maker's did it, in their words.
ALTER TABLE audit ADD COLUMN reason TEXT;
-- The list is read by object and by action, too, newest first.
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, id);
CREATE INDEX audit_action ON audit (action, id);
