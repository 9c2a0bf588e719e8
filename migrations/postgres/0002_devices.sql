-- Models with their slots, devices with theirs, and what Amazon says of them.
-- Quantities are base units (µl, mg, milli-count, milli-percent) in BIGINT.

CREATE TABLE models (
    model       TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    created_at  BIGINT NOT NULL
);

CREATE TABLE model_slots (
    model            TEXT NOT NULL REFERENCES models (model),
    slot             TEXT NOT NULL,
    position         BIGINT NOT NULL,
    name             TEXT NOT NULL,
    unit             TEXT NOT NULL,
    capacity         BIGINT NOT NULL CHECK (capacity > 0),
    count_is         BIGINT,
    starts_full      BOOLEAN NOT NULL,
    typical_per_day  BIGINT,
    policy           JSONB NOT NULL,
    products         JSONB NOT NULL,
    PRIMARY KEY (model, slot)
);

CREATE TABLE devices (
    id               UUID PRIMARY KEY,
    model            TEXT NOT NULL REFERENCES models (model),
    serial           TEXT NOT NULL UNIQUE,
    household_id     UUID REFERENCES households (id),
    token_hash       BYTEA UNIQUE,
    -- A new token; the old one dies when this one is first used.
    next_token_hash  BYTEA UNIQUE,
    created_at       BIGINT NOT NULL,
    last_seen        BIGINT,
    -- Since when it is its present owner's.
    claimed_at       BIGINT,
    -- When the last owner left: reports dated before it have no effect.
    left_at          BIGINT,
    -- How the last registration of the present household ended.
    ended_by         TEXT,
    ended_at         BIGINT,
    -- The maker removed it; a job deregisters and deletes.
    deleting         BOOLEAN NOT NULL
);

CREATE INDEX devices_household ON devices (household_id);

-- Codes that prove possession. A printed one has no end and works while nobody owns the device.
CREATE TABLE claim_codes (
    code_hash   BYTEA PRIMARY KEY,
    device_id   UUID NOT NULL REFERENCES devices (id),
    expires_at  BIGINT
);

CREATE INDEX claim_codes_device ON claim_codes (device_id);

-- Tokens are sealed with row and column as associated data.
CREATE TABLE registrations (
    device_id          UUID PRIMARY KEY REFERENCES devices (id),
    account_id         UUID NOT NULL REFERENCES accounts (id),
    amazon_customer    TEXT,
    access_token       BYTEA NOT NULL,
    refresh_token      BYTEA NOT NULL,
    access_expires_at  BIGINT NOT NULL,
    -- One refresh at a time, on any server.
    refresh_lease      BIGINT,
    registered_at      BIGINT NOT NULL,
    -- The newest DeviceRegistered, where one came.
    said_at            BIGINT
);

CREATE TABLE slots (
    id             UUID PRIMARY KEY,
    device_id      UUID NOT NULL REFERENCES devices (id),
    model          TEXT NOT NULL,
    slot           TEXT NOT NULL,
    -- What the fold begins with: a full container, or unknown.
    start          BIGINT,
    -- The fold of the journal.
    machine        BIGINT,
    spares         BIGINT NOT NULL,
    total          BIGINT,
    -- Entries accepted so far.
    accepted       BIGINT NOT NULL,
    first_report   BIGINT,
    last_use       BIGINT,
    -- As Amazon says; NULL before it said anything.
    subscribed     BOOLEAN,
    products       JSONB NOT NULL,
    said_at        BIGINT,
    hold           JSONB NOT NULL,
    decision       JSONB,
    -- When the last slotStatus went out.
    status_at      BIGINT,
    UNIQUE (device_id, slot),
    FOREIGN KEY (model, slot) REFERENCES model_slots (model, slot)
);
