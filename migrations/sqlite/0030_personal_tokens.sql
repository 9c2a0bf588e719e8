-- What opens a household's supplies to a program of one of its customers, each by its hash.
CREATE TABLE personal_tokens (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES accounts (id),
    token_hash  BLOB NOT NULL UNIQUE,
    -- What its customer calls it.
    name        TEXT NOT NULL,
    scope       TEXT NOT NULL CHECK (scope IN ('read', 'restock')),
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
) STRICT;

CREATE INDEX personal_tokens_account ON personal_tokens (account_id);
CREATE INDEX personal_tokens_expiry ON personal_tokens (expires_at);

-- A household reads the events of its own machines.
CREATE INDEX events_of_device ON events (device_id, number) WHERE number IS NOT NULL;
