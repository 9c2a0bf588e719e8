-- What Larder's authorization server has given out: everything by its hash alone.

-- Codes that nobody has spent yet.
CREATE TABLE oauth_codes (
    code_hash     BYTEA PRIMARY KEY,
    account_id    UUID NOT NULL REFERENCES accounts (id),
    client_id     TEXT NOT NULL,
    redirect_uri  TEXT NOT NULL,
    -- The PKCE challenge (RFC 7636), by S256.
    challenge     TEXT NOT NULL,
    expires_at    BIGINT NOT NULL
);

CREATE INDEX oauth_codes_account ON oauth_codes (account_id);
CREATE INDEX oauth_codes_expiry ON oauth_codes (expires_at);

-- All tokens that came of one code. An account has one for each client.
CREATE TABLE oauth_families (
    id              UUID PRIMARY KEY,
    account_id      UUID NOT NULL REFERENCES accounts (id),
    client_id       TEXT NOT NULL,
    -- The code that was spent.
    code_hash       BYTEA NOT NULL UNIQUE,
    -- The refresh token that was used last; none before the first use.
    refresh_used    BYTEA,
    -- Those that it was answered with, 32 bytes each, the newest last.
    refresh_unused  BYTEA NOT NULL,
    created_at      BIGINT NOT NULL
);

CREATE UNIQUE INDEX oauth_families_account ON oauth_families (account_id, client_id);

CREATE TABLE oauth_access_tokens (
    token_hash  BYTEA PRIMARY KEY,
    family_id   UUID NOT NULL REFERENCES oauth_families (id),
    expires_at  BIGINT NOT NULL
);

CREATE INDEX oauth_access_tokens_family ON oauth_access_tokens (family_id, expires_at);
CREATE INDEX oauth_access_tokens_expiry ON oauth_access_tokens (expires_at);
