//! Doing what is due: order steps first, then deliveries to the webhook, one after the other.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use super::Sandbox;
use super::sns::{Message, RETRIES, RETRY_AFTER_MS};
use super::view::Outcome;

/// SNS gives a receiver this long.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often an unconfirmed subscription is asked for again, in real time.
const RESUBSCRIBE: Duration = Duration::from_secs(3);

/// Takes one POST of SNS in process, headers and body as on the wire; the status it answers.
pub type Receiver =
    Arc<dyn Fn(http::Request<String>) -> Pin<Box<dyn Future<Output = u16> + Send>> + Send + Sync>;

/// An error's innermost cause, which says most.
pub(crate) fn reason(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}

/// SNS' own client: no redirects, no proxy.
fn client() -> reqwest::Client {
    #[expect(clippy::expect_used, reason = "nothing here depends on the machine")]
    crate::http::builder()
        .user_agent("Amazon Simple Notification Service Agent")
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .expect("a plain client can be built")
}

impl Sandbox {
    /// Asks the webhook to confirm the topic's subscription. The message waits for
    /// [`Sandbox::run_due`].
    pub async fn subscribe(&self) {
        self.subscribe_now();
    }

    /// Business time of the earliest order step or delivery.
    #[must_use]
    pub fn next_due(&self) -> Option<i64> {
        let world = self.world();
        let alexa = self.alexa().next_due();
        [world.next_order_step(), world.topic.next_due(), alexa]
            .into_iter()
            .flatten()
            .min()
    }

    /// Does everything that is due, what becomes due by that too, and returns how many things that
    /// were. Waits for the webhook's answers.
    pub async fn run_due(&self) -> usize {
        let _turn = self.0.turn.lock().await;
        let mut done = 0;
        loop {
            done += self.alexa().run_due();
            let now = self.now();
            let message = {
                let mut world = self.world();
                done += world.step_orders(now);
                world.topic.pop_due(now.business)
            };
            let Some(message) = message else { return done };
            self.deliver(message).await;
            done += 1;
        }
    }

    async fn deliver(&self, mut message: Message) {
        let (webhook, arn) = {
            let world = self.world();
            (world.topic.webhook.clone(), world.topic.arn.clone())
        };
        let outcome = match webhook {
            None => Outcome::NoSubscriber,
            Some(webhook) => self.post(&webhook, &arn, &message).await,
        };
        match &outcome {
            Outcome::Answered(status @ 400..=499) => tracing::warn!(
                name = message.name,
                status,
                "the webhook refuses a message; it is not sent again"
            ),
            outcome => tracing::debug!(name = message.name, attempt = message.attempt, ?outcome),
        }
        let again = match &outcome {
            Outcome::Answered(status) => *status >= 500,
            Outcome::Failed(_) => true,
            Outcome::NoSubscriber | Outcome::Lost => false,
        };
        let now = self.now();
        let mut world = self.world();
        world.topic.record(now.business, &message, outcome);
        if again && message.attempt <= RETRIES {
            message.attempt += 1;
            message.due = now.business + RETRY_AFTER_MS;
            world.topic.queue.push(message);
        }
    }

    async fn post(&self, webhook: &str, arn: &str, message: &Message) -> Outcome {
        let subscription = message.subscription.as_deref();
        let request = http::Request::post(webhook)
            .header("x-amz-sns-message-type", message.kind)
            .header("x-amz-sns-message-id", &message.id)
            .header("x-amz-sns-topic-arn", arn)
            .header("content-type", "text/plain; charset=UTF-8");
        let request = match subscription {
            Some(subscription) => request.header("x-amz-sns-subscription-arn", subscription),
            None => request,
        };
        let request = match request.body(message.body.clone()) {
            Ok(request) => request,
            Err(error) => return Outcome::Failed(reason(&error)),
        };
        let receiver = self.world().topic.receiver.clone();
        if let Some(receive) = receiver {
            return Outcome::Answered(receive(request).await);
        }
        let request = match reqwest::Request::try_from(request) {
            Ok(request) => request,
            Err(error) => return Outcome::Failed(reason(&error.without_url())),
        };
        match self.0.http.get_or_init(client).execute(request).await {
            Ok(answer) => Outcome::Answered(answer.status().as_u16()),
            Err(error) => Outcome::Failed(reason(&error.without_url())),
        }
    }

    /// Runs in real time until `shutdown`: does what is due when it is due, and asks for the
    /// subscription again while nobody has confirmed it. Business time must be the wall clock.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut ask = tokio::time::interval(RESUBSCRIBE);
        ask.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = &mut shutdown => return,
                _ = self.run_due() => {}
            }
            let wait = self
                .next_due()
                .map_or(i64::MAX, |due| due - self.now().business);
            let wait = Duration::from_millis(u64::try_from(wait.clamp(1, 3_600_000)).unwrap_or(1));
            tokio::select! {
                () = &mut shutdown => return,
                () = self.0.changed.notified() => {}
                () = tokio::time::sleep_until(tokio::time::Instant::now() + wait) => {}
                _ = ask.tick() => self.ask_again(),
            }
        }
    }

    fn ask_again(&self) {
        self.change(|world, now| {
            if world.topic.webhook.is_some() && !world.topic.confirmed {
                world.subscribe(now);
            }
        });
    }
}
