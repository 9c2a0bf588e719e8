//! An application for tests from within, whose Amazon is nowhere.

use std::time::Duration;

use amazon::{Amazon, Endpoints, SecurityProfile, SnsVerifier};
use delivery::{Guard, Lookup, Sender};
use store::Store;
use url::Url;

use crate::{Application, Clock, Random, Settings, Vault};

/// One on that database.
pub(crate) async fn application(database: &str, clock: &Clock, seed: u64) -> Application {
    let at = |text: &str| Url::parse(text).unwrap();
    let nowhere = "http://127.0.0.1:1";
    let endpoints = Endpoints {
        lwa_authorize: at(nowhere),
        lwa_api: at(nowhere),
        drs: at(nowhere),
        drs_web: at(nowhere),
        sns: Some(at(nowhere)),
    };
    let profile = SecurityProfile {
        client_id: "nobody".to_owned(),
        client_secret: "nothing".into(),
    };
    let amazon = Amazon::new(endpoints, profile).unwrap();
    let verifier = SnsVerifier::new(&amazon, Vec::new(), Duration::from_secs(1));
    Application::new(
        Store::open(database).await.unwrap(),
        amazon,
        verifier,
        Vault::parse(&"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=".into()).unwrap(),
        Settings {
            public_url: at(nowhere),
            test_devices: false,
            non_live: false,
            amazon_calls: 4,
            orders_an_hour: 20,
            amazon: true,
            customers: None,
            operators: None,
            webhooks: Sender::new(Guard::new(true), Lookup::system(), Duration::from_secs(1))
                .unwrap(),
            notices: None,
        },
        clock.clone(),
        Random::seeded(seed),
    )
}
