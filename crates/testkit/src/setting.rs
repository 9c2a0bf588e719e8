//! What Larder and the simulated Amazon are told of each other: security profile, topic, addresses, keys. Both sides
//! are told the same, whoever starts them.

use std::sync::Arc;
use std::time::Duration;

use amazon::alexa::{Gateways, Skill};
use amazon::{Amazon, Endpoints, SecurityProfile, SnsVerifier};
use delivery::{Guard, Lookup, Sender};
use domain::Time;
use replenish::{Application, Clock, Random, Settings, Vault};
use sandbox::{Config, Pace, Sandbox, wall_clock};
use secrecy::SecretString;
use store::Store;
use url::Url;

/// The maker's SNS topic.
pub const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder";
/// The client id of the maker's security profile.
pub const CLIENT_ID: &str = "amzn1.application-oa2-client.test";
/// The secret that belongs to it.
pub const CLIENT_SECRET: &str = "the-secret-of-the-security-profile";
/// What tokens are sealed with.
pub const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
/// The origin that customers see, where no server listens.
const PUBLIC_URL: &str = "http://127.0.0.1:3000";
/// How old a message may be.
const MAX_AGE: Duration = Duration::from_secs(4_500);

/// A clock that stands at 2026-03-02T00:00:00Z until a test moves it.
pub fn manual_clock() -> Clock {
    Clock::manual(Time::parse("2026-03-02T00:00:00Z").unwrap())
}

/// What a sandbox at `origin` is told of a Larder at `larder`.
pub fn sandbox_config(origin: &str, larder: &str) -> Config {
    Config {
        seed: 7,
        origin: origin.to_owned(),
        webhook: Some(format!("{larder}/webhooks/sns")),
        topic: TOPIC.to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: CLIENT_SECRET.to_owned(),
        redirect_uris: Vec::new(),
        pace: Pace::default(),
    }
}

/// A sandbox whose orders go by `clock`; what it signs and its tokens go by the system's.
pub fn sandbox_on(clock: &Clock, config: Config) -> Sandbox {
    let business = clock.clone();
    let business = Arc::new(move || business.now().millis());
    Sandbox::new(config, business, wall_clock())
}

/// Where Larder finds a sandbox at `origin`.
pub fn endpoints(origin: &str) -> Endpoints {
    let url = |path: &str| Url::parse(&format!("{origin}{path}")).unwrap();
    Endpoints {
        lwa_authorize: url("/ap/oa"),
        lwa_api: url(""),
        drs: url(""),
        drs_web: url(""),
        sns: Some(url("")),
    }
}

/// The maker's security profile.
pub fn profile() -> SecurityProfile {
    SecurityProfile {
        client_id: CLIENT_ID.to_owned(),
        client_secret: SecretString::from(CLIENT_SECRET),
    }
}

/// The maker's skill at a sandbox at `origin`.
pub fn skill(origin: &str) -> Skill {
    let gateway = |region: &str| {
        let url = format!("{origin}/alexa/{region}/v3/events");
        Url::parse(&url).unwrap()
    };
    Skill {
        profile: SecurityProfile {
            client_id: sandbox::alexa::CLIENT_ID.to_owned(),
            client_secret: SecretString::from(sandbox::alexa::CLIENT_SECRET),
        },
        maker: "Brewster".to_owned(),
        gateways: Gateways {
            north_america: gateway("na"),
            europe: gateway("eu"),
            far_east: gateway("fe"),
        },
    }
}

/// The client of a sandbox at `origin`.
pub fn client(origin: &str) -> Amazon {
    let amazon = Amazon::new(endpoints(origin), profile()).unwrap();
    amazon.with_skill(skill(origin))
}

/// What calls endpoints of this machine, which have a second for an answer.
pub fn sender() -> Sender {
    Sender::new(Guard::new(true), Lookup::system(), Duration::from_secs(1)).unwrap()
}

/// An application on `store` that reaches Amazon by `client`.
pub fn application(
    store: Store,
    client: &Amazon,
    clock: &Clock,
    seed: u64,
    keys: &str,
) -> Application {
    let verifier = SnsVerifier::new(client, vec![TOPIC.parse().unwrap()], MAX_AGE);
    let settings = Settings {
        public_url: Url::parse(PUBLIC_URL).unwrap(),
        test_devices: false,
        non_live: false,
        amazon_calls: 4,
        orders_an_hour: 20,
        amazon: true,
        customers: None,
        operators: None,
        webhooks: sender(),
        notices: None,
    };
    Application::new(
        store,
        client.clone(),
        verifier,
        Vault::parse(&SecretString::from(keys)).unwrap(),
        settings,
        clock.clone(),
        Random::seeded(seed),
    )
}
