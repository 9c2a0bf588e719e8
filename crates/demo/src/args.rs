//! The arguments of `larder-sandbox`, and what they are when they are right.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use sandbox::alexa::Linking;
use sandbox::fleet::{self, Device, SlotUse};
use sandbox::identity::Client;
use sandbox::{Config, IdentityProvider, Pace, wall_clock};
use url::Url;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::demo;
use crate::duration::millis;

/// Everything outside Larder: a simulated Amazon, a maker's shop and identity provider, and a fleet of devices.
#[derive(Parser)]
#[command(name = "larder-sandbox", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Play Amazon: Login with Amazon, Dash Replenishment and SNS on one origin
    Amazon(Box<AmazonArgs>),
    /// Play devices that post their usage to Larder
    Fleet(FleetArgs),
    /// Show everything at once: Larder, Amazon, a shop and four machines, on a clock that runs fast
    Demo(demo::Options),
}

#[derive(Parser)]
pub(crate) struct AmazonArgs {
    /// Socket to listen on
    #[arg(long, default_value = "127.0.0.1:4000")]
    pub(crate) listen: SocketAddr,
    /// Origin under which browsers and Larder reach it [default: localhost with the port of --listen]
    #[arg(long)]
    origin: Option<String>,
    /// Where SNS posts, e.g. http://127.0.0.1:3000/webhooks/sns
    #[arg(long)]
    webhook: Option<String>,
    /// ARN of the maker's topic
    #[arg(
        long,
        default_value = "arn:aws:sns:us-east-1:123456789012:larder-sandbox"
    )]
    topic: String,
    /// Every id and token follows from it; a server that remembers an earlier run with the same seed
    /// takes the messages of this one for repeated [default: another in each run]
    #[arg(long)]
    seed: Option<u64>,
    /// Login with Amazon client id
    #[arg(
        long,
        env = "LARDER_LWA_CLIENT_ID",
        default_value = "amzn1.application-oa2-client.sandbox"
    )]
    client_id: String,
    /// Login with Amazon client secret
    #[arg(
        long,
        env = "LARDER_LWA_CLIENT_SECRET",
        hide_env_values = true,
        default_value = "sandbox"
    )]
    client_secret: String,
    /// An Allowed Return URL, repeatable; without any all are allowed
    #[arg(long = "redirect-uri")]
    redirect_uris: Vec<String>,
    /// Larder's origin, for accounts that are linked in the Alexa app and for who signs in at the maker's identity
    /// provider, e.g. http://127.0.0.1:3000
    #[arg(long)]
    larder: Option<String>,
    /// Client id of account linking
    #[arg(
        long,
        env = "LARDER_ALEXA_LINK_CLIENT_ID",
        default_value = "alexa-sandbox"
    )]
    alexa_link_client_id: String,
    /// Its secret
    #[arg(
        long,
        env = "LARDER_ALEXA_LINK_SECRET",
        hide_env_values = true,
        default_value = "the-sandbox-links"
    )]
    alexa_link_secret: String,
    /// What the forwarder of directives signs with: 32 bytes in base64
    #[arg(long, env = "LARDER_ALEXA_FORWARDER_KEY", hide_env_values = true)]
    alexa_forwarder_key: Option<String>,
    /// Client id at the maker's identity provider, which is at /identity
    #[arg(
        long,
        env = "LARDER_CUSTOMER_OIDC_CLIENT_ID",
        default_value = "larder-sandbox"
    )]
    oidc_client_id: String,
    /// Its secret
    #[arg(
        long,
        env = "LARDER_CUSTOMER_OIDC_CLIENT_SECRET",
        hide_env_values = true,
        default_value = "the-sandbox-signs-in"
    )]
    oidc_client_secret: String,
    /// From replenish to OrderPlaced, e.g. 30s, 5m, 24h, 2d
    #[arg(long, default_value = "2m", value_parser = millis)]
    placed_after: i64,
    /// From OrderPlaced to ItemShipped
    #[arg(long, default_value = "24h", value_parser = millis)]
    shipped_after: i64,
    /// From shipment to the estimated delivery date
    #[arg(long, default_value = "48h", value_parser = millis)]
    arrives_after: i64,
}

impl AmazonArgs {
    /// How accounts are linked in the Alexa app; none without `--larder`. Larder has to know the address
    /// `…/sandbox/alexa/linked` of this origin (`LARDER_ALEXA_REDIRECT_URIS`).
    pub(crate) fn linking(&self) -> Result<Option<Linking>, String> {
        let Some(larder) = &self.larder else {
            return Ok(None);
        };
        web_address("--larder", larder)?;
        // As Larder takes it: one that is empty is none.
        let key = self.alexa_forwarder_key.as_deref();
        let Some(key) = key.filter(|key| !key.is_empty()) else {
            return Ok(None);
        };
        let key = BASE64_STANDARD.decode(key).ok();
        let key = key.and_then(|key| key.try_into().ok()).ok_or(
            "--alexa-forwarder-key must be 32 bytes in base64, as `openssl rand -base64 32` makes them",
        )?;
        Ok(Some(Linking {
            larder: larder.trim_end_matches('/').to_owned(),
            redirect_uri: format!("{}/sandbox/alexa/linked", self.origin()),
            client_id: self.alexa_link_client_id.clone(),
            client_secret: self.alexa_link_secret.clone(),
            basic: true,
            forwarder_key: key,
        }))
    }

    /// The maker's identity provider; none without `--larder`, to which it sends browsers back.
    pub(crate) fn identity_provider(&self) -> Option<IdentityProvider> {
        let larder = self.larder.as_deref()?.trim_end_matches('/');
        let client = Client {
            id: self.oidc_client_id.clone(),
            secret: self.oidc_client_secret.clone(),
            redirect_uris: vec![
                format!("{larder}/auth/oidc/callback"),
                format!("{larder}/ops/callback"),
            ],
        };
        Some(IdentityProvider::new(&self.origin(), client, wall_clock()))
    }

    fn origin(&self) -> String {
        let origin = self.origin.clone();
        let origin = origin.unwrap_or_else(|| format!("http://localhost:{}", self.listen.port()));
        origin.trim_end_matches('/').to_owned()
    }

    pub(crate) fn config(self) -> Result<Config, String> {
        let origin = self.origin();
        web_address("--origin", &origin)?;
        if let Some(webhook) = &self.webhook {
            web_address("--webhook", webhook)?;
        }
        let parts: Vec<&str> = self.topic.split(':').collect();
        if !matches!(parts[..], ["arn", _, "sns", region, account, name]
            if !region.is_empty() && account.len() == 12 && !name.is_empty())
        {
            return Err(format!(
                "--topic {} is no topic: write arn:aws:sns:<region>:<12 digits>:<name>",
                self.topic
            ));
        }
        Ok(Config {
            seed: self.seed.unwrap_or_else(|| wall_clock()().unsigned_abs()),
            origin,
            webhook: self.webhook,
            topic: self.topic,
            client_id: self.client_id,
            client_secret: self.client_secret,
            redirect_uris: self.redirect_uris,
            pace: Pace {
                placed_after_ms: self.placed_after,
                shipped_after_ms: self.shipped_after,
                arrives_after_ms: self.arrives_after,
            },
        })
    }
}

#[derive(Parser)]
pub(crate) struct FleetArgs {
    /// Larder's origin
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    larder: String,
    /// A device, repeatable: SERIAL:TOKEN:SLOT=KIND,AMOUNT,UNIT,EVERY[:SLOT=…], where KIND is used,
    /// level or total and EVERY is like 30s; e.g. K1:tok:pods=used,2,count,1m
    #[arg(long = "device", value_parser = device)]
    devices: Vec<Device>,
    /// JSON file with an array of devices: {"serial","token","slots":[{"slot","kind","amount","unit",
    /// "every_ms","jitter"}]}
    #[arg(long = "devices")]
    file: Option<PathBuf>,
    /// Decides every jitter, and what bad sensors say
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Share of reports with one of a bad sensor, counter or clock beside them, e.g. 0.01
    #[arg(long, default_value = "0", value_parser = share, value_name = "RATE")]
    bad_sensors: f64,
}

impl FleetArgs {
    pub(crate) fn config(self) -> Result<fleet::Config, String> {
        web_address("--larder", &self.larder)?;
        let mut devices = self.devices;
        if let Some(path) = self.file {
            let shown = path.display();
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("cannot read {shown}: {error}; check --devices"))?;
            let more: Vec<Device> = serde_json::from_str(&text)
                .map_err(|error| format!("{shown} is not a list of devices: {error}"))?;
            devices.extend(more);
        }
        if devices.is_empty() {
            return Err("no devices: name some with --device or --devices FILE".to_owned());
        }
        Ok(fleet::Config {
            larder: self.larder,
            seed: self.seed,
            retry_ms: 1_000,
            bad_sensors: self.bad_sensors,
            devices,
            clock: Some(wall_clock()),
        })
    }
}

fn web_address(flag: &str, raw: &str) -> Result<(), String> {
    match Url::parse(raw) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(()),
        _ => Err(format!(
            "{flag} {raw} is no address: write http://host:port"
        )),
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok();
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "write a share from 0 to 1".to_owned())
}

fn device(text: &str) -> Result<Device, String> {
    let wrong = || "write SERIAL:TOKEN:SLOT=KIND,AMOUNT,UNIT,EVERY".to_owned();
    let mut parts = text.split(':');
    let (Some(serial), Some(token)) = (parts.next(), parts.next()) else {
        return Err(wrong());
    };
    let slots: Vec<SlotUse> = parts.map(slot).collect::<Result<_, String>>()?;
    if serial.is_empty() || token.is_empty() || slots.is_empty() {
        return Err(wrong());
    }
    Ok(Device {
        serial: serial.to_owned(),
        token: token.to_owned(),
        slots,
    })
}

fn slot(text: &str) -> Result<SlotUse, String> {
    let (slot, mode) = text
        .split_once('=')
        .ok_or("write SLOT=KIND,AMOUNT,UNIT,EVERY")?;
    let fields: Vec<&str> = mode.split(',').collect();
    let [kind, amount, unit, every] = fields[..] else {
        return Err("write SLOT=KIND,AMOUNT,UNIT,EVERY".to_owned());
    };
    Ok(SlotUse {
        slot: slot.to_owned(),
        kind: kind.parse()?,
        amount: amount.parse()?,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        every_ms: u64::try_from(millis(every)?).map_err(|_| "EVERY is below zero")?,
        jitter: 0.1,
        start: None,
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn amazon(args: &[&str]) -> Result<Config, String> {
        let all = ["larder-sandbox", "amazon"].iter().chain(args);
        match Args::try_parse_from(all)
            .map_err(|error| error.to_string())?
            .command
        {
            Command::Amazon(args) => args.linking().and_then(|_| args.config()),
            Command::Fleet(_) | Command::Demo(_) => unreachable!("asked for Amazon"),
        }
    }

    #[test]
    fn the_origin_follows_the_port_and_durations_have_units() {
        let config = amazon(&["--listen", "127.0.0.1:4100", "--placed-after", "5s"]).unwrap();
        assert_eq!(config.origin, "http://localhost:4100");
        assert_eq!(
            config.pace,
            Pace {
                placed_after_ms: 5_000,
                ..Pace::default()
            }
        );
    }

    #[test]
    fn wrong_values_name_their_flag() {
        for (flag, value) in [
            ("--topic", "larder"),
            ("--webhook", "here"),
            ("--placed-after", "x"),
            ("--larder", "here"),
        ] {
            assert!(
                amazon(&[flag, value]).err().unwrap().contains(flag),
                "{flag}"
            );
        }
    }

    #[test]
    fn an_empty_key_of_the_forwarder_is_none_as_larder_has_it() {
        let linking = |key: &str| {
            let args = [
                "larder-sandbox",
                "amazon",
                "--larder",
                "http://localhost:3000",
            ];
            let args = args.iter().copied().chain(["--alexa-forwarder-key", key]);
            match Args::try_parse_from(args).unwrap().command {
                Command::Amazon(args) => args.linking().map(|it| it.is_some()),
                Command::Fleet(_) | Command::Demo(_) => unreachable!("asked for Amazon"),
            }
        };
        assert_eq!(linking(""), Ok(false));
        assert!(linking("short").is_err());
        assert_eq!(linking(&BASE64_STANDARD.encode([7; 32])), Ok(true));
    }

    #[test]
    fn a_share_is_between_nothing_and_all() {
        assert_eq!(share("0.01"), Ok(0.01));
        for wrong in ["", "x", "-0.1", "1.1", "NaN"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_device_fits_in_one_argument() {
        let one = device("K1:tok:pods=used,2,count,1m:filter=level,0.5,percent,90s").unwrap();
        assert_eq!(
            (one.serial.as_str(), one.token.as_str(), one.slots.len()),
            ("K1", "tok", 2)
        );
        assert_eq!(one.slots[1].every_ms, 90_000);
        for wrong in [
            "K1",
            "K1:tok",
            "K1:tok:pods",
            "K1:tok:pods=eaten,2,count,1m",
        ] {
            assert!(device(wrong).is_err(), "{wrong}");
        }
    }
}
