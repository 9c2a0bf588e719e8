-- The maker's people: who they are, the links by which they are let in, and who is signed in.
CREATE TABLE operators (
    id             UUID PRIMARY KEY,
    name           TEXT NOT NULL,
    -- None: somebody whom the identity provider knows, and nobody has said what they may.
    role           TEXT CHECK (role IN ('viewer', 'support', 'admin')),
    -- The identity provider said so, and may say otherwise.
    is_claimed     BOOLEAN NOT NULL,
    -- Of the identity provider's issuer and subject; none for whoever signs in by links.
    identity_hash  BYTEA UNIQUE,
    created_at     BIGINT NOT NULL,
    disabled_at    BIGINT,
    seen_at        BIGINT
);

CREATE UNIQUE INDEX operators_by_link ON operators (name)
    WHERE identity_hash IS NULL AND disabled_at IS NULL;
CREATE INDEX operators_disabled ON operators (disabled_at) WHERE disabled_at IS NOT NULL;

-- Each by its hash; spent once.
CREATE TABLE operator_links (
    code_hash   BYTEA PRIMARY KEY,
    name        TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'admin')),
    -- None: made on the server itself.
    made_by     UUID REFERENCES operators (id),
    expires_at  BIGINT NOT NULL,
    spent_at    BIGINT
);

CREATE INDEX operator_links_maker ON operator_links (made_by);
CREATE INDEX operator_links_expiry ON operator_links (expires_at);

CREATE TABLE operator_sessions (
    id_hash      BYTEA PRIMARY KEY,
    operator_id  UUID NOT NULL REFERENCES operators (id),
    expires_at   BIGINT NOT NULL
);

CREATE INDEX operator_sessions_operator ON operator_sessions (operator_id);
CREATE INDEX operator_sessions_expiry ON operator_sessions (expires_at);

-- What somebody of the maker's did at a machine for its customer, who reads it.
CREATE TABLE maker_acts (
    id         UUID PRIMARY KEY,
    device_id  UUID NOT NULL REFERENCES devices (id),
    -- What it was about there, and what came of it.
    slot_id    UUID,
    entry_id   UUID,
    order_id   UUID,
    deed       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    reason     TEXT NOT NULL
);

CREATE INDEX maker_acts_device ON maker_acts (device_id, id);

-- Why somebody of the maker's did it, in their words.
ALTER TABLE audit ADD COLUMN reason TEXT;
-- The list is read by object and by action, too, newest first.
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, id);
CREATE INDEX audit_action ON audit (action, id);
