//! Mail to customers, by the maker's SMTP server: one message to one address, and whether it was taken.
//!
//! - The steps of a sending are taken one by one, so that it is known which of them was refused: an address ends where the
//!   server says for good that it takes nothing for it, and not where the maker's password is wrong.
//! - What goes over a network is encrypted: TLS from the first byte (`smtps`), or after STARTTLS, which is then required
//!   (`smtp`). To this machine itself it need not be.
//! - A message has the id that it was given, the same each time that it is sent.

use std::error::Error as _;
use std::fmt;
use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use lettre::{Address, transport};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::timeout;
use url::{Host, Url};

/// How long a server may take for a message.
pub const TIME: Duration = Duration::from_secs(15);

/// Why a setting is no server or no sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadMailer {
    /// No address of a server.
    #[error(
        "must be the maker's mail server, as smtps://user:password@mail.example.com (TLS, port 465) or \
         smtp://user:password@mail.example.com (STARTTLS, port 587)"
    )]
    Server,
    /// TLS cannot be set up.
    #[error("TLS to this server cannot be set up: does the system have root certificates?")]
    Tls,
    /// No sender.
    #[error("must be who mail is from, as Brewster <notices@example.com>")]
    Sender,
}

/// Why a text is no address of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no e-mail address")]
pub struct BadAddress;

/// An address that mail can be sent to.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(Address);

impl MailAddress {
    /// Characters of an address, at most (RFC 5321, 4.5.3.1).
    const LONGEST: usize = 254;

    /// As somebody wrote it.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let address: Address = text.trim().parse().map_err(|_| BadAddress)?;
        let text: &str = address.as_ref();
        if text.len() > Self::LONGEST || !text.is_ascii() || !address.domain().contains('.') {
            return Err(BadAddress);
        }
        Ok(Self(address))
    }

    /// Its text.
    pub fn text(&self) -> &str {
        self.0.as_ref()
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress")
    }
}

/// A message.
#[derive(Debug)]
pub struct Letter<'a> {
    /// To whom.
    pub to: &'a MailAddress,
    /// What names it, the same each time that it is sent.
    pub id: &'a str,
    /// When it is sent.
    pub date: SystemTime,
    /// Its language (BCP 47).
    pub language: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// What it says.
    pub text: &'a str,
    /// Where its reader ends such mails with one click (RFC 8058).
    pub unsubscribe: Option<&'a str>,
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// Nothing is taken for this address, now or later.
    #[error("the mail server takes nothing for this address")]
    Refused,
    /// No connection, TLS that is not believed, or no answer in time.
    #[error("the mail server does not answer")]
    NotConnected,
    /// User or password are not taken.
    #[error("the mail server does not take user and password")]
    NotAllowed,
    /// The server does not take it now, or not from this sender.
    #[error("the mail server does not take the message now, or not from this sender")]
    NotNow,
    /// It cannot be written down as a message.
    #[error("the message cannot be written")]
    NotWritten,
}

/// How the connection is encrypted.
#[derive(Clone)]
enum Security {
    FromTheStart(TlsParameters),
    StartTls(TlsParameters),
    Loopback,
}

/// The maker's mail server, and who mail is from. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    from: Mailbox,
    time: Duration,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mailer({}:{})", self.host, self.port)
    }
}

impl Mailer {
    /// By a server, from a sender, with so much time for a message.
    pub fn new(server: &SecretString, from: &str, time: Duration) -> Result<Self, BadMailer> {
        let url = Url::parse(server.expose_secret()).map_err(|_| BadMailer::Server)?;
        let host = url.host().ok_or(BadMailer::Server)?;
        // `Url` leaves the hosts of schemes that it does not know as they are written.
        let host = Host::parse(&host.to_string()).map_err(|_| BadMailer::Server)?;
        let is_loopback = match &host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let name = match &host {
            Host::Ipv6(address) => address.to_string(),
            host => host.to_string(),
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(BadMailer::Server);
        }
        let tls = || TlsParameters::new(name.clone()).map_err(|_| BadMailer::Tls);
        let (security, port) = match url.scheme() {
            "smtps" => (Security::FromTheStart(tls()?), SUBMISSIONS_PORT),
            "smtp" if is_loopback => (Security::Loopback, SMTP_PORT),
            "smtp" => (Security::StartTls(tls()?), SUBMISSION_PORT),
            _ => return Err(BadMailer::Server),
        };
        let part = |text: &str| {
            let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
            decoded
                .map(|text| text.into_owned())
                .map_err(|_| BadMailer::Server)
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => Some(Credentials::new(
                part(user)?,
                part(password.unwrap_or_default())?,
            )),
        };
        Ok(Self {
            port: url.port().unwrap_or(port),
            host: name,
            security,
            credentials,
            from: from.parse().map_err(|_| BadMailer::Sender)?,
            time,
        })
    }

    /// The server, without user and password.
    pub fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// Who mail is from.
    pub fn from(&self) -> String {
        self.from.to_string()
    }

    /// The address that mail is from.
    pub fn from_address(&self) -> &str {
        self.from.email.as_ref()
    }

    /// The host that names messages of this sender.
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// Whether the server answers and takes user and password.
    pub async fn examine(&self) -> Result<(), MailFailure> {
        let examined = async {
            let mut connection = self.connect().await?;
            // It has said all that was asked.
            let _ = connection.quit().await;
            Ok(())
        };
        timeout(self.time, examined)
            .await
            .map_err(|_| MailFailure::NotConnected)?
    }

    /// Sends a message: once this is done, it is the server's.
    pub async fn send(&self, letter: &Letter<'_>) -> Result<(), MailFailure> {
        let message = self.message(letter)?;
        timeout(self.time, self.deliver(letter.to, &message))
            .await
            .map_err(|_| MailFailure::NotConnected)?
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFailure> {
        let not_connected = |_: Error| MailFailure::NotConnected;
        let hello = ClientId::Domain(self.domain().to_owned());
        let tls = match &self.security {
            Security::FromTheStart(tls) => Some(tls.clone()),
            Security::StartTls(_) | Security::Loopback => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.time), &hello, tls, None)
                .await
                .map_err(not_connected)?;
        if let Security::StartTls(tls) = &self.security {
            connection
                .starttls(tls.clone(), &hello)
                .await
                .map_err(not_connected)?;
        }
        if let Some(credentials) = &self.credentials {
            let taken = connection.auth(DEFAULT_MECHANISMS, credentials).await;
            taken.map_err(|error| match error.is_permanent() || error.is_client() {
                true => MailFailure::NotAllowed,
                false => MailFailure::NotConnected,
            })?;
        }
        Ok(connection)
    }

    async fn deliver(&self, to: &MailAddress, message: &[u8]) -> Result<(), MailFailure> {
        let mut connection = self.connect().await?;
        let from = Mail::new(Some(self.from.email.clone()), Vec::new());
        let taken = connection.command(from).await;
        taken.map_err(|error| whose(&error, false))?;
        let taken = connection
            .command(Rcpt::new(to.0.clone(), Vec::new()))
            .await;
        taken.map_err(|error| whose(&error, true))?;
        let taken = connection.command(Data).await;
        taken.map_err(|error| whose(&error, true))?;
        let taken = connection.message(message).await;
        taken.map_err(|error| whose(&error, true))?;
        // It is the server's, whatever becomes of the connection.
        let _ = connection.quit().await;
        Ok(())
    }

    fn message(&self, letter: &Letter<'_>) -> Result<Vec<u8>, MailFailure> {
        let raw = |name: &'static str, value: String| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
        };
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.to.0.clone()))
            .subject(letter.subject)
            .date(letter.date)
            .message_id(Some(format!("<{}@{}>", letter.id, self.domain())))
            .raw_header(raw("Content-Language", letter.language.to_owned()))
            // Nobody's answering machine answers.
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN);
        if let Some(url) = letter.unsubscribe {
            builder = builder
                .raw_header(raw("List-Unsubscribe", format!("<{url}>")))
                .raw_header(raw(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click".to_owned(),
                ));
        }
        let message = builder.body(letter.text.to_owned());
        Ok(message.map_err(|_| MailFailure::NotWritten)?.formatted())
    }
}

/// What a step that was not taken says of the message; of its address, where it is about that.
fn whose(error: &transport::smtp::Error, is_of_address: bool) -> MailFailure {
    if error.status().is_none() {
        return MailFailure::NotConnected;
    }
    // Policies (RFC 3463, 5.7.x) are of the sender: a relay that is closed says nothing of the address.
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    let is_of_policy = words.trim_start().starts_with("5.7.");
    if is_of_address && error.is_permanent() && !is_of_policy {
        MailFailure::Refused
    } else {
        MailFailure::NotNow
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailer(server: &str, from: &str) -> Result<Mailer, BadMailer> {
        Mailer::new(&server.into(), from, TIME)
    }

    #[test]
    fn a_server_is_named_with_how_it_is_encrypted() {
        let from = "Brewster <notices@example.com>";
        let found = |server: &str| mailer(server, from).map(|it| it.server());
        let at = |text: &str| Ok(text.to_owned());
        assert_eq!(
            found("smtps://user:p%40ss@mail.example.com"),
            at("mail.example.com:465")
        );
        assert_eq!(found("smtp://mail.example.com"), at("mail.example.com:587"));
        assert_eq!(found("smtp://127.0.0.1:2525"), at("127.0.0.1:2525"));
        for wrong in [
            "mail.example.com",
            "https://mail.example.com",
            "smtps://",
            "smtps://mail.example.com/inbox",
            "smtp://mail.example.com?tls=none",
        ] {
            assert_eq!(found(wrong), Err(BadMailer::Server), "{wrong}");
        }
        let nobody = mailer("smtp://127.0.0.1", "Brewster");
        assert_eq!(nobody.err(), Some(BadMailer::Sender));
        let is_plain =
            |server| matches!(mailer(server, from).unwrap().security, Security::Loopback);
        assert!(is_plain("smtp://localhost") && !is_plain("smtp://mail.example.com"));
    }

    #[test]
    fn an_address_is_one_and_is_not_shown_by_chance() {
        let address = MailAddress::parse(" ada@example.com ").unwrap();
        assert_eq!(address.text(), "ada@example.com");
        assert_eq!(format!("{address:?}"), "MailAddress");
        for wrong in [
            "",
            "ada",
            "ada@",
            "ada@localhost",
            "ada@example.com, ben@example.com",
            "ada@example.com\r\nBcc: ben@example.com",
            "adä@example.com",
        ] {
            assert_eq!(MailAddress::parse(wrong), Err(BadAddress), "{wrong}");
        }
        let long = format!("{}@example.com", "a".repeat(243));
        assert_eq!(MailAddress::parse(&long), Err(BadAddress));
    }
}
