//! `larder-mqtt`: from an MQTT broker to Larder. What machines publish is posted to Larder, and acknowledged to the broker
//! once Larder has answered for it, so once it is on disk or refused for good; the answer is published for the machine.
//!
//! It keeps nothing. What it has not acknowledged the broker gives it again, after either was killed, too. What the broker
//! loses the machine sends again, since only the answer lets it forget. Sent twice is counted once.

mod larder;
mod topic;

use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use rumqttc::{
    AsyncClient, ConnectReturnCode, Event, EventLoop, MqttOptions, Packet, Publish, QoS,
};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::task::JoinSet;
use tracing::{error, info, warn};
use tracing_subscriber::EnvFilter;
use url::Url;

use larder::Larder;
use topic::Topics;

/// Between two tries to reach the broker.
const RECONNECT: Duration = Duration::from_secs(1);
/// The most that MQTT allows; the broker's own limit holds what machines send.
const LARGEST: usize = 268_435_455;
/// Requests of this program that wait for the connection.
const WAITING: usize = 1_000;

/// From an MQTT broker to Larder: acknowledges what machines publish once Larder has it on disk.
#[derive(Parser)]
#[command(
    name = "larder-mqtt",
    version,
    after_help = "Secrets come from the environment alone:\n  \
        LARDER_MQTT_KEY       A key of the scope `usage`: `larder key create mqtt --scope usage`\n  \
        LARDER_MQTT_PASSWORD  Password at the broker"
)]
struct Settings {
    /// The broker, in plain MQTT: on this host, or in a network of its own.
    #[arg(
        long,
        env = "LARDER_MQTT_BROKER",
        default_value = "127.0.0.1:1883",
        value_name = "HOST:PORT"
    )]
    broker: String,
    /// User name at the broker.
    #[arg(long, env = "LARDER_MQTT_USER", default_value = "larder")]
    user: String,
    /// What topics begin with: machines publish to PREFIX/<serial>/usage/<batch>.
    #[arg(long, env = "LARDER_MQTT_PREFIX", default_value = "larder")]
    prefix: String,
    /// Larder's origin.
    #[arg(
        long,
        env = "LARDER_URL",
        default_value = "http://127.0.0.1:3000",
        value_name = "URL"
    )]
    larder: Url,
}

/// On one thread: when a connection ends, what was begun in it is dropped before anything is acknowledged in the next.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into()))
        .with_writer(std::io::stderr)
        .init();
    let settings = Settings::parse();
    let larder = Larder::new(&settings.larder, secret("LARDER_MQTT_KEY")?)?;
    let topics = Topics::new(&settings.prefix)?;
    let (client, events) = AsyncClient::new(options(&settings)?, WAITING);
    tokio::select! {
        () = bridge(&client, events, &larder, &topics) => Ok(()),
        stop = tokio::signal::ctrl_c() => Ok(stop?),
    }
}

fn secret(name: &str) -> Result<SecretString> {
    let value = std::env::var(name).with_context(|| format!("{name} has to be set"))?;
    Ok(value.into())
}

fn options(settings: &Settings) -> Result<MqttOptions> {
    let (host, port) = settings
        .broker
        .rsplit_once(':')
        .context("--broker: host and port, as 127.0.0.1:1883")?;
    let port = port.parse().context("--broker: the port is a number")?;
    // The broker keeps a session by this name: what came while this program was away is in it.
    let mut options = MqttOptions::new("larder-mqtt", host, port);
    options
        .set_credentials(
            &settings.user,
            secret("LARDER_MQTT_PASSWORD")?.expose_secret(),
        )
        .set_clean_session(false)
        .set_manual_acks(true)
        .set_max_packet_size(LARGEST, LARGEST)
        .set_keep_alive(Duration::from_secs(30));
    Ok(options)
}

/// For ever: connects, subscribes, and hands on what comes.
async fn bridge(client: &AsyncClient, mut events: EventLoop, larder: &Larder, topics: &Topics) {
    let mut posts = JoinSet::new();
    loop {
        match events.poll().await {
            Ok(Event::Incoming(Packet::ConnAck(answer)))
                if answer.code == ConnectReturnCode::Success =>
            {
                info!("connected to the broker");
                if let Err(failure) = client.try_subscribe(topics.usage(), QoS::AtLeastOnce) {
                    error!("cannot subscribe: {failure}");
                }
            }
            Ok(Event::Incoming(Packet::Publish(message))) => {
                let answer_to = topics.answer_to(&message.topic);
                posts.spawn(hand_on(client.clone(), larder.clone(), message, answer_to));
            }
            Ok(_) => {}
            Err(failure) => {
                // Numbers of messages are the connection's: one of it may mean another message in the next.
                posts.abort_all();
                warn!("no connection to the broker: {failure}");
                pause(RECONNECT).await;
            }
        }
        while posts.try_join_next().is_some() {}
    }
}

/// Posts one message until Larder answers for it, publishes the answer, and acknowledges the message.
async fn hand_on(
    client: AsyncClient,
    larder: Larder,
    message: Publish,
    answer_to: Option<(String, String)>,
) {
    if let Some((serial, topic)) = answer_to {
        let answer = larder.post(&serial, message.payload.clone()).await;
        if let Err(failure) = client.publish(topic, QoS::AtLeastOnce, false, answer).await {
            // Without an acknowledgement it comes again.
            warn!("an answer cannot be published: {failure}");
            return;
        }
    } else {
        warn!("a topic that is no machine's: PREFIX/<serial>/usage/<batch>");
    }
    if let Err(failure) = client.ack(&message).await {
        warn!("a message cannot be acknowledged: {failure}");
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this program stands outside Larder, and has no clock of its own"
)]
async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}
