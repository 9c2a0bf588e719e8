-- A supply whose reordering the maker holds is to be heard of until it goes on.
ALTER TABLE alerts DROP CONSTRAINT alerts_kind_check;
ALTER TABLE alerts ADD CONSTRAINT alerts_kind_check CHECK (kind IN ('low', 'out', 'paused_low', 'late_order', 'silent',
    'old_token_used', 'implausible', 'unit_mismatch', 'clock_wrong', 'orders_held', 'on_hold', 'low_unconnected', 'disconnected'));
