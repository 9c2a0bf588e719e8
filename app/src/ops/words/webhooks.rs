//! Webhooks: the addresses that events are sent to, and what became of each.

use domain::webhook::{DeliveryState, DisabledReason, WebhookState};

use super::words;

words! {
    /// A place, and its heading.
    webhooks() { "Webhooks" }
    /// Under it.
    what_they_are() { "Events are posted to these addresses as they happen, signed as Standard Webhooks says." }
    /// In an empty list.
    none() { "Events are sent nowhere yet." }
    /// A field and a column.
    url() { "Address" }
    /// Its hint.
    url_hint() { "https, at a public address" }
    /// A column.
    state() { "State" }
    /// A column.
    waiting() { "Waiting" }
    /// How many wait, and since when the oldest of them does.
    waiting_since(count: &str, since: &str) { "{count}, the oldest since {since}" }
    /// How many would be sent, where nothing is.
    waiting_for_nothing(count: &str) { "{count}, which are not sent until it is enabled" }
    /// Where none waits.
    nothing_waits() { "nothing" }
    /// A column.
    last_success() { "Last taken" }
    /// A column.
    last_failure() { "Last refused" }
    /// When it was, and why.
    failed(at: &str, why: &str) { "{at}: {why}" }
    /// In place of a moment.
    never() { "never" }
    /// A heading that opens a form.
    new() { "Send events to another address" }
    /// Names choices.
    types() { "Which events" }
    /// A choice.
    all_types() { "all, also those of later versions" }
    /// A button.
    make() { "Make the webhook" }
    /// Above what is shown once.
    secret_shown_once() { "The secret that signs what is sent. It is shown this once." }
    /// Names a field.
    secret() { "Secret" }
    /// A state.
    active() { "takes what is sent" }
    /// A state.
    failing() { "refuses, and is tried again" }
    /// A state, and why.
    gone() { "disabled: it answered that it is gone (410)" }
    /// A state, and why.
    given_up() { "disabled: for three days it did not take an event" }
    /// A line of its page.
    made(at: &str) { "Made {at}" }
    /// A line of its page.
    two_secrets(until: &str) { "The secret before signs, too, until {until}." }
    /// A heading.
    change() { "Change it" }
    /// A button.
    test() { "Send a test" }
    /// A button.
    enable() { "Enable it" }
    /// What enabling does.
    what_enabling_does() { "It hears of what it has not taken and of all that has happened since, up to two weeks of it." }
    /// A button that asks first.
    rotate() { "New secret" }
    /// The button that does it.
    rotate_now() { "Make a new secret" }
    /// Before it.
    what_rotating_does() { "The one before signs beside it for a day: set the new one at the receiver meanwhile." }
    /// A button that asks first.
    delete() { "Delete" }
    /// The button that does it.
    delete_now() { "Delete this webhook" }
    /// Before it.
    what_deleting_does() { "Nothing more is sent, and its deliveries are forgotten." }
    /// A heading, and what the list is of.
    deliveries() { "Deliveries, the newest first" }
    /// In an empty list.
    no_deliveries() { "Nothing was sent in the last 14 days." }
    /// A column.
    since() { "Since" }
    /// A column.
    event() { "Event" }
    /// A column.
    tries() { "Tries" }
    /// A column.
    said() { "Last answer" }
    /// A column.
    next_try() { "Next try" }
    /// A status that was answered.
    status(status: i64) { "{status}" }
    /// A status that was answered, and what is wrong with it.
    status_and_why(status: i64, why: &str) { "{status}: {why}" }
    /// A button.
    resend() { "Send again" }
    /// The same, where it waits.
    try_now() { "Try now" }
    /// A state of a delivery.
    waits() { "waits" }
    /// A state of a delivery.
    held() { "waits for one before it of its machine" }
    /// A state of a delivery.
    delivered() { "taken" }
}

/// How an endpoint is.
pub fn of(state: WebhookState, why: Option<DisabledReason>) -> String {
    match (state, why) {
        (WebhookState::Active, _) => active(),
        (WebhookState::Failing, _) => failing(),
        (WebhookState::Disabled, Some(DisabledReason::Gone)) => gone(),
        (WebhookState::Disabled, _) => given_up(),
    }
}

/// How far a delivery is.
pub fn delivery(state: DeliveryState) -> String {
    match state {
        DeliveryState::Waiting => waits(),
        DeliveryState::Held => held(),
        DeliveryState::Delivered => delivered(),
    }
}
