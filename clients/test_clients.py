"""The clients beside a real Larder: `cargo xtask clients`, which says where the programs are.

  PROGRAMS  the folder with larder and larder-mqtt
  POST      the program of clients/c/examples/post.c

Nothing here waits for a time to pass: it waits until something is so, or fails.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).parent
sys.path.insert(0, str(ROOT / "python"))

from larder_device import Answer, Client, Queue  # noqa: E402

PATIENCE = 60
OPERATOR = "the-operators-own-token"
KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
FULL = 900_000
SBIN = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
MOSQUITTO = shutil.which("mosquitto", path=SBIN)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def until(what, condition):
    began = time.monotonic()
    while not (found := condition()):
        if time.monotonic() - began > PATIENCE:
            raise AssertionError(f"{what}: not within {PATIENCE} seconds")
        time.sleep(0.02)
    return found


class Program:
    """One that can be killed and started again."""

    def __init__(self, folder, name, command, port=None, **environment):
        self.folder, self.name, self.command, self.port, self.environment = folder, name, command, port, environment
        self.running = None

    def start(self):
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
        with open(f"{self.folder}/{self.name}.log", "ab") as log:
            self.running = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder, env={**kept, **self.environment}
            )
        if self.port:
            until(f"{self.name} listens", self.listens)
        return self

    def listens(self):
        if self.running.poll() is not None:
            log = pathlib.Path(f"{self.folder}/{self.name}.log").read_text(errors="replace")
            raise AssertionError(f"{self.name} has ended:\n{log[-2000:]}")
        with socket.socket() as attempt:
            return attempt.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        if self.running:
            self.running.kill()
            self.running.wait()
            self.running = None


class Larder(Program):
    """Larder on SQLite, with a model whose slot `tea` is full."""

    def __init__(self, folder):
        self.at = free_port()
        self.origin = f"http://127.0.0.1:{self.at}"
        nobody = f"http://localhost:{free_port()}"
        super().__init__(
            folder,
            "larder",
            [f"{os.environ['PROGRAMS']}/larder", "serve"],
            self.at,
            LARDER_LISTEN=f"127.0.0.1:{self.at}",
            LARDER_PUBLIC_URL=self.origin,
            LARDER_DATABASE_URL=f"sqlite://{folder}/larder.db",
            LARDER_SECRET_KEY=KEY,
            LARDER_OPERATOR_TOKEN=OPERATOR,
            LARDER_LWA_CLIENT_ID="amzn1.application-oa2-client.clients",
            LARDER_LWA_CLIENT_SECRET="secret",
            LARDER_SNS_TOPIC_ARNS="arn:aws:sns:us-east-1:123456789012:larder-clients",
            **{f"LARDER_{name}_URL": nobody for name in ("LWA_API", "DRS", "DRS_WEB", "SNS")},
        )
        self.start()
        slot = {"slot": "tea", "name": "Tea", "unit": "count", "capacity": str(FULL), "starts": "full"}
        self.call("PUT", "/api/v1/models/TEA-1", {"name": "Tea maker", "slots": [slot]})

    def call(self, method, path, body=None, token=OPERATOR):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        request = urllib.request.Request(self.origin + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def machine(self, serial):
        """Its token."""
        return self.call("POST", "/api/v1/devices", {"model": "TEA-1", "serial": serial})["token"]

    def used(self, token):
        """What the machine has used, as Larder counts it."""
        (slot,) = self.call("GET", "/api/v1/device", token=token)["slots"]
        return FULL - int(slot["at_home"])


class Lossy:
    """In front of a server: hands each call on. Of every `each`, the answer of one is lost after the server gave it."""

    def __init__(self, server_port, each=3):
        self.server_port, self.each, self.calls, self.lost = server_port, each, 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                machine, _ = self.listener.accept()
            except OSError:
                return
            with machine:
                self.hand_on(machine)

    def hand_on(self, machine):
        request = b""
        while not self.is_whole(request):
            more = machine.recv(65536)
            if not more:
                return
            request += more
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port))
        except OSError:
            return
        with server:
            server.sendall(request.replace(b"\r\nConnection: keep-alive", b"").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
            answer = b""
            while more := server.recv(65536):
                answer += more
        self.calls += 1
        if answer and self.calls % self.each == 1:
            self.lost += 1
            return
        machine.sendall(answer)

    @staticmethod
    def is_whole(request):
        head, _, body = request.partition(b"\r\n\r\n")
        lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        return bool(lengths) and len(body) >= int(lengths[0])


class Scene(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.larder = Larder(self.folder)
        self.addCleanup(self.larder.kill)


class OverHttp(Scene):
    def lossy(self):
        between = Lossy(self.larder.at)
        self.addCleanup(between.listener.close)
        return between

    def test_c_what_was_used_is_there_once_though_answers_are_lost_and_larder_is_killed(self):
        token, between, flash = self.larder.machine("C1"), self.lossy(), f"{self.folder}/flash"
        post = lambda *arguments: subprocess.run(  # noqa: E731
            [os.environ["POST"], flash, *map(str, arguments)], check=True, capture_output=True, text=True, timeout=PATIENCE
        ).stdout
        used = 0
        for _ in range(4):
            pairs = [word for n in range(1, 21) for word in ("tea", n)]
            used += sum(range(1, 21))
            post("use", *pairs)
        self.larder.kill()
        with subprocess.Popen(
            [os.environ["POST"], flash, "send", "127.0.0.1", str(between.port), token], stdout=subprocess.PIPE, text=True
        ) as sending:
            self.assertTrue(sending.stdout.readline().startswith("0: accepted 0"))
            self.larder.start()
            said = sending.stdout.read()
        self.assertEqual(sending.returncode, 0, said)
        self.assertGreater(between.lost, 0)
        self.assertIn("duplicate 16", said)
        self.assertIn("lost 0", said)
        self.assertEqual(self.larder.used(token), used)
        self.assertEqual(post("send", "127.0.0.1", between.port, token), "lost 0\n")
        post("use", "tea", 1, "coffee", 1)
        self.assertIn("refused 1 unknown_slot", post("send", "127.0.0.1", between.port, token))
        self.assertEqual(self.larder.used(token), used + 1)

    def test_python_what_was_used_is_there_once_though_answers_are_lost_and_larder_is_killed(self):
        token, between = self.larder.machine("P1"), self.lossy()
        queue = Queue(f"{self.folder}/reports.db")
        self.addCleanup(queue.close)
        client = Client(f"http://127.0.0.1:{between.port}", token, queue, batch=7)
        for amount in range(1, 61):
            queue.add("tea", used=amount)
            if amount == 30:
                self.larder.kill()
                self.assertGreater(client.send_all(), 0)
                self.larder.start()
        until("all is sent", lambda: client.send_all() == 0)
        self.assertGreater(between.lost, 0)
        self.assertEqual((self.larder.used(token), queue.lost, queue.refused), (sum(range(1, 61)), 0, 0))


class Machine:
    """One that speaks MQTT 3.1.1, as much of it as a machine needs, over a queue on disk."""

    def __init__(self, serial, password, port, queue):
        self.serial, self.password, self.port, self.queue = serial, password, port, queue
        self.socket, self.rest, self.answers, self.acknowledged = None, b"", {}, 0
        # The client takes the answer; only the way to it is another one.
        self.client = Client("mqtt:", "", queue, batch=5, renew=False, post=self.post, rand=lambda: 0)

    def post(self, _url, _token, body):
        ids = [report["id"] for report in json.loads(body)["reports"]]
        batch = f"{ids[0]}-{len(ids)}"
        try:
            if self.socket is None:
                self.connect()
            self.send(0x32, text(f"larder/{self.serial}/usage/{batch}") + (7).to_bytes(2, "big") + body)
            began = time.monotonic()
            while batch not in self.answers and time.monotonic() - began < 1:
                self.receive()
        except OSError:
            self.disconnect()
        said = self.answers.pop(batch, None)
        if said is None:
            return Answer()
        status, _, answer = said.partition(b" ")
        return Answer(int(status), answer)

    def connect(self):
        self.rest = b""
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=2)
        self.send(0x10, text("MQTT") + b"\x04\xc0\x00\x3c" + text(self.serial) + text(self.serial) + text(self.password))
        self.receive()
        self.send(0x82, b"\x00\x01" + text(f"larder/{self.serial}/answer/+") + b"\x01")

    def disconnect(self):
        if self.socket:
            self.socket.close()
        self.socket = None

    def send(self, kind, payload):
        length, size = len(payload), b""
        while True:
            length, digit = length >> 7, length & 0x7F
            size += bytes([digit | (0x80 if length else 0)])
            if not length:
                break
        self.socket.sendall(bytes([kind]) + size + payload)

    def receive(self):
        """One packet, whatever it is."""
        while (packet := self.take()) is None:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError
            self.rest += more
        kind, payload = packet
        if kind >> 4 == 2 and payload[1]:
            raise AssertionError(f"the broker refuses {self.serial}")
        if kind >> 4 == 4:
            self.acknowledged += 1
        if kind >> 4 == 3:
            end = 2 + int.from_bytes(payload[:2], "big")
            self.answers[payload[2:end].decode().split("/")[-1]] = payload[end + 2 :]
            self.send(0x40, payload[end : end + 2])

    def take(self):
        size, shift, at = 0, 0, 1
        while True:
            if at >= len(self.rest):
                return None
            size |= (self.rest[at] & 0x7F) << shift
            at, shift, last = at + 1, shift + 7, self.rest[at] < 0x80
            if last:
                break
        if len(self.rest) < at + size:
            return None
        packet = self.rest[0], self.rest[at : at + size]
        self.rest = self.rest[at + size :]
        return packet


def text(said):
    return len(said.encode()).to_bytes(2, "big") + said.encode()


def block(kind):
    """A block of the manual, as it stands there."""
    manual = (ROOT.parent / "docs/mqtt.md").read_text()
    return manual.split(f"```{kind}\n")[1].split("```")[0]


@unittest.skipUnless(MOSQUITTO, "mosquitto is not installed")
class OverMqtt(Scene):
    SERIALS = ("M1", "M2", "M3")

    def setUp(self):
        super().setUp()
        port = free_port()
        for name, kept in [("acl", block("acl")), ("passwords", "")]:
            path = pathlib.Path(self.folder, name)
            path.write_text(kept)
            path.chmod(0o600)
        for user in (*self.SERIALS, "larder"):
            passwd = shutil.which("mosquitto_passwd", path=SBIN)
            subprocess.run([passwd, "-b", f"{self.folder}/passwords", user, f"of-{user}"], check=True, capture_output=True)
        conf = block("conf")
        for manuals, ours in [
            ("listener 1883 ", f"listener {port} "),
            ("/etc/mosquitto/passwords", f"{self.folder}/passwords"),
            ("/etc/mosquitto/larder.acl", f"{self.folder}/acl"),
            ("/var/lib/mosquitto/", f"{self.folder}/"),
        ]:
            self.assertIn(manuals, conf)
            conf = conf.replace(manuals, ours)
        # As root it would become another user, who may not write here.
        pathlib.Path(self.folder, "mosquitto.conf").write_text(f"{conf}user root\n")
        self.port = port
        self.broker = Program(self.folder, "mosquitto", [MOSQUITTO, "-c", f"{self.folder}/mosquitto.conf"], port).start()
        self.addCleanup(self.broker.kill)
        key = self.larder.call("POST", "/api/v1/keys", {"name": "mqtt", "scopes": ["usage"]})["key"]
        command = [f"{os.environ['PROGRAMS']}/larder-mqtt", "--broker", f"127.0.0.1:{port}", "--larder", self.larder.origin]
        self.bridge = Program(
            self.folder, "larder-mqtt", command, LARDER_MQTT_KEY=key, LARDER_MQTT_PASSWORD="of-larder"
        ).start()
        self.addCleanup(self.bridge.kill)

    def machine(self, serial, capacity=10_000):
        queue = Queue(f"{self.folder}/{serial}.db", capacity)
        self.addCleanup(queue.close)
        machine = Machine(serial, f"of-{serial}", self.port, queue)
        self.addCleanup(machine.disconnect)
        return machine

    def test_whatever_is_killed_what_was_used_is_there_once(self):
        tokens = [self.larder.machine(serial) for serial in self.SERIALS]
        machines = [self.machine(serial) for serial in self.SERIALS]
        victims = [self.broker, self.bridge, self.larder] * 2
        each = 60
        for machine in machines:
            for _ in range(each):
                machine.queue.add("tea", used=1)
        failures = []

        def report(machine):
            try:
                until(f"{machine.serial} is answered", lambda: machine.client.send_all() == 0)
            except BaseException as failure:
                failures.append(failure)

        threads = [threading.Thread(target=report, args=(machine,)) for machine in machines]
        for thread in threads:
            thread.start()
        left = lambda: sum(machine.queue.unsent for machine in machines)  # noqa: E731
        for n, victim in enumerate(victims):
            until("some more are answered", lambda: failures or left() <= each * len(machines) * (1 - (n + 1) / 8))
            victim.kill()
            victim.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        for token, machine in zip(tokens, machines):
            self.assertEqual((self.larder.used(token), machine.queue.refused, machine.queue.lost), (each, 0, 0))

    def test_what_the_broker_acknowledged_and_lost_is_sent_again(self):
        token, machine = self.larder.machine("M1"), self.machine("M1")
        self.bridge.kill()
        machine.queue.add("tea", used=3)
        self.assertGreater(machine.client.send().wait, 0)
        self.assertEqual((machine.acknowledged, machine.queue.unsent), (1, 1))
        self.broker.kill()
        self.broker.start()
        self.bridge.start()
        until("it is answered", lambda: machine.client.send_all() == 0)
        self.assertEqual(self.larder.used(token), 3)

    def test_what_the_bridge_had_not_posted_the_broker_gives_it_again(self):
        token, machine = self.larder.machine("M1"), self.machine("M1")
        machine.queue.add("tea", used=1)
        until("the bridge is there", lambda: machine.client.send_all() == 0)
        self.larder.kill()
        machine.queue.add("tea", used=3)
        # Once, and never again.
        machine.client.send()
        self.assertEqual(machine.queue.unsent, 1)
        until("the bridge has tried", lambda: b"no answer" in pathlib.Path(self.folder, "larder-mqtt.log").read_bytes())
        self.bridge.kill()
        self.larder.start()
        self.bridge.start()
        until("it is there", lambda: self.larder.used(token) == 4)

    def test_nothing_is_answered_before_it_is_on_disk(self):
        token, machine = self.larder.machine("M1"), self.machine("M1")
        self.larder.kill()
        machine.queue.add("tea", used=3)
        self.assertGreater(machine.client.send().wait, 0)
        self.assertEqual((machine.acknowledged, machine.answers), (1, {}))
        self.larder.start()
        until("it is answered", lambda: machine.client.send_all() == 0)
        self.assertEqual(self.larder.used(token), 3)

    def test_what_larder_refuses_is_answered_and_stands_in_no_others_way(self):
        self.larder.machine("M1")
        one, unknown = self.machine("M1"), self.machine("M2")
        one.queue.add("coffee", used=3)
        unknown.queue.add("tea", used=3)
        until("it is refused", lambda: one.client.send_all() == 0)
        self.assertEqual(one.queue.refused, 1)
        outcome = until("it is answered", lambda: (it := unknown.client.send()).status and it)
        self.assertEqual((outcome.status, unknown.queue.unsent), (404, 1))

    def test_a_machine_publishes_as_itself_alone(self):
        token, machine = self.larder.machine("M1"), self.machine("M2")
        self.larder.machine("M2")
        machine.connect()
        body = b'{"reports":[{"id":"1","slot":"tea","used":"1"}]}'
        machine.send(0x32, text("larder/M1/usage/1") + b"\x00\x07" + body)
        machine.queue.add("tea", used=2)
        until("its own is answered", lambda: machine.client.send_all() == 0)
        self.assertEqual(self.larder.used(token), 0)


if __name__ == "__main__":
    unittest.main()
