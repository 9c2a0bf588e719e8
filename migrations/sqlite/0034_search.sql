-- Machines found by any part of a serial and by what somebody should hear of; jobs that fail; messages of a machine in order.

-- What is searched: serials of machines that are there, in the order in which they were made.
CREATE TABLE device_serials (
    n          INTEGER PRIMARY KEY,
    device_id  BLOB NOT NULL UNIQUE,
    serial     TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE device_serials_part USING fts5 (serial, content = 'device_serials', content_rowid = 'n', tokenize = 'trigram');
-- What is taken out leaves nothing behind.
INSERT INTO device_serials_part (device_serials_part, rank) VALUES ('secure-delete', 1);

INSERT INTO device_serials (device_id, serial) SELECT id, serial FROM devices WHERE serial NOT LIKE 'left:%' ORDER BY id;
INSERT INTO device_serials_part (rowid, serial) SELECT n, serial FROM device_serials;

CREATE TRIGGER device_serial_made AFTER INSERT ON devices BEGIN
    INSERT INTO device_serials (device_id, serial) VALUES (NEW.id, NEW.serial);
    INSERT INTO device_serials_part (rowid, serial) SELECT n, serial FROM device_serials WHERE device_id = NEW.id;
END;

-- A device gives its serial away where another goes on in its place.
CREATE TRIGGER device_serial_left AFTER UPDATE OF serial ON devices BEGIN
    INSERT INTO device_serials_part (device_serials_part, rowid, serial)
        SELECT 'delete', n, serial FROM device_serials WHERE device_id = OLD.id;
    DELETE FROM device_serials WHERE device_id = OLD.id;
END;

CREATE TRIGGER device_serial_gone AFTER DELETE ON devices BEGIN
    INSERT INTO device_serials_part (device_serials_part, rowid, serial)
        SELECT 'delete', n, serial FROM device_serials WHERE device_id = OLD.id;
    DELETE FROM device_serials WHERE device_id = OLD.id;
END;

CREATE INDEX alerts_of_kind ON alerts (kind, device_id) WHERE ended_at IS NULL;
CREATE INDEX orders_reason ON orders (reason, id) WHERE reason IS NOT NULL;
CREATE INDEX jobs_failing ON jobs (id) WHERE last_error IS NOT NULL;
CREATE INDEX notifications_of_serial ON notifications (serial, received_at, message_id);
DROP INDEX notifications_received;
CREATE INDEX notifications_received ON notifications (received_at, message_id);
