-- Invitations to a household, kept hashed; each works once.

CREATE TABLE invites (
    code_hash     BLOB PRIMARY KEY,
    household_id  BLOB NOT NULL REFERENCES households (id),
    role          TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    expires_at    INTEGER NOT NULL
) STRICT;

CREATE INDEX invites_household ON invites (household_id);
