"""Reports on disk, in SQLite, from before something is done until Larder has answered for it.

Numbers are never used twice. A report's content is fixed before it is sent for the first time: one that was added while the time
was not known gets its time then, by its age, where the same process added it, and else none for good.
"""

import datetime
import re
import secrets
import sqlite3
import threading
import time

KINDS = ("used", "level", "total")
DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)

SCHEMA = """
CREATE TABLE IF NOT EXISTS report (
  number INTEGER PRIMARY KEY AUTOINCREMENT, slot TEXT NOT NULL, kind TEXT NOT NULL, amount TEXT NOT NULL,
  at TEXT, start TEXT NOT NULL, since_start REAL NOT NULL, is_fixed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS state (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1), epoch TEXT NOT NULL, lost INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0, token TEXT, new_token TEXT);
"""


def utc():
    """The time of the system; a machine without a clock passes a function that returns None until it knows it."""
    return datetime.datetime.now(datetime.timezone.utc)


class Queue:
    """At most `capacity` unsent reports in a file. It may be used from several threads."""

    def __init__(self, path, capacity=10_000, clock=utc, monotonic=time.monotonic):
        if capacity < 1:
            raise ValueError("capacity: at least one report has to fit")
        self.capacity, self.clock, self.monotonic = capacity, clock, monotonic
        self.start = secrets.token_hex(8)
        self.lock = threading.Lock()
        # Each change is a transaction, and on disk when it returns.
        self.database = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.executescript(SCHEMA)
        self.database.execute("INSERT OR IGNORE INTO state (only_one, epoch) VALUES (1, ?)", (secrets.token_hex(4),))

    def close(self):
        self.database.close()

    def add(self, slot, *, used=None, level=None, total=None):
        """Keeps a report: an amount used, a reading of what is in the container, or a lifetime counter; a decimal, as
        text or as a whole number. To be called before what it reports is done."""
        said = [(kind, amount) for kind, amount in zip(KINDS, (used, level, total)) if amount is not None]
        if len(said) != 1:
            raise ValueError("exactly one of used, level and total has to be given")
        ((kind, amount),) = said
        if isinstance(amount, (float, bool)) or not DECIMAL.fullmatch(str(amount)):
            raise ValueError(f"{kind}: {amount!r} is no decimal as text, such as '0.25'")
        if not slot or not slot.isprintable():
            raise ValueError("slot: one of the model's slots")
        now = self.clock()
        with self._write() as database:
            database.execute(
                "INSERT INTO report (slot, kind, amount, at, start, since_start) VALUES (?, ?, ?, ?, ?, ?)",
                (slot, kind, str(amount), now and rfc3339(now), self.start, self.monotonic()),
            )
            # The oldest is given up.
            dropped = database.execute(
                "DELETE FROM report WHERE number <= (SELECT max(number) FROM report) - ?", (self.capacity,)
            ).rowcount
            if dropped:
                database.execute("UPDATE state SET lost = lost + ?", (dropped,))

    @property
    def unsent(self):
        return self._one("SELECT count(*) FROM report")

    @property
    def lost(self):
        """Reports that were given up because there were too many. Some of them may have arrived."""
        return self._one("SELECT lost FROM state")

    @property
    def refused(self):
        """Reports that Larder did not take."""
        return self._one("SELECT refused FROM state")

    def first(self, most):
        """The oldest reports, as they are sent: pairs of number and report."""
        now = self.clock()
        with self._write() as database:
            rows = database.execute(
                "SELECT number, slot, kind, amount, at, start, since_start, is_fixed FROM report ORDER BY number LIMIT ?", (most,)
            ).fetchall()
            epoch = database.execute("SELECT epoch FROM state").fetchone()[0]
            reports = []
            for number, slot, kind, amount, at, start, since_start, is_fixed in rows:
                if not is_fixed:
                    if at is None and now is not None and start == self.start:
                        at = rfc3339(now - datetime.timedelta(seconds=self.monotonic() - since_start))
                    database.execute("UPDATE report SET at = ?, is_fixed = 1 WHERE number = ?", (at, number))
                report = {"id": f"{epoch}-{number}", "slot": slot, kind: amount}
                reports.append((number, {**report, "at": at} if at else report))
            return reports

    def forget(self, last, refused=0):
        """Larder has answered for all up to this number."""
        with self._write() as database:
            database.execute("DELETE FROM report WHERE number <= ?", (last,))
            database.execute("UPDATE state SET refused = refused + ?", (refused,))

    @property
    def tokens(self):
        """The token that is in use and the one that is to be used next, where they are kept here."""
        with self.lock:
            return self.database.execute("SELECT token, new_token FROM state").fetchone()

    @tokens.setter
    def tokens(self, pair):
        with self._write() as database:
            database.execute("UPDATE state SET token = ?, new_token = ?", pair)

    def _one(self, query):
        with self.lock:
            return self.database.execute(query).fetchone()[0]

    def _write(self):
        return Transaction(self.lock, self.database)


class Transaction:
    def __init__(self, lock, database):
        self.lock, self.database = lock, database

    def __enter__(self):
        self.lock.acquire()
        try:
            self.database.execute("BEGIN IMMEDIATE")
        except BaseException:
            self.lock.release()
            raise
        return self.database

    def __exit__(self, kind, *_):
        try:
            self.database.execute("COMMIT" if kind is None else "ROLLBACK")
        finally:
            self.lock.release()


def rfc3339(time):
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
