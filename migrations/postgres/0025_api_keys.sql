-- Keys of the maker's API, each by its hash.
CREATE TABLE api_keys (
    id          UUID PRIMARY KEY,
    key_hash    BYTEA NOT NULL UNIQUE,
    name        TEXT NOT NULL UNIQUE,
    -- Names of scopes, with a space between two.
    scopes      TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT,
    used_at     BIGINT
);
