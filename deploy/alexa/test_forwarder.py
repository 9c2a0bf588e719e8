"""The forwarder beside a server that plays Larder: `python3 -m unittest` in this folder."""

import contextlib
import http.server
import io
import json
import os
import threading
import unittest

import forwarder

KEY = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
REPORT_STATE = {
    "directive": {
        "header": {
            "namespace": "Alexa",
            "name": "ReportState",
            "messageId": "m-1",
            "correlationToken": "c-1",
            "payloadVersion": "3",
        },
        "endpoint": {"scope": {"type": "BearerToken", "token": "laa_secret"}, "endpointId": "k-1"},
        "payload": {},
    }
}
ACCEPT_GRANT = {
    "directive": {
        "header": {"namespace": "Alexa.Authorization", "name": "AcceptGrant", "messageId": "m-2", "payloadVersion": "3"},
        "payload": {"grant": {"type": "OAuth2.AuthorizationCode", "code": "secret"}},
    }
}


class Larder(http.server.BaseHTTPRequestHandler):
    """Answers what it is told to, and keeps what it heard."""

    status, answer, heard = 200, b"{}", []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        Larder.heard.append((self.path, dict(self.headers), body))
        self.send_response(Larder.status)
        self.send_header("location", "/elsewhere")
        self.end_headers()
        self.wfile.write(Larder.answer)

    def log_message(self, *_):
        pass


class Forwarder(unittest.TestCase):
    def setUp(self):
        Larder.status, Larder.answer, Larder.heard = 200, b"{}", []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Larder)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.set(f"http://127.0.0.1:{self.server.server_port}/")

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()

    def set(self, url):
        os.environ.update(LARDER_URL=url, LARDER_REGION="EU", LARDER_FORWARDER_KEY=KEY)

    def call(self, event):
        """The answer, and what was logged."""
        with contextlib.redirect_stdout(io.StringIO()) as log:
            answer = forwarder.handler(event, None)
        return answer, log.getvalue()

    def test_the_signature_is_the_one_that_larder_checks(self):
        # The vector of Larder's own test of it.
        signature = forwarder.sign(KEY, "1795341600", "EU", b'{"directive":{}}')
        self.assertEqual(signature, "v1=7f8fc77b680cfe8666de16dbf16b0c5259a3b7e94b16d166b81a0a4bf81d35a8")

    def test_a_directive_goes_on_signed_and_its_answer_comes_back(self):
        Larder.answer = b'{"event":{"payload":{}}}'
        answer, log = self.call(REPORT_STATE)
        self.assertEqual(answer, {"event": {"payload": {}}})
        self.assertEqual(log, "")
        ((path, headers, body),) = Larder.heard
        headers = {name.lower(): value for name, value in headers.items()}
        self.assertEqual(path, "/alexa/directive")
        self.assertEqual(json.loads(body), REPORT_STATE)
        self.assertEqual(headers["x-larder-region"], "EU")
        expected = forwarder.sign(KEY, headers["x-larder-timestamp"], "EU", body)
        self.assertEqual(headers["x-larder-signature"], expected)

    def test_alexa_is_answered_whatever_larder_does(self):
        for status, answer in [(401, b"{}"), (503, b""), (302, b""), (200, b"no json")]:
            Larder.status, Larder.answer, Larder.heard = status, answer, []
            said, log = self.call(REPORT_STATE)
            event = said["event"]
            self.assertEqual(event["header"]["name"], "ErrorResponse", status)
            self.assertEqual(event["header"]["namespace"], "Alexa")
            self.assertEqual(event["header"]["correlationToken"], "c-1")
            self.assertEqual(event["endpoint"], {"endpointId": "k-1"})
            self.assertEqual(event["payload"]["type"], "INTERNAL_ERROR")
            self.assertEqual(len(Larder.heard), 1, "it follows nothing")
            self.assertIn("Larder did not answer", log)
            self.assertNotIn("secret", log + json.dumps(said))

    def test_alexa_is_answered_where_larder_is_away(self):
        self.set("http://127.0.0.1:9")
        said, _ = self.call(ACCEPT_GRANT)
        self.assertEqual(said["event"]["header"]["namespace"], "Alexa.Authorization")
        self.assertEqual(said["event"]["payload"]["type"], "ACCEPT_GRANT_FAILED")
        self.assertNotIn("correlationToken", said["event"]["header"])
        os.environ["LARDER_FORWARDER_KEY"] = "no base64"
        said, _ = self.call({})
        self.assertEqual(said["event"]["payload"]["type"], "INTERNAL_ERROR")

    def test_it_gives_up_before_alexa_does(self):
        self.assertLess(forwarder.SECONDS, 8)


if __name__ == "__main__":
    unittest.main()
