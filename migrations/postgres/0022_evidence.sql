-- What is known of readings: one of them is not the truth. A person's word, or time's, on a reading that waits is an entry
-- like any other.
ALTER TABLE journal DROP CONSTRAINT journal_kind_check;
ALTER TABLE journal ADD CONSTRAINT journal_kind_check CHECK (kind IN ('used', 'level', 'total', 'delivery', 'add', 'set',
    'replaced', 'believed', 'dropped', 'undo')) NOT VALID;

ALTER TABLE slots ADD COLUMN evidence JSONB;
ALTER TABLE days ADD COLUMN evidence JSONB;

-- Since when somebody owns the device of a slot: what was received before sets no pace.
ALTER TABLE slots ADD COLUMN owned_since BIGINT;
UPDATE slots SET owned_since = (SELECT d.claimed_at FROM devices d WHERE d.id = slots.device_id);

-- What a machine can use in a day, and what its sensor can tell apart.
ALTER TABLE model_slots ADD COLUMN most_per_day BIGINT;
ALTER TABLE model_slots ADD COLUMN step BIGINT;

-- How far the clock of a machine is from ours, as its reports say.
ALTER TABLE devices ADD COLUMN clock JSONB;

ALTER TABLE alerts DROP CONSTRAINT alerts_signal_check;
ALTER TABLE alerts ADD CONSTRAINT alerts_kind_check CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent',
    'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong'));
