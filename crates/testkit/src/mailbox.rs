//! A mail server of this machine over a real socket: it keeps what it takes, asks for a password, and refuses or waits when it
//! is told to.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mailparse::MailHeaderMap as _;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};

use crate::socket;

const USER: &str = "larder";
const PASSWORD: &str = "the-password@of-the-mailbox";

/// The mail server. Clones are the same one.
#[derive(Clone)]
pub struct Mailbox {
    address: SocketAddr,
    kept: Arc<Kept>,
}

#[derive(Default)]
struct Kept {
    mails: Mutex<Vec<ReceivedMail>>,
    refusal: Mutex<Option<String>>,
    /// Mail is taken, and not said to be; none where it is.
    gate: Mutex<Option<Arc<Semaphore>>>,
    arrived: watch::Sender<usize>,
}

/// A mail that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMail {
    /// To whom it was sent.
    pub to: String,
    /// As it was sent.
    pub raw: String,
}

impl ReceivedMail {
    /// A header, decoded; empty where it is not there.
    pub fn header(&self, name: &str) -> String {
        let mail = mailparse::parse_mail(self.raw.as_bytes()).unwrap();
        mail.headers.get_first_value(name).unwrap_or_default()
    }

    /// What it says.
    pub fn text(&self) -> String {
        let mail = mailparse::parse_mail(self.raw.as_bytes()).unwrap();
        mail.get_body().unwrap()
    }

    /// The first address in it that has this in it.
    pub fn link(&self, part: &str) -> String {
        let text = self.text();
        let mut words = text.split_whitespace();
        let found = words.find(|word| word.starts_with("http") && word.contains(part));
        found
            .unwrap_or_else(|| panic!("no {part} in {text}"))
            .to_owned()
    }
}

impl Mailbox {
    /// One that listens.
    pub async fn open() -> Self {
        let (listener, address) = socket::listen().await;
        let mailbox = Self {
            address,
            kept: Arc::default(),
        };
        let it = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let it = it.clone();
                // A client that goes away ends its session.
                tokio::spawn(async move { it.session(stream).await });
            }
        });
        mailbox
    }

    /// What Larder is told of it.
    pub fn url(&self) -> String {
        let password = PASSWORD.replace('@', "%40");
        format!("smtp://{USER}:{password}@{}", self.address)
    }

    /// All that it took.
    pub fn mails(&self) -> Vec<ReceivedMail> {
        self.kept.mails.lock().unwrap().clone()
    }

    /// Takes nothing for anybody from now on, with this answer; takes all where there is none.
    pub fn refuse(&self, answer: Option<&str>) {
        *self.kept.refusal.lock().unwrap() = answer.map(str::to_owned);
    }

    /// Keeps what comes, and does not say so until [`Mailbox::answer`].
    pub fn hold(&self) {
        *self.kept.gate.lock().unwrap() = Some(Arc::new(Semaphore::new(0)));
    }

    /// Answers again.
    pub fn answer(&self) {
        if let Some(gate) = self.kept.gate.lock().unwrap().take() {
            gate.close();
        }
    }

    /// Waits until it has taken so many.
    pub async fn took(&self, mails: usize) {
        let mut arrived = self.kept.arrived.subscribe();
        arrived.wait_for(|count| *count >= mails).await.unwrap();
    }

    async fn session(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 mailbox\r\n").await.ok()?;
        let (mut to, mut is_known) = (String::new(), false);
        loop {
            let line = lines.next_line().await.ok()??;
            let verb = line.split([' ', ':']).next().unwrap_or_default();
            let answer = match verb.to_ascii_uppercase().as_str() {
                "EHLO" => "250-mailbox\r\n250 AUTH PLAIN".to_owned(),
                "AUTH" => {
                    let proof = STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
                    is_known = line.ends_with(&proof);
                    if is_known { "235 yes" } else { "535 no" }.to_owned()
                }
                "MAIL" if !is_known => "530 who is it?".to_owned(),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    let refusal = self.kept.refusal.lock().unwrap().clone();
                    refusal.unwrap_or_else(|| "250 yes".to_owned())
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut raw = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        raw += line.strip_prefix('.').unwrap_or(&line);
                        raw += "\r\n";
                    }
                    self.take(ReceivedMail {
                        to: to.clone(),
                        raw,
                    })
                    .await;
                    "250 taken".to_owned()
                }
                "QUIT" => {
                    write.write_all(b"221 bye\r\n").await.ok()?;
                    return Some(());
                }
                _ => "250 yes".to_owned(),
            };
            write
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .ok()?;
        }
    }

    async fn take(&self, mail: ReceivedMail) {
        self.kept.mails.lock().unwrap().push(mail);
        self.kept.arrived.send_modify(|count| *count += 1);
        let gate = self.kept.gate.lock().unwrap().clone();
        if let Some(gate) = gate {
            // Closed is opened.
            let _ = gate.acquire().await;
        }
    }
}
