-- Everything that grows says which device it is of: what a device has is read, copied and deleted by that, without going
-- through its slots first. A slot of another device cannot be named.
CREATE UNIQUE INDEX slots_key ON slots (device_id, id);

ALTER TABLE days ADD COLUMN device_id UUID;
ALTER TABLE orders ADD COLUMN device_id UUID;
ALTER TABLE decisions ADD COLUMN device_id UUID;
ALTER TABLE parcels ADD COLUMN device_id UUID;
UPDATE days SET device_id = s.device_id FROM slots s WHERE s.id = days.slot_id;
UPDATE orders SET device_id = s.device_id FROM slots s WHERE s.id = orders.slot_id;
UPDATE decisions SET device_id = s.device_id FROM slots s WHERE s.id = decisions.slot_id;
UPDATE parcels SET device_id = s.device_id FROM slots s WHERE s.id = parcels.slot_id;

ALTER TABLE days
    ALTER COLUMN device_id SET NOT NULL,
    DROP CONSTRAINT days_pkey,
    ADD PRIMARY KEY (device_id, slot_id, day),
    DROP CONSTRAINT days_slot_id_fkey,
    ADD FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id);
ALTER TABLE orders
    ALTER COLUMN device_id SET NOT NULL,
    DROP CONSTRAINT orders_slot_id_fkey,
    ADD FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id);
ALTER TABLE decisions
    ALTER COLUMN device_id SET NOT NULL,
    DROP CONSTRAINT decisions_slot_id_fkey,
    ADD FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id);
ALTER TABLE parcels
    ALTER COLUMN device_id SET NOT NULL,
    DROP CONSTRAINT parcels_slot_id_fkey,
    ADD FOREIGN KEY (device_id, slot_id) REFERENCES slots (device_id, id);

-- A slot's orders are read from the newest, however many there are: the live one, then the others.
DROP INDEX orders_slot;
CREATE INDEX orders_slot ON orders (device_id, slot_id, live, requested_at, id);
DROP INDEX orders_named;
CREATE INDEX orders_named ON orders (device_id) WHERE instance IS NOT NULL OR asin IS NOT NULL;
DROP INDEX orders_open;
CREATE INDEX orders_open ON orders (device_id, id) WHERE state IN ('awaiting', 'placed', 'shipped');
DROP INDEX decisions_slot;
CREATE INDEX decisions_device ON decisions (device_id, id);
DROP INDEX parcels_slot;
CREATE INDEX parcels_device ON parcels (device_id);
