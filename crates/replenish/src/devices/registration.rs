//! Registration: a customer connects a device to their Amazon account, takes it off again, or gives it up.

use amazon::{ScopeData, Tokens};
use domain::event::{EventData, EventType};
use domain::registration::EndedBy;
use domain::{AccountId, DeviceId, Replenisher, Role, Time};
use secrecy::SecretString;
use store::{Registration, SealedTokens};
use url::Url;

use super::Devices;
use crate::amazon::oauth::{Authorization, is_code_refused};
use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Job, PendingDeregistration};
use crate::runtime::tokens::of_registration;
use crate::{Caller, Code, Customer, Error};

/// Why a device was not connected.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Amazon does not take the code.
    #[error("Amazon did not accept the connection; please try again")]
    CodeRefused,
    /// Amazon does not answer.
    #[error("Amazon is not answering right now")]
    AmazonUnavailable,
    /// The machine is not this customer's any more.
    #[error("this machine is not yours any more")]
    NotYours,
    /// Ours.
    #[error(transparent)]
    Own(#[from] Error),
}

impl From<store::Error> for ConnectError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl Devices<'_> {
    /// Where a customer connects a machine of theirs.
    pub async fn connect_start(
        self,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Authorization, Error> {
        let mut tx = self.0.store.read().await?;
        let own = self.0.own_device_as(&mut tx, account, device, Role::Owner);
        let device = own.await?;
        if device.replenisher != Replenisher::Drs {
            return Err(Error::NotFound);
        }
        let scope = ScopeData {
            model: &device.model,
            serial: &device.serial,
            is_test_device: self.0.settings.test_devices,
            should_include_non_live: self.0.settings.non_live,
        };
        let (amazon, back) = (&self.0.amazon, self.0.callback_url());
        self.0.authorization(|state, verifier| {
            amazon.registration_url(&back, state, verifier, &scope)
        })
    }

    /// The browser is back with a code: the machine is connected.
    pub async fn connect_finish(
        self,
        caller: Caller,
        device: DeviceId,
        code: &str,
        verifier: &SecretString,
    ) -> Result<(), ConnectError> {
        let (amazon, back) = (&self.0.amazon, self.0.callback_url());
        let tokens = amazon.exchange_code(code, &back, verifier).await;
        let tokens = tokens.map_err(|error| {
            if is_code_refused(&error) {
                ConnectError::CodeRefused
            } else {
                ConnectError::AmazonUnavailable
            }
        })?;
        let Some(refresh) = &tokens.refresh else {
            return Err(ConnectError::CodeRefused);
        };
        let account = caller.customer()?.account;
        let mut unit = match self.0.lock_own_device(&caller, device).await {
            Ok(unit) => unit,
            Err(error @ (Error::NotFound | Error::Forbidden | Error::SignedOut)) => {
                // Amazon has registered it for somebody who may not do that, or not any more.
                self.dismiss(device, account, &tokens.access, refresh)
                    .await?;
                return Err(match error {
                    Error::NotFound => ConnectError::NotYours,
                    error => error.into(),
                });
            }
            Err(error) => return Err(error.into()),
        };
        unit.register(account, &tokens).await?;
        unit.audit(&caller, "device.connect").await?;
        Ok(unit.commit().await?)
    }

    /// Ends a registration at Amazon that came back too late, unless the machine is connected by the same
    /// account now. Where nothing is left of the device that it was, its id names the goodbye.
    async fn dismiss(
        self,
        device: DeviceId,
        account: AccountId,
        access: &SecretString,
        refresh: &SecretString,
    ) -> Result<(), Error> {
        let mut tx = self.0.store.write().await?;
        let (mut serial, mut kept) = (device.to_string(), None);
        if let Some(was) = tx.device(device).await? {
            serial = was.amazons_serial().to_owned();
            if let Some(is) = tx.device_by_serial(&serial).await? {
                kept = tx.registration(is.id).await?;
            }
        }
        if kept.is_none_or(|it| it.account_id != account) {
            self.0
                .ask_deregistration(&mut tx, &serial, account, access, refresh)
                .await?;
        }
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(())
    }

    /// A customer takes a machine of theirs off Amazon; it stays theirs.
    pub async fn disconnect(self, caller: Caller, device: DeviceId) -> Result<(), Error> {
        let mut unit = self.0.lock_own_device(&caller, device).await?;
        if unit.registered {
            unit.end_registration(EndedBy::Customer).await?;
            unit.audit(&caller, "device.disconnect").await?;
        }
        unit.commit().await
    }

    /// A customer gives a machine up: everything of theirs goes. Done already, it changes nothing.
    pub async fn remove(self, caller: Caller, device: DeviceId) -> Result<(), Error> {
        let mut unit = self.0.lock_own_device(&caller, device).await?;
        unit.audit(&caller, "device.remove").await?;
        let by = EndedBy::Customer;
        unit.leave(by).await?;
        unit.event(EventType::DeviceRemoved, EventData::By { by });
        unit.commit().await
    }

    /// Whether the account connected the machine of its household, with its Amazon account.
    pub async fn is_connector(self, account: AccountId, device: DeviceId) -> Result<bool, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.own_device(&mut tx, account, device).await?;
        let registration = tx.registration(device).await?;
        Ok(registration.is_some_and(|it| it.account_id == account))
    }

    /// Amazon's settings page of a machine, with a fresh token in its address: for whoever connected it,
    /// whose Amazon account that page is of.
    pub async fn amazon_settings(
        self,
        customer: impl Into<Customer>,
        device: DeviceId,
    ) -> Result<Url, Error> {
        let customer = customer.into();
        let since = self.connected_since(customer, device).await?;
        let token = self.0.access_token_soon(device).await;
        let token = token.map_err(|error| match error {
            CallError::NotRegistered => not_connected(),
            CallError::Own(error) => error,
            _ => Error::Amazon,
        })?;
        // To get one takes a while, in which another may have connected it: then it is theirs.
        if self.connected_since(customer, device).await? != since {
            return Err(not_connected());
        }
        let mut back = self.0.settings.public_url.clone();
        back.set_path(&format!("/devices/{device}"));
        Ok(self.0.amazon.settings_url(&token, &back))
    }

    /// Since when one of the machine's owners has it connected with their own Amazon account.
    async fn connected_since(self, customer: Customer, device: DeviceId) -> Result<Time, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.must_be_here(&mut tx, &customer).await?;
        let account = customer.account;
        self.0
            .own_device_as(&mut tx, account, device, Role::Owner)
            .await?;
        let registration = tx.registration(device).await?.ok_or_else(not_connected)?;
        if registration.account_id != account {
            let why = "Somebody else in your household connected this machine, with their Amazon \
                       account. Only they can open its settings at Amazon.";
            return Err(Error::reserved(Code::NotConnector, why));
        }
        Ok(registration.registered_at)
    }
}

fn not_connected() -> Error {
    let why = "This machine is not connected to Amazon.";
    Error::conflict(Code::NotConnected, why)
}

impl DeviceUnit {
    /// The machine is connected, by an account's tokens.
    pub(super) async fn register(
        &mut self,
        account: AccountId,
        tokens: &Tokens,
    ) -> Result<(), Error> {
        let mut registration = Registration {
            device_id: self.device.id,
            account_id: account,
            amazon_customer: None,
            tokens: SealedTokens::none(),
            registered_at: self.now,
            amazon_updated_at: None,
        };
        let row = of_registration(registration.device_id);
        self.app
            .seal_tokens(&mut registration.tokens, &row, tokens)?;
        // A goodbye that Amazon has not heard yet would end this registration too.
        let goodbyes = PendingDeregistration::keys(&self.device.serial, Some(account));
        self.tx.jobs_delete(&goodbyes).await?;
        self.tx.registration_put(&registration).await?;
        self.device.ended_by = None;
        self.device.ended_at = None;
        self.event(EventType::DeviceRegistered, EventData::Nothing {});
        self.registered = true;
        self.update_own_alerts().await?;
        for work in &mut self.slots {
            work.slot.cooldown = work.slot.cooldown.over();
            work.touch();
            work.tell();
        }
        let (device, now) = (self.device.id, self.now);
        self.job(Job::Sync { device }, now);
        // Amazon may have ended the registration before without our hearing of it, and its orders.
        for order in self.tx.orders_to_ask(device).await? {
            self.job(Job::OrderAsk { order }, now);
        }
        self.begin_days();
        Ok(())
    }
}
