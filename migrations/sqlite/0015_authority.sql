-- Authority ends with its reason.

-- Whose session it is stands beside it, so that all of an account end at once; those of before do not say.
DELETE FROM sessions;
ALTER TABLE sessions ADD COLUMN account_id BLOB REFERENCES accounts (id);
CREATE INDEX sessions_account ON sessions (account_id);

-- An invitation works while whoever made it is an owner of the household.
ALTER TABLE invites ADD COLUMN account_id BLOB REFERENCES accounts (id);
UPDATE invites SET account_id = (
    SELECT a.id FROM accounts a WHERE a.household_id = invites.household_id AND a.role = 'owner'
    ORDER BY a.created_at, a.id LIMIT 1);
DELETE FROM invites WHERE account_id IS NULL;
CREATE INDEX invites_account ON invites (account_id);

-- A token is renewed with the owner, where the machine asks for it; the one before is still known, to be alarmed about.
ALTER TABLE devices ADD COLUMN renews INTEGER NOT NULL DEFAULT 0;
UPDATE devices SET renews = household_id IS NOT NULL;
ALTER TABLE devices ADD COLUMN old_token_hash BLOB;
CREATE INDEX devices_old_token ON devices (old_token_hash) WHERE old_token_hash IS NOT NULL;
CREATE TABLE alerts_copied AS SELECT * FROM alerts;
DROP TABLE alerts;
CREATE TABLE alerts (
    id         BLOB PRIMARY KEY,
    device_id  BLOB NOT NULL REFERENCES devices (id),
    slot_id    BLOB REFERENCES slots (id),
    signal     TEXT NOT NULL CHECK (signal IN ('low', 'out', 'paused_low', 'late_order', 'silent', 'old_token_used')),
    since      INTEGER NOT NULL,
    ended_at   INTEGER
) STRICT;
CREATE UNIQUE INDEX alerts_one_spell ON alerts (device_id, COALESCE(slot_id, device_id), signal) WHERE ended_at IS NULL;
INSERT INTO alerts (id, device_id, slot_id, signal, since, ended_at)
SELECT id, device_id, slot_id, signal, since, ended_at FROM alerts_copied;
DROP TABLE alerts_copied;

-- Machines that went to another household by a code of their own screen, for the household they were of.
CREATE TABLE departures (
    id            BLOB PRIMARY KEY,
    household_id  BLOB NOT NULL REFERENCES households (id),
    -- What it was called there.
    name          TEXT NOT NULL,
    at            INTEGER NOT NULL
) STRICT;

CREATE INDEX departures_household ON departures (household_id, at);
CREATE INDEX departures_at ON departures (at);
