"""The queue and the client beside a server that plays Larder: `python3 -m unittest` in this folder."""

import datetime
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import unittest

from larder_device import Answer, Client, Queue

ROOT = pathlib.Path(__file__).parent
NOW = datetime.datetime(2026, 12, 1, 8, 0, tzinfo=datetime.timezone.utc)


class Larder:
    """Stores reports by id. `fates` are what becomes of the next posts; then all are answered."""

    def __init__(self, *fates):
        self.fates, self.stored, self.bodies, self.tokens = list(fates), {}, [], []
        self.refuses, self.unreadable = set(), set()

    def __call__(self, _url, token, body):
        reports = json.loads(body)["reports"]
        fate = self.fates.pop(0) if self.fates else 200
        self.bodies.append(reports)
        self.tokens.append(token)
        if isinstance(fate, Answer):
            return fate
        if fate not in (200, "lost"):
            return Answer(fate)
        if any(report["used"] in self.unreadable for report in reports):
            return Answer(400, b"{}")
        refused = [{"index": n, "code": "too_old"} for n, it in enumerate(reports) if it["used"] in self.refuses]
        new = 0
        for report in reports:
            if report["used"] not in self.refuses:
                new += report["id"] not in self.stored
                if self.stored.setdefault(report["id"], report) != report:
                    raise AssertionError(f"{report} was {self.stored[report['id']]}")
        said = {"accepted": new, "duplicate": len(reports) - len(refused) - new, "rejected": refused}
        status = 422 if len(refused) == len(reports) else 200
        return Answer(0) if fate == "lost" else Answer(status, json.dumps(said).encode())

    def amounts(self):
        return sorted(int(report["used"]) for report in self.stored.values())


class Scene(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "reports.db")
        self.now, self.seconds = NOW, 0.0

    def queue(self, capacity=100):
        queue = Queue(self.path, capacity, clock=lambda: self.now, monotonic=lambda: self.seconds)
        self.addCleanup(queue.close)
        return queue

    def client(self, queue, larder, **more):
        return Client("http://larder.example/", "first", queue, post=larder, rand=lambda: 0.5, **more)


class Reports(Scene):
    def test_what_was_used_arrives_and_is_forgotten(self):
        queue, larder = self.queue(), Larder()
        queue.add("tea", used="2")
        queue.add("tea", used=3)
        outcome = self.client(queue, larder).send()
        self.assertEqual((outcome.accepted, outcome.wait, queue.unsent), (2, 0, 0))
        (first, second) = larder.bodies[0]
        self.assertEqual((first["used"], first["at"]), ("2", "2026-12-01T08:00:00Z"))
        self.assertNotEqual(first["id"], second["id"])
        self.assertIsNone(self.client(queue, larder).send())

    def test_a_number_is_never_used_twice(self):
        queue, larder = self.queue(), Larder()
        for amount in range(3):
            queue.add("tea", used=amount)
            self.client(queue, larder).send()
            queue.close()
            queue = self.queue()
        self.assertEqual(larder.amounts(), [0, 1, 2])

    def test_what_cannot_be_right_is_refused(self):
        queue = self.queue()
        for wrong in [{}, {"used": 1, "level": 1}, {"used": "1,5"}, {"used": -1}, {"used": 0.1}, {"used": True}, {"used": "NaN"}]:
            with self.assertRaises(ValueError, msg=str(wrong)):
                queue.add("tea", **wrong)
        with self.assertRaises(ValueError):
            queue.add("", used=1)
        self.assertEqual(queue.unsent, 0)

    def test_the_oldest_is_given_up_and_counted(self):
        queue, larder = self.queue(capacity=3), Larder()
        for amount in range(8):
            queue.add("tea", used=amount)
        self.assertEqual((queue.unsent, queue.lost), (3, 5))
        queue.close()
        queue = self.queue(capacity=3)
        self.client(queue, larder).send_all()
        self.assertEqual((larder.amounts(), queue.lost), ([5, 6, 7], 5))

    def test_a_time_that_becomes_known_is_by_age_and_then_stays(self):
        self.now = None
        queue, larder = self.queue(), Larder("lost", "lost")
        queue.add("tea", used=1)
        client = self.client(queue, larder)
        client.send()
        self.now = NOW
        client.send()
        self.assertNotIn("at", larder.bodies[1][0], "it was sent without")
        self.now = None
        queue.add("tea", used=2)
        self.now, self.seconds = NOW, 60.0
        client.send()
        self.assertEqual(larder.bodies[2][1]["at"], "2026-12-01T07:59:00Z")
        self.now = None
        queue.add("tea", used=3)
        queue.close()
        self.now = NOW
        self.client(self.queue(), larder).send()
        self.assertNotIn("at", larder.bodies[3][0], "its age is not known")


class Answers(Scene):
    def test_silence_sends_the_same_again_and_waits_longer_each_time(self):
        queue, larder = self.queue(), Larder("lost", 500, 502, 0)
        queue.add("tea", used=1)
        client = self.client(queue, larder)
        self.assertEqual([client.send().wait for _ in range(4)], [1, 2, 4, 8])
        self.assertEqual(client.send().duplicate, 1)
        self.assertEqual(len({json.dumps(body) for body in larder.bodies}), 1)

    def test_it_waits_as_long_as_it_is_told(self):
        told = Answer(503, headers={"retry-after": "30"})
        queue, larder = self.queue(), Larder(told, 401, *[0] * 12)
        queue.add("tea", used=1)
        client = self.client(queue, larder)
        self.assertEqual(client.send().wait, 31)
        self.assertGreaterEqual(client.send().wait, 3600)
        self.assertEqual([client.send().wait for _ in range(12)][-1], 450)

    def test_an_answer_that_is_not_larders_answers_nothing(self):
        queue = self.queue()
        queue.add("tea", used=1)
        for body in [b"", b"<html>", b"[]", b"{}", b'{"accepted":2,"rejected":[]}', b'{"accepted":1,"rejected":', b'{"accepted":null}']:
            self.assertGreater(self.client(queue, Larder(Answer(200, body))).send().wait, 0, body)
        self.assertEqual(queue.unsent, 1)

    def test_what_is_refused_is_dropped_and_counted(self):
        queue, larder = self.queue(), Larder()
        larder.refuses = {"1"}
        for amount in (1, 2):
            queue.add("tea", used=amount)
        self.assertEqual(self.client(queue, larder).send().refused[0]["code"], "too_old")
        queue.add("tea", used=1)
        self.client(queue, larder).send()
        self.assertEqual((queue.refused, queue.unsent, larder.amounts()), (2, 0, [2]))

    def test_one_that_cannot_be_read_takes_no_other_with_it(self):
        queue, larder = self.queue(), Larder(413)
        larder.unreadable = {"3"}
        for amount in range(8):
            queue.add("tea", used=amount)
        self.assertEqual(self.client(queue, larder).send_all(), 0)
        self.assertEqual((larder.amounts(), queue.refused), ([0, 1, 2, 4, 5, 6, 7], 1))
        self.assertEqual([len(body) for body in larder.bodies], [8, 4, 1, 1, 1, 1, 4])

    def test_a_new_token_is_used_and_the_old_one_kept_until_it_is_taken(self):
        queue = self.queue()
        said = {"accepted": 1, "rejected": [], "token": "second"}
        larder = Larder(Answer(200, json.dumps(said).encode()), 401, Answer(200, json.dumps(said).encode()))
        client = self.client(queue, larder)
        for amount in range(3):
            queue.add("tea", used=amount)
            client.send_all()
        self.assertEqual(larder.tokens, ["first", "second", "first", "second"])
        self.assertEqual(queue.tokens, ("second", None))
        client.send_all()
        queue.add("tea", used=9)
        queue.close()
        queue = self.queue()
        self.client(queue, larder).send()
        self.assertEqual(larder.tokens[-1], "second", "it is kept over a restart")


class Histories(Scene):
    def test_whatever_happens_what_was_used_is_there_once(self):
        for seed in range(15):
            rng = random.Random(seed)
            larder, added = Larder(), 0
            self.path = f"{self.path}.{seed}"
            capacity = rng.choice([3, 1000])
            queue = self.queue(capacity)
            client = self.client(queue, larder)
            for _ in range(rng.randrange(10, 60)):
                step = rng.random()
                if step < 0.5:
                    queue.add("tea", used=added)
                    added += 1
                elif step < 0.85:
                    larder.fates = [rng.choice([200, "lost", 500, 0, 413])]
                    client.send()
                elif step < 0.95:
                    queue.close()
                    queue = self.queue(capacity)
                    client = self.client(queue, larder)
                else:
                    self.now = rng.choice([None, NOW])
            larder.fates = []
            client.send_all()
            there = larder.amounts()
            self.assertEqual(len(there), len(set(there)), seed)
            self.assertGreaterEqual(len(there) + queue.lost, added, seed)
            if capacity == 1000:
                self.assertEqual((there, queue.lost), (list(range(added)), 0), seed)


USES = """
import sys
from larder_device import Queue
queue = Queue(sys.argv[1])
for n in range(100000):
    queue.add("tea", used=n)
    print(n, flush=True)
"""


class Killed(Scene):
    def test_what_add_has_taken_outlives_a_kill(self):
        process = subprocess.Popen([sys.executable, "-c", USES, self.path], cwd=ROOT, stdout=subprocess.PIPE)
        with process:
            for _ in range(50):
                said = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            for line in process.stdout:
                said = int(line) if line.endswith(b"\n") else said
        queue, larder = self.queue(), Larder()
        self.client(queue, larder, batch=1000).send_all()
        there = larder.amounts()
        self.assertEqual(there[: said + 1], list(range(said + 1)))
        self.assertLessEqual(len(there), said + 2, "one may have been taken that nobody was told of")


if __name__ == "__main__":
    unittest.main()
