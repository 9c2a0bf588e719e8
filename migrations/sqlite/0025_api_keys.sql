-- Keys of the maker's API, each by its hash.
CREATE TABLE api_keys (
    id          BLOB PRIMARY KEY,
    key_hash    BLOB NOT NULL UNIQUE,
    name        TEXT NOT NULL UNIQUE,
    -- Names of scopes, with a space between two.
    scopes      TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER,
    used_at     INTEGER
) STRICT;
