-- The people who share machines, and what was done by whom.
-- Times are unix milliseconds in BIGINT, made by the server.

CREATE TABLE households (
    id          UUID PRIMARY KEY,
    created_at  BIGINT NOT NULL
);

-- A customer is known by Login with Amazon's user_id alone.
CREATE TABLE accounts (
    id              UUID PRIMARY KEY,
    household_id    UUID NOT NULL REFERENCES households (id),
    role            TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    amazon_user_id  TEXT NOT NULL UNIQUE,
    created_at      BIGINT NOT NULL
);

CREATE INDEX accounts_household ON accounts (household_id);

-- Browser sessions; the id is kept hashed, the data sealed by the id.
CREATE TABLE sessions (
    id_hash     BYTEA PRIMARY KEY,
    data        BYTEA NOT NULL,
    expires_at  BIGINT NOT NULL
);

CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Append-only: who (role and id), what, which object, by which request.
CREATE TABLE audit (
    id          UUID PRIMARY KEY,
    at          BIGINT NOT NULL,
    actor       TEXT NOT NULL,
    actor_id    UUID,
    action      TEXT NOT NULL,
    object      TEXT NOT NULL,
    request_id  TEXT NOT NULL
);

CREATE INDEX audit_at ON audit (at);

-- Failed tries that have limits (a claim code by an account).
CREATE TABLE attempts (
    id       UUID PRIMARY KEY,
    subject  TEXT NOT NULL,
    at       BIGINT NOT NULL
);

CREATE INDEX attempts_subject ON attempts (subject, at);
