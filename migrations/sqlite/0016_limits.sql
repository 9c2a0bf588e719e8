-- What is kept no longer is found by its age, a piece at a time.
CREATE INDEX attempts_at ON attempts (at);
CREATE INDEX invites_expiry ON invites (expires_at);
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at IS NOT NULL;

-- What was done to a household is found when it is deleted, and names it no longer.
CREATE INDEX audit_object ON audit (object);
