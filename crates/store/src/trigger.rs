//! How SQLite writes several tables in one statement: it has none that does but a trigger. Several statements would each
//! be a message to the thread of the connection, and at least one back, and would need a transaction around them.

/// What a connection that writes begins with.
pub(crate) const SQLITE: &str = "
    CREATE TEMP VIEW taken (now, entries, days, steps, slots, decisions, jobs, heard, is_known) AS
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL;
    CREATE TEMP TRIGGER take INSTEAD OF INSERT ON taken BEGIN
        SELECT RAISE(ABORT, 'a device has changed') FROM json_each(NEW.heard) v
        WHERE NOT EXISTS (SELECT 1 FROM devices d
            WHERE d.id = unhex(v.value ->> 0) AND d.revision = v.value ->> 1);
        SELECT RAISE(ABORT, 'an id is known') FROM json_each(NEW.entries) v
        WHERE NOT NEW.is_known AND EXISTS (SELECT 1 FROM journal j
            WHERE j.device_id = unhex(v.value ->> 2) AND j.key = v.value ->> 8);
        INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount,
            actor, key, content, undoes, effective, noop)
        SELECT unhex(value ->> 0), unhex(value ->> 1), unhex(value ->> 2), value ->> 3,
            value ->> 4, NEW.now, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
            unhex(value ->> 9), unhex(value ->> 10), value ->> 11, value ->> 12
        FROM json_each(NEW.entries);
        INSERT INTO days (device_id, slot_id, day, used, shortfall, fallen, risen, machine, spares,
            total, evidence)
        SELECT unhex(value ->> 0), unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4,
            value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10
        FROM json_each(NEW.days) WHERE TRUE
        ON CONFLICT (device_id, slot_id, day) DO UPDATE SET used = used + excluded.used,
            shortfall = shortfall + excluded.shortfall, fallen = fallen + excluded.fallen,
            risen = risen + excluded.risen, machine = excluded.machine,
            spares = excluded.spares, total = excluded.total, evidence = excluded.evidence;
        UPDATE slots SET machine = v.value ->> 1, spares = v.value ->> 2,
            total = v.value ->> 3, accepted = v.value ->> 4, first_report = v.value ->> 5,
            last_use = v.value ->> 6, folded_to = v.value ->> 7, evidence = v.value ->> 8,
            headroom_amount = headroom_amount - (v.value ->> 9)
        FROM json_each(NEW.steps) v WHERE slots.id = unhex(v.value ->> 0);
        UPDATE slots SET machine = v.value ->> 1, spares = v.value ->> 2,
            total = v.value ->> 3, accepted = v.value ->> 4, first_report = v.value ->> 5,
            last_use = v.value ->> 6, folded_to = v.value ->> 7, evidence = v.value ->> 8,
            owned_since = v.value ->> 9, subscribed = v.value ->> 10,
            products = v.value ->> 11, amazon_updated_at = v.value ->> 12,
            cooldown = v.value ->> 13, decision = v.value ->> 14,
            headroom_amount = v.value ->> 15, headroom_until = v.value ->> 16,
            counting = v.value ->> 17
        FROM json_each(NEW.slots) v WHERE slots.id = unhex(v.value ->> 0);
        INSERT INTO decisions (id, device_id, slot_id, order_id, decision)
        SELECT unhex(value ->> 0), unhex(value ->> 1), unhex(value ->> 2), unhex(value ->> 3),
            value ->> 4
        FROM json_each(NEW.decisions);
        INSERT INTO jobs (id, key, payload, run_at, revision, attempts)
        SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, 0, 0
        FROM json_each(NEW.jobs) WHERE TRUE
        ON CONFLICT (key) DO UPDATE SET revision = revision + 1, payload = excluded.payload,
            run_at = CASE WHEN leased_until IS NULL AND excluded.run_at < run_at
                THEN excluded.run_at ELSE run_at END,
            asked_at = CASE WHEN leased_until IS NULL OR asked_at <= excluded.run_at
                THEN asked_at ELSE excluded.run_at END;
        UPDATE devices SET last_seen = NEW.now, clock = v.value ->> 2, revision = revision + 1
        FROM json_each(NEW.heard) v WHERE devices.id = unhex(v.value ->> 0);
    END";
