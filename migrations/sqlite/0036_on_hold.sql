-- A supply whose reordering the maker holds is to be heard of until it goes on.
CREATE TABLE alerts_copied AS SELECT * FROM alerts;
DROP TABLE alerts;
CREATE TABLE alerts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    slot_id    BLOB REFERENCES slots (id),
    kind       TEXT NOT NULL CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent', 'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong', 'orders_held', 'on_hold', 'low_unconnected', 'disconnected')),
    since      INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
INSERT INTO alerts (id, device_id, slot_id, kind, since, ended_at)
SELECT id, device_id, slot_id, kind, since, ended_at FROM alerts_copied;
DROP TABLE alerts_copied;
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX alerts_device ON alerts (device_id, id);
CREATE INDEX alerts_open ON alerts (id) WHERE ended_at IS NULL;
CREATE INDEX alerts_slot ON alerts (slot_id);
CREATE UNIQUE INDEX alerts_open_once ON alerts (device_id, COALESCE(slot_id, device_id), kind) WHERE ended_at IS NULL;
CREATE INDEX alerts_of_kind ON alerts (kind, device_id) WHERE ended_at IS NULL;
