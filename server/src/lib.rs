#![doc = include_str!("../README.md")]
#![recursion_limit = "256"]

mod alexa;
pub mod api;
mod auth;
pub mod backtest;
mod client;
pub mod config;
pub mod copies;
pub mod doctor;
mod export;
mod failure;
mod forms;
mod headers;
mod health;
mod host;
pub mod import;
mod installable;
pub mod keys;
pub mod label;
mod live;
mod logo;
pub mod metrics;
pub mod migration;
mod oauth;
mod offline;
pub mod operators;
mod ops;
mod page;
mod request_id;
mod router;
pub mod scripts;
mod sealed;
pub mod shutdown;
mod spreadsheet;
mod state;
mod style;
pub mod telemetry;
mod throttle;
mod turns;
mod webhook;

use std::net::SocketAddr;
use std::time::Duration;

use amazon::{Amazon, SecurityProfile, SnsVerifier};
use axum::Router;
use delivery::{Guard, Lookup, Pusher, Sender};
use oidc::Oidc;
use replenish::notices::Channels;
use replenish::{Application, Clock, OperatorProvider, Random, Settings};
use secrecy::ExposeSecret;
use store::Store;
use store::session::Sessions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use config::Config;

use request_id::RequestIds;
use state::AppState;

/// How long requests under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database.
    #[error("LARDER_DATABASE_URL cannot be opened")]
    Store(#[from] store::Error),
    /// The HTTP client.
    #[error(transparent)]
    Amazon(#[from] amazon::SetUpError),
    /// The one for the identity provider.
    #[error(transparent)]
    Oidc(#[from] oidc::SetUpError),
    /// The one for webhooks.
    #[error(transparent)]
    Webhooks(#[from] delivery::SetUpError),
}

/// A server that is ready to serve.
pub struct Server {
    application: Application,
    router: Router,
    /// Ends streams that are open.
    stopping: CancellationToken,
}

/// How customers hear; none where there is no way.
fn channels(config: &Config, sender: &Sender) -> Option<Channels> {
    let mail = config.mailer.clone();
    let contact = match &mail {
        Some(mailer) => format!("mailto:{}", mailer.from_address()),
        None => config.public_url.to_string(),
    };
    let push = config.push_key.clone();
    let push = push.map(|key| Pusher::new(sender.clone(), key, contact));
    (mail.is_some() || push.is_some()).then_some(Channels {
        mail,
        push,
        write: app::write_notice,
    })
}

impl Server {
    /// Opens the database, migrates it, and builds everything over it.
    pub async fn open(config: &Config, clock: Clock, random: Random) -> Result<Self, OpenError> {
        metrics::start();
        let store = Store::open(config.database_url.expose_secret()).await?;
        let is_amazons = config.profile.is_some();
        let profile = config.profile.clone().unwrap_or_else(SecurityProfile::none);
        let amazon = Amazon::new(config.endpoints.clone(), profile)?;
        let customers = config.customer_oidc.clone().map(Oidc::new).transpose()?;
        let operators = config.operator_oidc.clone().map(|it| {
            Ok::<_, oidc::SetUpError>(OperatorProvider {
                oidc: Oidc::new(it.provider)?,
                role_claim: it.role_claim,
            })
        });
        let amazon = match config.skill.clone() {
            Some(skill) => amazon.with_skill(skill),
            None => amazon,
        };
        let verifier = SnsVerifier::new(&amazon, config.topics.clone(), config.sns_max_age);
        let guard = Guard::new(config.is_trial());
        let sender = Sender::new(guard, Lookup::system(), delivery::sender::TIME)?;
        let settings = Settings {
            public_url: config.public_url.clone(),
            test_devices: config.test_devices,
            non_live: config.non_live,
            amazon_calls: config.amazon_calls,
            orders_an_hour: config.orders_an_hour,
            amazon: is_amazons,
            customers,
            operators: operators.transpose()?,
            notices: channels(config, &sender),
            webhooks: sender,
        };
        let ids = RequestIds::new(u32::from_be_bytes(random.bytes()));
        let sessions = Sessions::new(store.clone(), replenish::clock::system_now);
        let application = Application::new(
            store,
            amazon,
            verifier,
            config.vault.clone(),
            settings,
            clock,
            random.clone(),
        );
        let clock = application.clone();
        let sessions = sessions.unless(move || clock.doubted_since().is_some());
        let state = AppState::new(application.clone(), config, random);
        Ok(Self {
            application,
            stopping: state.stopping.clone(),
            router: router::router(state, sessions, ids),
        })
    }

    /// The use cases under it.
    pub fn application(&self) -> &Application {
        &self.application
    }

    /// Every route.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Serves and works until `shutdown`: then no new connection is taken, what is under way is
    /// finished, reports that wait are stored, and the worker stops last.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: CancellationToken,
    ) -> std::io::Result<()> {
        let stop = CancellationToken::new();
        let application = self.application.clone();
        // Nothing is taken in before the clock was looked at, or is doubted.
        application.try_start().await;
        let worker = tokio::spawn({
            let (application, stop) = (self.application, stop.clone());
            async move { application.run(stop).await }
        });
        let service = self
            .router
            .into_make_service_with_connect_info::<SocketAddr>();
        let stopping = {
            let (shutdown, stopping) = (shutdown.clone(), self.stopping);
            async move {
                shutdown.cancelled().await;
                stopping.cancel();
            }
        };
        let serving = axum::serve(listener, service).with_graceful_shutdown(stopping);
        let deadline = async {
            shutdown.cancelled().await;
            let over = tokio::time::Instant::now() + GRACE;
            tokio::time::sleep_until(over).await;
        };
        let served = tokio::select! {
            served = serving => served,
            () = deadline => {
                tracing::warn!("some requests did not finish in time");
                Ok(())
            }
        };
        application.usage().close().await;
        stop.cancel();
        if worker.await.is_err() {
            tracing::error!("the worker ended by itself");
        }
        served
    }
}
