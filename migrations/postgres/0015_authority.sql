-- Authority ends with its reason.

-- Whose session it is stands beside it, so that all of an account end at once; those of before do not say.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN account_id UUID REFERENCES accounts (id);
CREATE INDEX sessions_account ON sessions (account_id);

-- An invitation works while whoever made it is an owner of the household.
ALTER TABLE invites ADD COLUMN account_id UUID REFERENCES accounts (id);
UPDATE invites SET account_id = (
    SELECT a.id FROM accounts a WHERE a.household_id = invites.household_id AND a.role = 'owner'
    ORDER BY a.created_at, a.id LIMIT 1);
DELETE FROM invites WHERE account_id IS NULL;
CREATE INDEX invites_account ON invites (account_id);

-- A token is renewed with the owner, where the machine asks for it; the one before is still known, to be alarmed about.
ALTER TABLE devices ADD COLUMN renews BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE devices SET renews = household_id IS NOT NULL;
ALTER TABLE devices ADD COLUMN old_token_hash BYTEA;
CREATE INDEX devices_old_token ON devices (old_token_hash) WHERE old_token_hash IS NOT NULL;
ALTER TABLE alerts DROP CONSTRAINT alerts_signal_check;
ALTER TABLE alerts ADD CONSTRAINT alerts_signal_check
    CHECK (signal IN ('low', 'out', 'paused_low', 'late_order', 'silent', 'old_token_used'));

-- Machines that went to another household by a code of their own screen, for the household they were of.
CREATE TABLE departures (
    id            UUID PRIMARY KEY,
    household_id  UUID NOT NULL REFERENCES households (id),
    -- What it was called there.
    name          TEXT NOT NULL,
    at            BIGINT NOT NULL
);

CREATE INDEX departures_household ON departures (household_id, at);
CREATE INDEX departures_at ON departures (at);
