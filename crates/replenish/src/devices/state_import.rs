//! What another cloud knows of a machine, taken over: whose it is, by what Amazon is called for it, what is at home, and
//! the orders that are under way.
//!
//! - The machine has to be there ([`super::import`]), and everything of one is one transaction: all of it or nothing.
//! - It may be sent any number of times. What is there already stays as it is; where that says otherwise, it is refused.
//! - What is not said is not changed, and what Amazon knows better is asked at once: which slots may order, and what became
//!   of the orders.
//! - An owner is who their identity provider says: an account is made for them, which is theirs when they first sign in.

use domain::api_key::Scope;
use domain::engine::{Contents, NewEntry};
use domain::event::{EventData, EventType};
use domain::journal::Input;
use domain::order::{OrderState, is_too_late};
use domain::quantity::Decimal;
use domain::text::is_line;
use domain::usage::number;
use domain::{AccountId, HouseholdId, Identity, Quantity, Replenisher, Role, Time, Unit};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::Value;
use store::Account;
use tokio::time::Instant;

use super::Devices;
use super::fleet::device;
use super::import::leave_to_others;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error};

/// What is known of a machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownMachine {
    /// Its serial.
    pub serial: String,
    /// Whose it is.
    #[serde(default)]
    pub owner: Option<KnownOwner>,
    /// By what Amazon is called for it.
    #[serde(default)]
    pub registration: Option<KnownRegistration>,
    /// What is at home.
    #[serde(default)]
    pub slots: Vec<KnownLevel>,
    /// Orders that are under way.
    #[serde(default)]
    pub orders: Vec<UnderWay>,
}

/// Who owns a machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownOwner {
    /// Their identity provider; Login with Amazon without it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Its own string for them: Login with Amazon's `user_id`, of the same security profile.
    pub subject: String,
}

/// A registration at Amazon.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownRegistration {
    /// Of the same security profile.
    pub refresh_token: SecretString,
}

/// What is at home of a slot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownLevel {
    /// Which.
    pub slot: String,
    /// In the machine and beside it, decimal.
    pub at_home: Value,
    /// The slot's without it.
    #[serde(default)]
    pub unit: Option<String>,
}

/// An order that is under way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnderWay {
    /// Of which slot.
    pub slot: String,
    /// Amazon's id.
    pub instance: String,
    /// `awaiting`, `placed` or `shipped`.
    pub state: String,
    /// What it brings, decimal; what the slot's pack is without it.
    #[serde(default)]
    pub quantity: Option<Value>,
    /// The slot's without it.
    #[serde(default)]
    pub unit: Option<String>,
    /// When it is expected, RFC 3339.
    #[serde(default)]
    pub estimated_delivery: Option<String>,
}

impl Devices<'_> {
    /// Takes over what is known of a machine, and waits as long as that took; only looks whether it could be where
    /// `is_check`. Says whether anything was new.
    pub async fn take_over_state(
        self,
        caller: &Caller,
        known: &KnownMachine,
        is_check: bool,
    ) -> Result<bool, Error> {
        caller.must_have(Scope::FleetWrite)?;
        let began = Instant::now();
        let mut tx = self.0.store.write().await?;
        let found = device(&mut tx, &known.serial)
            .await
            .map_err(|error| match error {
                Error::NotFound => invalid("serial", "there is no such machine: import it first"),
                error => error,
            })?;
        let mut unit = DeviceUnit::lock_in(self.0, tx, found.id).await?;
        unit.read_all_orders().await?;
        let mut is_new = false;
        let owner = match &known.owner {
            Some(owner) => Some(unit.take_over_owner(owner, &mut is_new).await?),
            None => None,
        };
        if let Some(registration) = &known.registration {
            unit.take_over_registration(registration, owner, &mut is_new)
                .await?;
        }
        // Before the levels, so that none of them is taken for one of these.
        for (n, order) in known.orders.iter().enumerate() {
            unit.take_over_order(n, order, &mut is_new).await?;
        }
        for (n, level) in known.slots.iter().enumerate() {
            unit.take_over_level(caller, n, level, &mut is_new).await?;
        }
        if !is_new {
            return Ok(false);
        }
        unit.audit(caller, "device.take_over").await?;
        if is_check {
            // Dropped, it changes nothing.
            drop(unit.into_tx().await?);
        } else {
            unit.commit().await?;
        }
        leave_to_others(began).await;
        Ok(true)
    }
}

impl DeviceUnit {
    async fn take_over_owner(
        &mut self,
        owner: &KnownOwner,
        is_new: &mut bool,
    ) -> Result<AccountId, Error> {
        let issuer = owner.issuer.as_deref();
        let issuer = issuer.unwrap_or(domain::identity::AMAZON);
        let identity = Identity::new(issuer, owner.subject.clone());
        if !is_line(&identity.subject, 255) || !is_line(&identity.issuer, 255) {
            let detail = "`subject` and `issuer` must be lines of 1 to 255 characters";
            return Err(invalid("owner", detail));
        }
        let account = match self.tx.account_by_identity(&identity).await? {
            Some(account) => account,
            None => self.new_account(identity).await?,
        };
        match self.device.household_id {
            Some(household) if household == account.household_id => return Ok(account.id),
            Some(_) => {
                let detail = "somebody else owns the machine here: leave `owner` out, or let them give it up";
                return Err(invalid("owner", detail));
            }
            None => {}
        }
        *is_new = true;
        self.begin_tenure(account.household_id).await?;
        self.event(EventType::DeviceClaimed, EventData::Nothing {});
        self.begin_days();
        if self.device.replenisher == Replenisher::Alexa {
            let app = self.app.clone();
            app.announce_household(&mut self.tx, account.household_id, Some(account.id))
                .await?;
        }
        Ok(account.id)
    }

    /// An account with a household of its own, for somebody who has not signed in yet.
    async fn new_account(&mut self, identity: Identity) -> Result<Account, Error> {
        let now = self.now;
        let household: HouseholdId = self.id();
        let account = Account {
            id: self.id(),
            household_id: household,
            role: Role::Owner,
            issuer: identity.issuer,
            subject: identity.subject,
            created_at: now,
        };
        self.tx.household_insert(household, now).await?;
        self.tx.account_insert(&account).await?;
        Ok(account)
    }

    async fn take_over_registration(
        &mut self,
        known: &KnownRegistration,
        owner: Option<AccountId>,
        is_new: &mut bool,
    ) -> Result<(), Error> {
        let field = "registration";
        if self.device.replenisher != Replenisher::Drs {
            let detail = "machines of this model are not connected to Amazon Dash Replenishment: leave it out";
            return Err(invalid(field, detail));
        }
        let Some(owner) = owner else {
            let detail = "it takes the `owner` who connected the machine";
            return Err(invalid(field, detail));
        };
        if !is_line(known.refresh_token.expose_secret(), 2_048) {
            let detail =
                "`refresh_token` must be Login with Amazon's, one line of at most 2,048 characters";
            return Err(invalid("registration.refresh_token", detail));
        }
        if let Some(registration) = self.tx.registration(self.device.id).await? {
            if registration.account_id != owner {
                let detail = "another customer has connected the machine here: leave it out";
                return Err(invalid(field, detail));
            }
            return Ok(());
        }
        *is_new = true;
        // What is over is refreshed before it is used.
        let tokens = amazon::Tokens {
            access: SecretString::from("-"),
            refresh: Some(known.refresh_token.clone()),
            expires_in: std::time::Duration::ZERO,
        };
        self.register(owner, &tokens).await
    }

    async fn take_over_order(
        &mut self,
        n: usize,
        known: &UnderWay,
        is_new: &mut bool,
    ) -> Result<(), Error> {
        let field = |name: &str| format!("orders[{n}].{name}");
        if self.device.replenisher != Replenisher::Drs {
            let detail =
                "only Amazon Dash Replenishment knows an order by an id of its own: leave it out";
            return Err(invalid(&field("instance"), detail));
        }
        if !self.registered {
            let detail = "an order takes the `registration` that it was made by";
            return Err(invalid(&field("instance"), detail));
        }
        let s = self.named_slot(&field("slot"), &known.slot)?;
        let instance = known.instance.as_str();
        if !is_line(instance, 256) {
            let detail = "`instance` must be Amazon's id of the order, one line";
            return Err(invalid(&field("instance"), detail));
        }
        let state = OrderState::parse(&known.state);
        let state = state.filter(|it| it.is_live() && *it != OrderState::Requested);
        let Some(state) = state else {
            let detail = "`state` must be `awaiting`, `placed` or `shipped`; others are over";
            return Err(invalid(&field("state"), detail));
        };
        if let Some(there) = self.tx.order_by_instance(instance).await? {
            if there.slot_id != self.slots[s].slot.id {
                let detail = "another slot has the order of this `instance`";
                return Err(invalid(&field("instance"), detail));
            }
            return Ok(());
        }
        if self.slots[s].live_order().is_some() {
            let detail = "the slot has another order under way here: leave this one out";
            return Err(invalid(&field("slot"), detail));
        }
        let quantity = known.quantity.as_ref();
        let quantity = quantity
            .map(|it| self.amount(s, &field("quantity"), it, known.unit.as_deref()))
            .transpose()?;
        let estimate = known.estimated_delivery.as_deref().map(Time::parse);
        let is_none = |it: &Option<Option<Time>>| matches!(it, Some(None));
        if is_none(&estimate) {
            let detail = "`estimated_delivery` must be a moment, as 2027-01-31T00:00:00Z";
            return Err(invalid(&field("estimated_delivery"), detail));
        }
        if estimate
            .flatten()
            .is_some_and(|it| is_too_late(it, self.now))
        {
            let detail = "`estimated_delivery` must be within a year";
            return Err(invalid(&field("estimated_delivery"), detail));
        }
        *is_new = true;
        let id = self.adopt(s, instance);
        let contents = Contents {
            asin: None,
            quantity,
            estimate: estimate.flatten(),
        };
        // Older than anything that Amazon says from now on.
        let at = self.now;
        if state.is_coming() {
            self.order_placed(s, id, &contents, at);
        }
        if state == OrderState::Shipped {
            self.order_shipped(s, id, &contents, at);
        }
        self.job(Job::OrderAsk { order: id }, at);
        Ok(())
    }

    async fn take_over_level(
        &mut self,
        caller: &Caller,
        n: usize,
        known: &KnownLevel,
        is_new: &mut bool,
    ) -> Result<(), Error> {
        let field = |name: &str| format!("slots[{n}].{name}");
        let s = self.named_slot(&field("slot"), &known.slot)?;
        let amount = self.amount(s, &field("at_home"), &known.at_home, known.unit.as_deref())?;
        let input = Input::Set(amount);
        let of_slot: String = digest(&known.slot)[..8]
            .iter()
            .map(|it| format!("{it:02x}"))
            .collect();
        let key = format!("taken-over:{of_slot}");
        if let Some(there) = self.tx.action_of_key(self.device.id, &key).await? {
            if there.input() != Some(input) {
                let detail = "another amount was taken over before: say what is at home by \
                              POST /api/v1/devices/{serial}/journal";
                return Err(invalid(&field("at_home"), detail));
            }
            return Ok(());
        }
        *is_new = true;
        let entry = NewEntry::action(input, caller.actor(), key, self.now);
        self.append(s, entry);
        Ok(())
    }

    fn named_slot(&self, field: &str, name: &str) -> Result<usize, Error> {
        let wrong = || invalid(field, "`slot` must be one of the model's slots");
        self.slot_named(name).ok_or_else(wrong)
    }

    fn amount(
        &self,
        s: usize,
        field: &str,
        said: &Value,
        unit: Option<&str>,
    ) -> Result<Quantity, Error> {
        let own = self.slots[s].spec.unit;
        let dimension = own.dimension();
        let unit = match unit {
            None => Some(own),
            Some(name) => Unit::parse(name, Some(dimension)),
        };
        let Some(unit) = unit.filter(|it| it.dimension() == dimension) else {
            return Err(invalid(
                field,
                &format!("`unit` must be one of the same kind as {own}"),
            ));
        };
        let text = number(said).unwrap_or_default();
        let amount = Decimal::parse(&text).and_then(|it| it.written_in(unit));
        amount.map_err(|fault| invalid(field, &fault.to_string()))
    }
}

fn invalid(field: &str, detail: &str) -> Error {
    Error::invalid(field, Code::Maker("invalid"), detail)
}
