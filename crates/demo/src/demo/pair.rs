//! Larder and a simulated Amazon that know each other, in this process on loopback.

use std::env::current_exe;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use amazon::alexa::{Gateways, Skill};
use amazon::{Endpoints, SecurityProfile};
use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use oidc::Provider;
use replenish::{Random, Vault};
use sandbox::alexa::Linking;
use sandbox::identity::{Client, ROLE_CLAIM};
use sandbox::{IdentityProvider, Pace, Sandbox, wall_clock};
use secrecy::SecretString;
use server::config::{Alexa, Brand, OperatorSignIn, forwarder_key};
use server::scripts::Scripts;
use server::telemetry::Format;
use server::{Config, Server};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::clock::FastClock;

/// Bearer of the maker API. Known to everybody: all that it opens is on loopback and made up.
pub(crate) const OPERATOR: &str = "the-demo-operator-token";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder-demo";
/// The client of Alexa's that links accounts.
const LINK_CLIENT_ID: &str = "alexa-demo";
/// Larder's client where the maker's people sign in.
const OPS_CLIENT_ID: &str = "larder-demo";
const CLIENT_ID: &str = "amzn1.application-oa2-client.demo";
/// How often Amazon does what is due.
const TURN: Duration = Duration::from_millis(100);
const HOUR: i64 = 3_600_000;
/// An order's life of two days, of which Amazon needs the first hours.
pub(crate) const PACE: Pace = Pace {
    placed_after_ms: 3 * HOUR,
    shipped_after_ms: 20 * HOUR,
    arrives_after_ms: 23 * HOUR,
};

/// Ports on loopback.
#[derive(Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) larder: u16,
    pub(crate) amazon: u16,
}

impl Ports {
    /// Larder's origin.
    pub(crate) fn larder(self) -> String {
        format!("http://127.0.0.1:{}", self.larder)
    }

    /// Amazon's: another site for a browser.
    pub(crate) fn amazon(self) -> String {
        format!("http://localhost:{}", self.amazon)
    }
}

/// Both, serving.
pub(crate) struct Pair {
    /// The simulated Amazon.
    pub(crate) amazon: Sandbox,
    /// Ends Larder.
    stop: CancellationToken,
    larder: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Pair {
    /// Starts both; Larder's database is made in `folder`.
    ///
    /// # Errors
    /// A port is taken, or the folder cannot be written.
    pub(crate) async fn start(ports: Ports, folder: &Path, clock: &FastClock) -> Result<Self> {
        ensure!(
            ports.larder != ports.amazon,
            "--port and --sandbox-port are the same; choose two"
        );
        let larder_listener = listen(ports.larder, "Larder", "--port").await?;
        let amazon_listener =
            listen(ports.amazon, "the simulated Amazon", "--sandbox-port").await?;
        let random = Random::system();
        let secret = BASE64_STANDARD.encode(random.bytes::<32>());
        let amazon = Sandbox::new(
            sandbox::Config {
                seed: u64::from_be_bytes(random.bytes()),
                origin: ports.amazon(),
                webhook: Some(format!("{}/webhooks/sns", ports.larder())),
                topic: TOPIC.to_owned(),
                client_id: CLIENT_ID.to_owned(),
                client_secret: secret.clone(),
                redirect_uris: vec![format!("{}/auth/lwa/callback", ports.larder())],
                pace: PACE,
            },
            clock.now(),
            wall_clock(),
        );
        let linking = Linking {
            larder: ports.larder(),
            redirect_uri: format!("{}/sandbox/alexa/linked", ports.amazon()),
            client_id: LINK_CLIENT_ID.to_owned(),
            client_secret: BASE64_STANDARD.encode(random.bytes::<32>()),
            basic: true,
            forwarder_key: random.bytes(),
        };
        amazon.alexa().set_linking(linking.clone());
        let client = Client {
            id: OPS_CLIENT_ID.to_owned(),
            secret: BASE64_STANDARD.encode(random.bytes::<32>()),
            redirect_uris: vec![format!("{}/ops/callback", ports.larder())],
        };
        let provider = IdentityProvider::new(&ports.amazon(), client.clone(), wall_clock());
        let router = amazon.router().merge(provider.router());
        tokio::spawn(async move { axum::serve(amazon_listener, router).await });
        tokio::spawn(work(amazon.clone()));
        let mut config = config(ports, folder, &secret, &random)?;
        config.alexa = Some(alexa(&linking)?);
        config.operator_oidc = Some(OperatorSignIn {
            provider: Provider {
                issuer: Url::parse(provider.issuer())?,
                client_id: client.id,
                client_secret: client.secret.into(),
            },
            role_claim: Some(ROLE_CLAIM.to_owned()),
        });
        let server = Server::open(&config, clock.clock(), random).await?;
        let stop = CancellationToken::new();
        let larder = tokio::spawn(server.serve(larder_listener, stop.clone()));
        Ok(Self {
            amazon,
            stop,
            larder,
        })
    }

    /// Ends Larder as SIGTERM would.
    pub(crate) async fn end(self) -> Result<()> {
        self.stop.cancel();
        Ok(self.larder.await??)
    }
}

/// Amazon does what is due, as often as the clock moves.
async fn work(amazon: Sandbox) {
    let mut turns = tokio::time::interval(TURN);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        amazon.run_due().await;
    }
}

/// # Errors
/// Somebody else listens there.
async fn listen(port: u16, whose: &str, flag: &str) -> Result<TcpListener> {
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "port {port} for {whose} cannot be used; end what listens there, or choose another with {flag}"
        )
    })
}

/// How Larder reaches Alexa there.
fn skill(ports: Ports) -> Result<Skill> {
    let gateway = |region: &str| {
        let address = format!("{}/alexa/{region}/v3/events", ports.amazon());
        Url::parse(&address)
    };
    Ok(Skill {
        profile: SecurityProfile {
            client_id: sandbox::alexa::CLIENT_ID.to_owned(),
            client_secret: sandbox::alexa::CLIENT_SECRET.into(),
        },
        maker: Brand::default().name,
        gateways: Gateways {
            north_america: gateway("na")?,
            europe: gateway("eu")?,
            far_east: gateway("fe")?,
        },
    })
}

/// What Larder has to know of that.
fn alexa(linking: &Linking) -> Result<Alexa> {
    let key = BASE64_STANDARD.encode(linking.forwarder_key);
    Ok(Alexa {
        client: domain::oauth::Client {
            id: linking.client_id.clone(),
            redirect_uris: vec![linking.redirect_uri.clone()],
        },
        client_secret: linking.client_secret.as_str().into(),
        forwarder_key: forwarder_key(&key.into())?,
    })
}

fn config(ports: Ports, folder: &Path, secret: &str, random: &Random) -> Result<Config> {
    let amazon = Url::parse(&ports.amazon())?;
    let database = folder.join("larder.db");
    let database = database
        .to_str()
        .context("the path of the folder for temporary files is not UTF-8; set TMPDIR")?;
    let key = BASE64_STANDARD.encode(random.bytes::<32>());
    Ok(Config {
        listen: SocketAddr::from(([127, 0, 0, 1], ports.larder)),
        public_url: Url::parse(&ports.larder())?,
        trusted_proxies: Vec::new(),
        database_url: format!("sqlite://{database}").into(),
        vault: Vault::parse(&SecretString::from(key))?,
        keys: 1,
        operator_token: Some(OPERATOR.into()),
        provision_token: None,
        profile: Some(SecurityProfile {
            client_id: CLIENT_ID.to_owned(),
            client_secret: secret.into(),
        }),
        customer_oidc: None,
        operator_oidc: None,
        endpoints: Endpoints {
            lwa_authorize: amazon.join("/ap/oa")?,
            lwa_api: amazon.clone(),
            drs: amazon.clone(),
            drs_web: amazon.clone(),
            sns: Some(amazon.clone()),
        },
        button_url: amazon.join("/button.svg")?,
        topics: vec![TOPIC.parse().context("the demo's topic")?],
        sns_max_age: Duration::from_secs(4_500),
        amazon_calls: 16,
        // What a fleet orders in a day comes within minutes here.
        orders_an_hour: 1_000_000,
        test_devices: false,
        non_live: false,
        alexa: None,
        skill: Some(skill(ports)?),
        sandbox: true,
        mailer: None,
        push_key: None,
        log: Format::default(),
        brand: Brand::default(),
        scripts: current_exe().ok().and_then(|own| Scripts::beside(&own)),
    })
}
