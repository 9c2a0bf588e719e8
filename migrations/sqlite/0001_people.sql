-- The people who share machines, and what was done by whom.
-- Times are unix milliseconds in INTEGER, made by the server.

CREATE TABLE households (
    id          BLOB PRIMARY KEY,
    created_at  INTEGER NOT NULL
) STRICT;

-- A customer is known by Login with Amazon's user_id alone.
CREATE TABLE accounts (
    id              BLOB PRIMARY KEY,
    household_id    BLOB NOT NULL REFERENCES households (id),
    role            TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    amazon_user_id  TEXT NOT NULL UNIQUE,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX accounts_household ON accounts (household_id);

-- Browser sessions; the id is kept hashed, the data sealed by the id.
CREATE TABLE sessions (
    id_hash     BLOB PRIMARY KEY,
    data        BLOB NOT NULL,
    expires_at  INTEGER NOT NULL
) STRICT;

CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Append-only: who (role and id), what, which object, by which request.
CREATE TABLE audit (
    id          BLOB PRIMARY KEY,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    actor_id    BLOB,
    action      TEXT NOT NULL,
    object      TEXT NOT NULL,
    request_id  TEXT NOT NULL
) STRICT;

CREATE INDEX audit_at ON audit (at);

-- Failed tries that have limits (a claim code by an account).
CREATE TABLE attempts (
    id       BLOB PRIMARY KEY,
    subject  TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX attempts_subject ON attempts (subject, at);
