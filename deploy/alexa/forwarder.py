"""The Lambda of the smart home skill: hands Alexa's directives on to Larder, and Larder's answers back.

Nothing but Python's standard library; handler `forwarder.handler`. Environment:
  LARDER_URL            https://larder.example
  LARDER_REGION         NA in us-east-1, EU in eu-west-1, FE in us-west-2
  LARDER_FORWARDER_KEY  the same as Larder's LARDER_ALEXA_FORWARDER_KEY: 32 bytes in base64
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.request
import uuid

# Alexa waits for 8 seconds in all.
SECONDS = 7
LARGEST = 6 * 1024 * 1024


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A directive has a token in it: it goes to no other address."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def sign(key, timestamp, region, body):
    """`v1=` and the HMAC-SHA256, in hex, of `timestamp.region.body`."""
    signed = f"{timestamp}.{region}.".encode() + body
    return "v1=" + hmac.new(base64.b64decode(key, validate=True), signed, hashlib.sha256).hexdigest()


def error(event):
    """What Alexa is told where Larder does not answer."""
    directive = event.get("directive", {})
    header = directive.get("header", {})
    granting = header.get("namespace") == "Alexa.Authorization"
    answer = {
        "namespace": "Alexa.Authorization" if granting else "Alexa",
        "name": "ErrorResponse",
        "messageId": str(uuid.uuid4()),
        "payloadVersion": "3",
    }
    if "correlationToken" in header:
        answer["correlationToken"] = header["correlationToken"]
    kind = "ACCEPT_GRANT_FAILED" if granting else "INTERNAL_ERROR"
    said = {"header": answer, "payload": {"type": kind, "message": "not available; try again"}}
    if "endpointId" in directive.get("endpoint", {}):
        said["endpoint"] = {"endpointId": directive["endpoint"]["endpointId"]}
    return {"event": said}


def handler(event, _context):
    """Called with a directive; returns the answer to it."""
    try:
        body = json.dumps(event).encode()
        region, timestamp = os.environ["LARDER_REGION"], str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "x-larder-region": region,
            "x-larder-timestamp": timestamp,
            "x-larder-signature": sign(os.environ["LARDER_FORWARDER_KEY"], timestamp, region, body),
        }
        url = os.environ["LARDER_URL"].rstrip("/") + "/alexa/directive"
        request = urllib.request.Request(url, body, headers, method="POST")
        with OPENER.open(request, timeout=SECONDS) as answer:
            return json.loads(answer.read(LARGEST))
    except Exception as failure:  # Whatever it is, Alexa has to be answered.
        # Its name alone: a directive has tokens in it.
        print(f"Larder did not answer: {type(failure).__name__} {getattr(failure, 'code', '')}")
        return error(event)
