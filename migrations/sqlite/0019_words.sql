-- The field's words: cooldown, headroom, when Amazon last said something, and the kind of an alert.
ALTER TABLE slots RENAME COLUMN hold TO cooldown;
ALTER TABLE slots RENAME COLUMN quiet_use TO headroom_amount;
ALTER TABLE slots RENAME COLUMN quiet_until TO headroom_until;
ALTER TABLE slots RENAME COLUMN said_at TO amazon_updated_at;
ALTER TABLE orders RENAME COLUMN said_at TO amazon_updated_at;
ALTER TABLE registrations RENAME COLUMN said_at TO amazon_updated_at;
ALTER TABLE alerts RENAME COLUMN signal TO kind;
DROP INDEX alerts_one_spell;
CREATE UNIQUE INDEX alerts_open_once ON alerts (device_id, COALESCE(slot_id, device_id), kind) WHERE ended_at IS NULL;
