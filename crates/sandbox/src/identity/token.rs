//! What the provider says of itself, its keys, and what a code is worth.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::sha2::{Digest as _, Sha256};
use serde_json::json;

use super::{IdentityProvider, Lie, ROLE_CLAIM, TOKEN};
use crate::amazon::basic;
use crate::amazon::html::fields;

/// `GET /identity/.well-known/openid-configuration` (OpenID Connect Discovery 1.0).
pub(super) async fn configuration(State(provider): State<IdentityProvider>) -> Response {
    let issuer = provider.issuer();
    let said = match provider.state().lie {
        Lie::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Lie::OtherConfiguration => "https://id.example",
        Lie::Slash => &format!("{issuer}/"),
        _ => issuer,
    };
    Json(json!({
        "issuer": said,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }))
    .into_response()
}

/// `GET /identity/keys` (RFC 7517).
pub(super) async fn keys(State(provider): State<IdentityProvider>) -> Response {
    let inner = &provider.0;
    Json(json!({"keys": [{
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one",
        "n": inner.modulus, "e": inner.exponent,
    }]}))
    .into_response()
}

/// `POST /identity/token` (RFC 6749, section 4.1.3).
pub(super) async fn token(
    State(provider): State<IdentityProvider>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let fields = fields(&body);
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let client = &provider.0.client;
    let refused = |status, error: &str| (status, Json(json!({"error": error}))).into_response();
    if basic(&headers) != Some((client.id.clone(), client.secret.clone())) {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let found = provider.state().codes.remove(field("code"));
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
    let found = found.filter(|code| {
        code.expires_at > provider.now()
            && code.redirect_uri == field("redirect_uri")
            && code.challenge == challenge
    });
    let Some(code) = found else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let lie = provider.state().lie;
    let now = provider.now() / 1_000;
    let issued = if lie == Lie::Expired {
        now - 3_600
    } else {
        now
    };
    let mut claims = json!({
        "iss": provider.issuer(), "sub": code.subject, "aud": client.id,
        "iat": issued, "exp": issued + TOKEN, "nonce": code.nonce,
    });
    if let Some((name, role)) = provider.person(&code.subject) {
        claims["name"] = json!(name);
        if let Some(role) = role {
            claims[ROLE_CLAIM] = json!([role, "everybody"]);
        }
    }
    match lie {
        Lie::OtherNonce => claims["nonce"] = json!("another"),
        Lie::OtherAudience => claims["aud"] = json!("somebody-else"),
        Lie::Shared => {
            claims["aud"] = json!([client.id, "somebody-else"]);
            claims["azp"] = json!("somebody-else");
        }
        Lie::OtherParty => claims["azp"] = json!("somebody-else"),
        Lie::SeveralIssuers => claims["iss"] = json!([provider.issuer(), "https://id.example"]),
        Lie::Slash => claims["iss"] = json!(format!("{}/", provider.issuer())),
        Lie::NotYet => claims["nbf"] = json!(now + 3_600),
        Lie::OtherIssuer => claims["iss"] = json!("https://id.example"),
        Lie::Nobody => claims["sub"] = json!(""),
        _ => {}
    }
    let answer = json!({
        "access_token": "of-no-use", "token_type": "Bearer", "expires_in": TOKEN,
        "id_token": provider.sign(&claims, lie),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(answer)).into_response()
}
