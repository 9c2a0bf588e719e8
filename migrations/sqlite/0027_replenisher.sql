-- What brings the supplies of a model's machines; a machine goes over to another one when its order has ended.
ALTER TABLE models ADD COLUMN replenisher TEXT NOT NULL DEFAULT 'drs' CHECK (replenisher IN ('drs', 'alexa', 'shop'));
ALTER TABLE devices ADD COLUMN replenisher TEXT NOT NULL DEFAULT 'drs' CHECK (replenisher IN ('drs', 'alexa', 'shop'));
-- What the maker's shop sends for a slot, and as what Alexa knows it.
ALTER TABLE model_slots ADD COLUMN shop TEXT;
ALTER TABLE model_slots ADD COLUMN alexa TEXT;

-- What the maker's shop said of an order, each once.
CREATE TABLE shop_events (
    order_id      BLOB NOT NULL REFERENCES orders (id),
    -- The shop's own.
    id            TEXT NOT NULL,
    device_id     BLOB NOT NULL REFERENCES devices (id),
    content_hash  BLOB NOT NULL,
    received_at   INTEGER NOT NULL,
    PRIMARY KEY (order_id, id)
) STRICT;

CREATE INDEX shop_events_device ON shop_events (device_id);

-- A customer is known by whoever says who they are, and the number there.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE accounts_copied AS SELECT * FROM accounts;
DROP TABLE accounts;
CREATE TABLE accounts (
    id            BLOB PRIMARY KEY,
    household_id  BLOB NOT NULL REFERENCES households (id),
    role          TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
    issuer        TEXT NOT NULL,
    subject       TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    UNIQUE (issuer, subject)
) STRICT;

INSERT INTO accounts (id, household_id, role, issuer, subject, created_at)
SELECT id, household_id, role, 'https://www.amazon.com', amazon_user_id, created_at FROM accounts_copied;
DROP TABLE accounts_copied;
CREATE INDEX accounts_household ON accounts (household_id);
