//! What a client asks for at the authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3), and what is wrong with it.

/// Letters of an S256 challenge: 32 bytes in base64url without padding (RFC 7636 §4.2).
const CHALLENGE: usize = 43;
/// The longest `state` that is given back.
const LONGEST_STATE: usize = 2_048;

/// A client that the maker has registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its `client_id`.
    pub id: String,
    /// Where a browser may be sent, each compared letter by letter.
    pub redirect_uris: Vec<String>,
}

/// A request that a customer may be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Where the answer goes; registered.
    pub redirect_uri: String,
    /// The S256 challenge.
    pub challenge: String,
    /// Given back as it is.
    pub state: Option<String>,
}

/// Why nobody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is said on a page of ours: where it came from is not known.
    Page(Unanswerable),
    /// The browser goes back with it.
    Redirect {
        /// Where to; registered.
        redirect_uri: String,
        /// Given back as it is.
        state: Option<String>,
        /// What is wrong.
        error: AuthorizationError,
        /// The same for the client's developer.
        detail: &'static str,
    },
}

/// Why a request cannot be answered to its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unanswerable {
    /// No such client.
    Client,
    /// No such address of it.
    RedirectUri,
}

/// An error that a client is told (RFC 6749 §4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorizationError {
    /// A parameter is missing, twice there or malformed.
    InvalidRequest,
    /// Something else than a code is asked for.
    UnsupportedResponseType,
    /// The scope is malformed.
    InvalidScope,
    /// The customer said no.
    AccessDenied,
    /// We cannot just now.
    TemporarilyUnavailable,
}

impl AuthorizationError {
    /// Its name in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }
}

/// Reads a request's parameters. A scope is not told from another: whatever is asked for, tokens open nothing but the
/// client's own directives.
///
/// # Errors
/// What is wrong, and whom to tell.
pub fn consider(
    client: &Client,
    parameters: &[(String, String)],
) -> Result<AuthorizationRequest, Refusal> {
    let parameters = Parameters(parameters);
    if parameters.once("client_id") != Ok(Some(&client.id)) {
        return Err(Refusal::Page(Unanswerable::Client));
    }
    let redirect_uri = match parameters.once("redirect_uri") {
        Ok(Some(uri)) if client.redirect_uris.iter().any(|known| known == uri) => uri,
        _ => return Err(Refusal::Page(Unanswerable::RedirectUri)),
    };
    let known_state = parameters.once("state");
    let state = known_state.ok().flatten();
    let state = state.filter(|state| state.len() <= LONGEST_STATE);
    let refuse = |error, detail| Refusal::Redirect {
        redirect_uri: redirect_uri.to_owned(),
        state: state.map(str::to_owned),
        error,
        detail,
    };
    let invalid = |detail| refuse(AuthorizationError::InvalidRequest, detail);
    let once = |name| {
        let value = parameters.once(name);
        value.map_err(|Twice| invalid("a parameter is there twice"))
    };
    if known_state.map_err(|Twice| invalid("a parameter is there twice"))? != state {
        return Err(invalid("state is too long"));
    }
    match once("response_type")? {
        None => return Err(invalid("response_type is missing")),
        Some("code") => {}
        Some(_) => {
            let error = AuthorizationError::UnsupportedResponseType;
            return Err(refuse(error, "response_type must be code"));
        }
    }
    // Without a method it would be `plain` (RFC 7636 §4.3), which proves nothing.
    if once("code_challenge_method")? != Some("S256") {
        return Err(invalid("code_challenge_method must be S256"));
    }
    let challenge = once("code_challenge")?.filter(|text| is_challenge(text));
    let challenge = challenge.ok_or_else(|| {
        invalid("code_challenge must be the SHA-256 of the verifier in base64url without padding")
    })?;
    if !once("scope")?.is_none_or(is_scope) {
        let error = AuthorizationError::InvalidScope;
        return Err(refuse(error, "scope is malformed"));
    }
    Ok(AuthorizationRequest {
        redirect_uri: redirect_uri.to_owned(),
        challenge: challenge.to_owned(),
        state: state.map(str::to_owned),
    })
}

fn is_challenge(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() == CHALLENGE && text.bytes().all(is_digit)
}

/// Tokens with a space between two (RFC 6749 §3.3).
fn is_scope(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    text.split(' ')
        .all(|token| !token.is_empty() && token.bytes().all(is_letter))
}

/// A parameter is there more than once, which none may be (RFC 6749 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Twice;

struct Parameters<'a>(&'a [(String, String)]);

impl<'a> Parameters<'a> {
    /// A parameter that may be there once. Without a value it is not there (RFC 6749 §3.1).
    fn once(&self, name: &str) -> Result<Option<&'a str>, Twice> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            Some(_) => Err(Twice),
            None => Ok(value.filter(|value| !value.is_empty())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PITANGUI: &str = "https://pitangui.amazon.com/api/skill/link/M1";
    const CODE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn client() -> Client {
        Client {
            id: "alexa".to_owned(),
            redirect_uris: vec![PITANGUI.to_owned(), "https://layla.amazon.com/x".to_owned()],
        }
    }

    /// The request of Alexa's, with some of its parameters otherwise; empty takes one away, twice adds it.
    fn with(changes: &[(&str, &str)]) -> Result<AuthorizationRequest, Refusal> {
        let mut parameters = vec![
            ("client_id", "alexa"),
            ("redirect_uri", PITANGUI),
            ("response_type", "code"),
            ("state", "s 1&2"),
            ("scope", "machines:read"),
            ("code_challenge", CODE),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            if let Some(twice) = value.strip_prefix("twice ") {
                parameters.push((name, twice));
                continue;
            }
            parameters.retain(|(known, _)| known != name);
            if !value.is_empty() {
                parameters.push((name, value));
            }
        }
        let parameters: Vec<_> = parameters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        consider(&client(), &parameters)
    }

    #[test]
    fn what_alexa_asks_is_taken() {
        let asked = AuthorizationRequest {
            redirect_uri: PITANGUI.to_owned(),
            challenge: CODE.to_owned(),
            state: Some("s 1&2".to_owned()),
        };
        assert_eq!(with(&[]), Ok(asked.clone()));
        assert_eq!(with(&[("scope", ""), ("ui_locales", "de")]), Ok(asked));
        assert_eq!(with(&[("state", "")]).unwrap().state, None);
    }

    #[test]
    fn nobody_is_sent_where_is_not_registered() {
        for change in [
            ("client_id", ""),
            ("client_id", "other"),
            ("client_id", "twice alexa"),
        ] {
            assert_eq!(
                with(&[change]),
                Err(Refusal::Page(Unanswerable::Client)),
                "{change:?}"
            );
        }
        for uri in [
            "",
            "https://evil.example/",
            "https://pitangui.amazon.com/api/skill/link/M1/",
            "https://pitangui.amazon.com/api/skill/link/M1?x=1",
            "https://pitangui.amazon.com/api/skill/link/M1#x",
            "https://pitangui.amazon.com/api/skill/link/",
            "https://PITANGUI.amazon.com/api/skill/link/M1",
            "https://pitangui.amazon.com:443/api/skill/link/M1",
            "https://pitangui.amazon.com@evil.example/api/skill/link/M1",
            "http://pitangui.amazon.com/api/skill/link/M1",
            "twice https://evil.example/",
        ] {
            let asked = with(&[("redirect_uri", uri), ("response_type", "token")]);
            let refused = Err(Refusal::Page(Unanswerable::RedirectUri));
            assert_eq!(asked, refused, "{uri}");
        }
    }

    #[test]
    fn what_else_is_wrong_is_told_to_the_client() {
        use AuthorizationError::{InvalidRequest, InvalidScope, UnsupportedResponseType};
        let long = "a".repeat(44);
        for (name, value, wanted) in [
            ("response_type", "", InvalidRequest),
            ("response_type", "token", UnsupportedResponseType),
            ("response_type", "code id_token", UnsupportedResponseType),
            ("response_type", "twice code", InvalidRequest),
            ("code_challenge", "", InvalidRequest),
            ("code_challenge", "short", InvalidRequest),
            ("code_challenge", &long, InvalidRequest),
            (
                "code_challenge",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
                InvalidRequest,
            ),
            ("code_challenge_method", "", InvalidRequest),
            ("code_challenge_method", "plain", InvalidRequest),
            ("code_challenge_method", "s256", InvalidRequest),
            ("scope", "a  b", InvalidScope),
            ("scope", "a\"b", InvalidScope),
        ] {
            match with(&[(name, value)]) {
                Err(Refusal::Redirect {
                    redirect_uri,
                    state,
                    error,
                    ..
                }) => {
                    assert_eq!(error, wanted, "{name}={value}");
                    assert_eq!(redirect_uri, PITANGUI);
                    assert_eq!(state.as_deref(), Some("s 1&2"));
                }
                other => panic!("{name}={value}: {other:?}"),
            }
        }
        for state in ["twice x".to_owned(), "x".repeat(2_049)] {
            let asked = with(&[("state", &state)]);
            assert!(
                matches!(asked, Err(Refusal::Redirect { state: None, .. })),
                "{asked:?}"
            );
        }
    }
}
