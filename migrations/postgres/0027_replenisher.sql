-- What brings the supplies of a model's machines; a machine goes over to another one when its order has ended.
ALTER TABLE models ADD COLUMN replenisher TEXT NOT NULL DEFAULT 'drs' CHECK (replenisher IN ('drs', 'alexa', 'shop'));
ALTER TABLE devices ADD COLUMN replenisher TEXT NOT NULL DEFAULT 'drs' CHECK (replenisher IN ('drs', 'alexa', 'shop'));
-- What the maker's shop sends for a slot, and as what Alexa knows it.
ALTER TABLE model_slots ADD COLUMN shop JSONB;
ALTER TABLE model_slots ADD COLUMN alexa JSONB;

-- What the maker's shop said of an order, each once.
CREATE TABLE shop_events (
    order_id      UUID NOT NULL REFERENCES orders (id),
    -- The shop's own.
    id            TEXT NOT NULL,
    device_id     UUID NOT NULL REFERENCES devices (id),
    content_hash  BYTEA NOT NULL,
    received_at   BIGINT NOT NULL,
    PRIMARY KEY (order_id, id)
);

CREATE INDEX shop_events_device ON shop_events (device_id);

-- A customer is known by whoever says who they are, and the number there.
ALTER TABLE accounts RENAME COLUMN amazon_user_id TO subject;
ALTER TABLE accounts ADD COLUMN issuer TEXT NOT NULL DEFAULT 'https://www.amazon.com';
ALTER TABLE accounts ALTER COLUMN issuer DROP DEFAULT;
ALTER TABLE accounts DROP CONSTRAINT accounts_amazon_user_id_key;
ALTER TABLE accounts ADD CONSTRAINT accounts_issuer_subject_key UNIQUE (issuer, subject);
