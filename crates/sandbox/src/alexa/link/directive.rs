//! Directives, as Alexa calls the Lambda with them (Amazon's pages "Alexa.Authorization", "Alexa.Discovery" and
//! "Understand State and Change Reporting").

use serde_json::{Value, json};

fn header(namespace: &str, name: &str, message: &str) -> Value {
    json!({"namespace": namespace, "name": name, "messageId": message, "payloadVersion": "3"})
}

fn bearer(token: &str) -> Value {
    json!({"type": "BearerToken", "token": token})
}

/// The customer lets events be sent.
pub(super) fn accept_grant(message: &str, code: &str, token: &str) -> Value {
    json!({"directive": {
        "header": header("Alexa.Authorization", "AcceptGrant", message),
        "payload": {
            "grant": {"type": "OAuth2.AuthorizationCode", "code": code},
            "grantee": bearer(token),
        },
    }})
}

/// Which machines there are.
pub(super) fn discover(message: &str, token: &str) -> Value {
    json!({"directive": {
        "header": header("Alexa.Discovery", "Discover", message),
        "payload": {"scope": bearer(token)},
    }})
}

/// What is so at a machine.
pub(super) fn report_state(message: &str, correlation: &str, endpoint: &str, token: &str) -> Value {
    let mut header = header("Alexa", "ReportState", message);
    header["correlationToken"] = json!(correlation);
    json!({"directive": {
        "header": header,
        "endpoint": {"scope": bearer(token), "endpointId": endpoint, "cookie": {}},
        "payload": {},
    }})
}
