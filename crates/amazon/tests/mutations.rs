//! Everything that is read from outside, on generated and mutated input: no panic, and no more memory
//! than a small multiple of what came.
//!
//! `LARDER_MUTATIONS` is how many inputs (20,000), `LARDER_MUTATIONS_SEED` where they begin; `cargo
//! xtask mutations` sets them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::alloc::System;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, fs};

use amazon::alexa::{Directive, Event, Gateways, Skill};
use amazon::{Amazon, Carrier, Endpoints, SecurityProfile, SnsVerifier};
use cap::Cap;
use domain::Time;
use domain::alexa::Region;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use secrecy::SecretString;
use url::Url;
use uuid::Uuid;

/// Refuses memory beyond its limit, which ends the process.
#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// More than what is read of any one input and what is made of it.
const MOST: usize = 32 * 1024 * 1024;
const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:demo-topic";
/// When the signed vectors are in their window of time.
const NOW: &str = "2026-01-02T03:10:00Z";

/// Where one kind of input is read.
type Read = fn(&Readers, &[u8]);

/// What Amazon sent, where it is read, and what is like it.
struct Corpus {
    messages: Vec<Vec<u8>>,
    envelopes: Vec<Vec<u8>>,
    answers: Vec<Vec<u8>>,
    directives: Vec<Vec<u8>>,
    certificate: Vec<u8>,
}

#[test]
fn mutated_input_neither_panics_nor_grows() {
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let count = number("LARDER_MUTATIONS").unwrap_or(20_000);
    let seed = number("LARDER_MUTATIONS_SEED").unwrap_or(20_261_124);
    println!("{count} inputs from seed {seed}");
    let corpus = Corpus::read();
    let readers = Readers::new();
    MEMORY.set_limit(MEMORY.allocated() + MOST).unwrap();
    let mut random = StdRng::seed_from_u64(seed);
    for n in 0..count {
        let (pool, read): (&[Vec<u8>], Read) = match n % 5 {
            0 => (&corpus.messages, Readers::message),
            1 => (&corpus.envelopes, Readers::envelope),
            2 => (&corpus.answers, Readers::answer),
            3 => (&corpus.directives, Readers::directive),
            _ => (
                std::slice::from_ref(&corpus.certificate),
                Readers::certificate,
            ),
        };
        let input = mutate(&mut random, pool);
        let lived = catch_unwind(AssertUnwindSafe(|| read(&readers, &input)));
        assert!(
            lived.is_ok(),
            "input {n} of seed {seed} panics:\n{}",
            String::from_utf8_lossy(&input)
        );
    }
    MEMORY.set_limit(usize::MAX).unwrap();
}

impl Corpus {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        let golden = |folder: &str| files(&root.join("golden").join(folder), "");
        Self {
            messages: [golden("notifications"), golden("printed")].concat(),
            envelopes: files(&root.join("vectors"), "json"),
            answers: golden("answers"),
            directives: golden("directives"),
            certificate: fs::read(root.join("vectors/certificate.pem")).unwrap(),
        }
    }
}

fn files(folder: &Path, extension: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_str().unwrap().ends_with(extension))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Everything that reads what comes from outside.
struct Readers {
    runtime: tokio::runtime::Runtime,
    amazon: Amazon,
    /// What Amazon answers next.
    answer: Arc<Mutex<(u16, Vec<u8>)>>,
    access: SecretString,
    back: Url,
    now: Time,
}

impl Readers {
    fn new() -> Self {
        let answer = Arc::new(Mutex::new((200, Vec::new())));
        let next = answer.clone();
        let carrier = Carrier::new(move |_| {
            let (status, body) = next.lock().unwrap().clone();
            let mut response = http::Response::new(body);
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            Box::pin(async { Ok(response) })
        });
        let origin: Url = "http://127.0.0.1:1".parse().unwrap();
        let endpoints = Endpoints {
            lwa_authorize: origin.clone(),
            lwa_api: origin.clone(),
            drs: origin.clone(),
            drs_web: origin.clone(),
            sns: Some(origin.clone()),
        };
        let profile = SecurityProfile {
            client_id: "amzn1.application-oa2-client.x".to_owned(),
            client_secret: "secret".into(),
        };
        Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
            amazon: Amazon::new(endpoints, profile.clone())
                .unwrap()
                .carried_by(carrier)
                .with_skill(skill(profile, &origin)),
            answer,
            access: "Atza|x".into(),
            back: origin,
            now: Time::parse(NOW).unwrap(),
        }
    }

    fn verifier(&self) -> SnsVerifier {
        SnsVerifier::new(
            &self.amazon,
            vec![TOPIC.parse().unwrap()],
            Duration::from_secs(4_500),
        )
    }

    fn message(&self, input: &[u8]) {
        drop(amazon::notification::parse(&String::from_utf8_lossy(input)));
    }

    fn envelope(&self, input: &[u8]) {
        *self.answer.lock().unwrap() = (404, Vec::new());
        let verifier = self.verifier();
        drop(
            self.runtime
                .block_on(verifier.verify(input, None, self.now)),
        );
    }

    fn directive(&self, input: &[u8]) {
        drop(Directive::read(input));
    }

    fn certificate(&self, input: &[u8]) {
        *self.answer.lock().unwrap() = (200, input.to_vec());
        let vector = include_bytes!("vectors/n1.json");
        let verifier = self.verifier();
        drop(
            self.runtime
                .block_on(verifier.verify(vector, None, self.now)),
        );
    }

    fn answer(&self, input: &[u8]) {
        let (amazon, access) = (&self.amazon, &self.access);
        for status in [200, 400] {
            *self.answer.lock().unwrap() = (status, input.to_vec());
            self.runtime.block_on(async {
                drop(amazon.replenish(access, "pods").await);
                drop(amazon.subscription_info(access).await);
                drop(amazon.order_info(access, "i").await);
                drop(amazon.cancel_test_orders(access, None).await);
                drop(amazon.exchange_code("c", &self.back, access).await);
                drop(amazon.refresh(access).await);
                drop(amazon.user_id(access).await);
                let alexa = amazon.alexa().unwrap();
                drop(alexa.refresh(access).await);
                let gone = Event::Delete(vec!["machine-1".to_owned()]);
                let sent = alexa.send(Region::Europe, access, Uuid::nil(), &gone);
                drop(sent.await);
            });
        }
    }
}

fn skill(profile: SecurityProfile, origin: &Url) -> Skill {
    Skill {
        profile,
        maker: "Brewster".to_owned(),
        gateways: Gateways {
            north_america: origin.clone(),
            europe: origin.clone(),
            far_east: origin.clone(),
        },
    }
}

/// One to eight changes of something genuine; now and then nothing genuine at all.
fn mutate(random: &mut StdRng, pool: &[Vec<u8>]) -> Vec<u8> {
    if random.random_ratio(1, 50) {
        let mut bytes = vec![0; random.random_range(0..2_000)];
        random.fill_bytes(&mut bytes);
        return bytes;
    }
    let mut input = pool[random.random_range(0..pool.len())].clone();
    for _ in 0..random.random_range(1..9) {
        change(random, &mut input, pool);
    }
    input
}

/// What readers of JSON, dates, numbers, base64 and PEM may trip over.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-0",
    "1e999",
    "-1",
    "0.1e-400",
    "99999999999999999999",
    "9223372036854775808",
    "\"\"",
    "\u{feff}",
    "\r\n",
    "2026-02-30T25:61:61Z",
    "+000000-01-01",
    "9999-12-31",
    "-----BEGIN CERTIFICATE-----",
    "-----END CERTIFICATE-----",
    "AAAA",
    "====",
    "é",
    "\u{202e}",
    "%00",
    "notificationInfo",
    "\"default\":",
    "\"Message\":",
];

fn change(random: &mut StdRng, input: &mut Vec<u8>, pool: &[Vec<u8>]) {
    let at = random.random_range(0..=input.len());
    let end = (at + random.random_range(0..64)).min(input.len());
    match random.random_range(0..8) {
        0 => input
            .iter_mut()
            .skip(at)
            .take(1)
            .for_each(|byte| *byte = 255 - *byte),
        1 => drop(input.drain(at..end)),
        2 => input.truncate(at),
        3 => {
            let piece = input[at..end].to_vec();
            drop(input.splice(at..at, piece));
        }
        4 => {
            let piece = PIECES[random.random_range(0..PIECES.len())];
            drop(input.splice(at..end.min(at + 1), piece.bytes()));
        }
        5 => {
            let piece = PIECES[random.random_range(0..PIECES.len())];
            let times = random.random_range(1..300);
            drop(input.splice(at..at, piece.repeat(times).into_bytes()));
        }
        6 => {
            let other = &pool[random.random_range(0..pool.len())];
            let from = random.random_range(0..=other.len());
            input.truncate(at);
            input.extend_from_slice(&other[from..]);
        }
        _ => {
            // Another digit: amounts, dates, lengths.
            let digit = b'0' + random.random_range(0..10);
            if let Some(found) = input.iter().skip(at).position(u8::is_ascii_digit) {
                input[at + found] = digit;
            }
        }
    }
}
