-- What a page, a filter or a job looks for is found, however much else there is.
CREATE INDEX alerts_device ON alerts (device_id, id);
CREATE INDEX alerts_open ON alerts (id) WHERE ended_at IS NULL;
CREATE INDEX alerts_slot ON alerts (slot_id);
CREATE INDEX devices_model ON devices (model, id);
CREATE INDEX orders_named ON orders (slot_id) WHERE instance IS NOT NULL OR asin IS NOT NULL;
CREATE INDEX orders_open ON orders (slot_id, id) WHERE state IN ('awaiting', 'placed', 'shipped');
CREATE INDEX parcels_slot ON parcels (slot_id);
CREATE INDEX registrations_account ON registrations (account_id);
CREATE INDEX slots_model ON slots (model, slot);
DROP INDEX audit_actor;
CREATE INDEX audit_actor ON audit (actor_id, id);
-- Messages that wait are few, among all that do not.
CREATE INDEX notifications_waiting ON notifications (serial, COALESCE(time, received_at), received_at, message_id)
    WHERE NOT applied;
CREATE INDEX notifications_waiting_since ON notifications (received_at) WHERE NOT applied;
-- Many jobs may be due at one moment, and few are run.
DROP INDEX jobs_run_at;
CREATE INDEX jobs_run_at ON jobs (run_at, id);
CREATE INDEX jobs_leased ON jobs (leased_until) WHERE leased_until IS NOT NULL;
-- A goodbye is of a serial: the device is another one for each of its owners.
UPDATE jobs SET key = 'deregister:'
    || (SELECT d.serial FROM devices d WHERE d.id = unhex(REPLACE(SUBSTR(jobs.key, 12, 36), '-', '')))
    || SUBSTR(key, 48)
WHERE key LIKE 'deregister:%' AND EXISTS (
    SELECT 1 FROM devices d WHERE d.id = unhex(REPLACE(SUBSTR(jobs.key, 12, 36), '-', '')));
