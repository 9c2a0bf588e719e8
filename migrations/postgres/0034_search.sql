-- Machines found by any part of a serial and by what somebody should hear of; jobs that fail; messages of a machine in order.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What is searched: serials of machines that are there, in the order in which they were made. Apart from `devices`, whose
-- rows change with every report.
CREATE TABLE device_serials (
    n          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device_id  UUID NOT NULL UNIQUE,
    serial     TEXT NOT NULL
);

INSERT INTO device_serials (device_id, serial) SELECT id, serial FROM devices WHERE serial NOT LIKE 'left:%' ORDER BY id;
CREATE INDEX device_serials_part ON device_serials USING GIN (serial gin_trgm_ops);

CREATE OR REPLACE FUNCTION device_serial_made() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO device_serials (device_id, serial) VALUES (NEW.id, NEW.serial);
    RETURN NULL;
END $$;
CREATE TRIGGER device_serial_made AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION device_serial_made();

CREATE OR REPLACE FUNCTION device_serial_gone() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM device_serials WHERE device_id = OLD.id;
    RETURN NULL;
END $$;
-- A device gives its serial away where another goes on in its place.
CREATE TRIGGER device_serial_left AFTER UPDATE OF serial ON devices FOR EACH ROW EXECUTE FUNCTION device_serial_gone();
CREATE TRIGGER device_serial_gone AFTER DELETE ON devices FOR EACH ROW EXECUTE FUNCTION device_serial_gone();

CREATE INDEX alerts_of_kind ON alerts (kind, device_id) WHERE ended_at IS NULL;
CREATE INDEX orders_reason ON orders (reason, id) WHERE reason IS NOT NULL;
CREATE INDEX jobs_failing ON jobs (id) WHERE last_error IS NOT NULL;
CREATE INDEX notifications_of_serial ON notifications (serial, received_at, message_id);
DROP INDEX notifications_received;
CREATE INDEX notifications_received ON notifications (received_at, message_id);
