-- Invitations to a household, kept hashed; each works once.

CREATE TABLE invites (
    code_hash     BYTEA PRIMARY KEY,
    household_id  UUID NOT NULL REFERENCES households (id),
    role          TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    expires_at    BIGINT NOT NULL
);

CREATE INDEX invites_household ON invites (household_id);
