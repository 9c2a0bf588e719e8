//! The REST calls of Amazon Dash Replenishment. The access token alone tells customer and machine.
//!
//! Every call is sent once, but for asking for an answer's older version where the newer is refused:
//! trying again is the caller's decision, from [`DrsError::decision`].
//! Sources: Amazon's pages of the same names ("Replenish Endpoint", "Slot Status Endpoint" …).

mod error;
mod order_info;
mod replenish;
mod status;
mod wire;

pub use error::{Decision, DrsError};
pub use order_info::{OrderInfo, OrderItem};
pub use replenish::{Detail, Replenished};
pub use status::SlotStatus;

use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use tracing::{Instrument, field::Empty, info_span};
use url::Url;

use crate::client::Amazon;
use crate::subscription::{self, SlotSubscription};
use wire::{Call, segment};

impl Amazon {
    /// Every slot's subscription, by `GET /subscriptionInfo`: the only call that tells the slots of
    /// a registered machine. Version 2.0 is asked for; where Amazon refuses that, 1.0, which has no
    /// products.
    pub async fn subscription_info(
        &self,
        access: &SecretString,
    ) -> Result<Vec<SlotSubscription>, DrsError> {
        match self
            .subscriptions(access, "DrsSubscriptionInfoResult@2.0")
            .await
        {
            Err(DrsError::Refused { .. }) => {
                self.subscriptions(access, "DrsSubscriptionInfoResult@1.0")
                    .await
            }
            answer => answer,
        }
    }

    async fn subscriptions(
        &self,
        access: &SecretString,
        result: &'static str,
    ) -> Result<Vec<SlotSubscription>, DrsError> {
        let call = Call {
            method: Method::GET,
            path: "/subscriptionInfo",
            input: "DrsSubscriptionInfoInput@1.0",
            result,
            body: None,
            slot: false,
        };
        let span = info_span!("amazon.drs.subscription_info", status = Empty, ms = Empty);
        let answer = self.drs(access, call).instrument(span).await?;
        subscription::read(&answer.json()?).ok_or(DrsError::Unreadable)
    }

    /// Ends the registration, by `DELETE /registration` (2.0). All tokens of the machine are dead
    /// afterwards, so that a second call answers [`DrsError::InvalidToken`]: done.
    pub async fn deregister(&self, access: &SecretString) -> Result<(), DrsError> {
        let call = Call {
            method: Method::DELETE,
            path: "/registration",
            input: "DrsDeregisterInput@2.0",
            result: "DrsDeregisterResult@1.0",
            body: None,
            slot: false,
        };
        let span = info_span!("amazon.drs.deregister", status = Empty, ms = Empty);
        self.drs(access, call).instrument(span).await.map(drop)
    }

    /// Releases the lock of test orders, of one slot or of all: the next replenish places again.
    /// Works for test registrations only.
    pub async fn cancel_test_orders(
        &self,
        access: &SecretString,
        slot: Option<&str>,
    ) -> Result<(), DrsError> {
        let path = match slot {
            Some(slot) => format!("/testOrders/slots/{}", segment(slot)?),
            None => "/testOrders".to_owned(),
        };
        let call = Call {
            method: Method::DELETE,
            path: &path,
            input: "DrsCancelTestOrdersInput@1.0",
            result: "DrsCancelTestOrdersResult@1.0",
            body: None,
            slot: slot.is_some(),
        };
        let span = info_span!("amazon.drs.cancel_test_orders", status = Empty, ms = Empty);
        self.drs(access, call).instrument(span).await.map(drop)
    }

    /// Amazon's settings page for the machine, with a way back to `exit_uri`. The address carries
    /// the access token: send it in a redirect at once, with `Referrer-Policy: no-referrer`, and
    /// write it nowhere.
    pub fn settings_url(&self, access: &SecretString, exit_uri: &Url) -> Url {
        let mut url = self.0.endpoints.drs_web.clone();
        url.set_path("/settings");
        url.query_pairs_mut()
            .append_pair("access_token", access.expose_secret())
            .append_pair("exitUri", exit_uri.as_str());
        url
    }
}
