"""Sends what is in a queue, and does with each answer what docs/device-api.md says."""

import json
import random
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

FIRST_WAIT, LONGEST_WAIT, HOUR, DAY = 2, 15 * 60, 60 * 60, 24 * 60 * 60
LARGEST_ANSWER = 4 * 1024 * 1024


@dataclass
class Answer:
    """Of HTTP; status 0 where no whole answer came. Names of headers are in small letters."""

    status: int = 0
    body: bytes = b""
    headers: dict = field(default_factory=dict)


@dataclass
class Outcome:
    """What became of a batch, and how many seconds to wait before the next one."""

    wait: float = 0.0
    accepted: int = 0
    duplicate: int = 0
    refused: list = field(default_factory=list)
    status: int = 0


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A call has a token in it: it goes to no other address."""

    def redirect_request(self, *_):
        return None


def over_http(url, token, body, timeout=30):
    """One POST with urllib."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, body, headers, method="POST")
    try:
        try:
            answer = urllib.request.build_opener(NoRedirect).open(request, timeout=timeout)
        except urllib.error.HTTPError as failure:
            answer = failure
        with answer:
            named = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(answer.status, answer.read(LARGEST_ANSWER), named)
    except Exception:  # However it did not come: whether the reports were stored is not known.
        return Answer()


class Client:
    """Sends the reports of a queue. `post` takes url, token and body and returns an Answer; `rand` is between 0 and 1."""

    def __init__(self, origin, token, queue, batch=100, renew=True, post=over_http, rand=random.random):
        self.url = origin.rstrip("/") + "/api/v1/usage"
        self.queue, self.batch, self.renew, self.post, self.rand = queue, batch, renew, post, rand
        self.given_token = token
        self.failures = 0
        self.most = 1000
        # Reports up to this number go one by one: one of them cannot be read.
        self.alone_until = 0

    def run(self, interval=60, sleep=time.sleep):
        """Sends what there is, once a minute, for ever."""
        while True:
            sleep(self.send_all() or interval)

    def send_all(self):
        """Sends until nothing is unsent (0), or something is to be waited for (seconds)."""
        while True:
            outcome = self.send()
            if outcome is None:
                return 0
            if outcome.wait:
                return outcome.wait

    def send(self):
        """Sends one batch. None where nothing is unsent."""
        reports = self.queue.first(min(self.batch, self.most))
        if reports and reports[0][0] <= self.alone_until:
            reports = reports[:1]
        if not reports:
            return None
        present, new = self.queue.tokens
        present = present or self.given_token
        body = {"reports": [report for _, report in reports], **({"renew": True} if self.renew else {})}
        answer = self.post(self.url, new or present, json.dumps(body).encode())
        if answer.status == 401 and new:
            # Nobody has used the new one yet: the one before still works.
            self.queue.tokens = (present, None)
            return Outcome(status=401)
        outcome = self._take(answer, reports)
        if answer.status == 200 and not outcome.wait:
            self._keep_token(answer, new or present)
        return outcome

    def _take(self, answer, reports):
        count, last = len(reports), reports[-1][0]
        outcome = read(answer, count) if answer.status in (200, 422) else None
        if answer.status == 400 and count == 1:
            outcome = Outcome(status=400, refused=[{"index": 0}])
        if outcome:
            self.failures = 0
            self.queue.forget(last, len(outcome.refused))
            return outcome
        if answer.status == 400:
            self.alone_until = last
            return Outcome(status=400)
        if answer.status == 413 and count > 1:
            self.most = count // 2
            return Outcome(status=413)
        return Outcome(status=answer.status, wait=self._wait(answer))

    def _wait(self, answer):
        longest = min(FIRST_WAIT * 2 ** min(self.failures, 20), LONGEST_WAIT)
        self.failures += 1
        told = answer.headers.get("retry-after", "")
        least = min(int(told), DAY) if told.isascii() and told.isdigit() else 0
        if answer.status == 401:
            least = max(least, HOUR)
        # Never 0: that would be at once.
        return least + max(longest * self.rand(), 0.001)

    def _keep_token(self, answer, used):
        token = json.loads(answer.body).get("token")
        stored = self.queue.tokens
        wanted = (used, token if isinstance(token, str) and token else None)
        if stored != wanted and (wanted[1] or stored[1] or stored[0] not in (None, used)):
            self.queue.tokens = wanted


def read(answer, count):
    """What an answer says of the batch; None where it is not Larder's, or not of as many reports."""
    try:
        said = json.loads(answer.body)
        outcome = Outcome(
            status=answer.status,
            accepted=said["accepted"],
            duplicate=said.get("duplicate", 0),
            refused=list(said["rejected"]),
        )
        whole = outcome.accepted + outcome.duplicate + len(outcome.refused) == count
        return outcome if whole else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
