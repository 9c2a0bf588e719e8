//! What a customer may ask of their own data: a copy of everything, and its end.

use domain::registration::EndedBy;
use domain::view::reason::reason;
use domain::{AccountId, Quantity, SlotId, Time, Unit};
use serde_json::{Value, json};
use store::{Account, Device, EntryRow, Order, Slot, Tx};

use crate::application::Caller;
use crate::change::Change;
use crate::claim::claim_tries;
use crate::dashboard::TOLD;
use crate::household::join_tries;
use crate::jobs::Job;
use crate::view::{device_name, standing};
use crate::{Application, Customer, Error};

/// More rows than a household can have.
const ALL: i64 = i64::MAX;

impl Application {
    /// Everything that is kept of an account and its household. Tokens are not in it: they are keys,
    /// not data.
    pub async fn personal_data(&self, account: AccountId) -> Result<Value, Error> {
        let now = self.now();
        let mut tx = self.store.read().await?;
        let account = self.account(&mut tx, account).await?;
        let mut machines = Vec::new();
        for device in tx.devices_of_household(account.household_id).await? {
            machines.push(machine(&mut tx, &device).await?);
        }
        let members = tx.accounts_of_household(account.household_id).await?;
        let departures = tx.departures(account.household_id, now - TOLD, ALL).await?;
        let departure = |it: store::Departure| json!({"machine": it.name, "at": it.at});
        let actions = tx.audit_of_actor(account.id.0).await?;
        let action = |row: store::AuditRow| json!({"at": row.at, "action": row.action, "object": row.object});
        Ok(json!({
            "exported_at": now,
            "account": {
                "id": account.id,
                "amazon_user_id": account.amazon_user_id,
                "role": account.role.name(),
                "created_at": account.created_at,
            },
            "household": {"id": account.household_id, "members": members.len()},
            "machines": machines,
            "moved": departures.into_iter().map(departure).collect::<Vec<_>>(),
            "actions": actions.into_iter().map(action).collect::<Vec<_>>(),
        }))
    }

    /// Every entry of a supply's journal, oldest first.
    pub async fn journal_data(&self, account: AccountId, supply: SlotId) -> Result<Value, Error> {
        let mut tx = self.store.read().await?;
        let slot = tx.slot(supply).await?.ok_or(Error::NotFound)?;
        self.own_device(&mut tx, account, slot.device_id).await?;
        let unit = slot.kind.unit;
        let lines = tx.entries(slot.id).await?.into_iter();
        Ok(lines
            .map(|row| {
                let mut line = entry(&row, unit);
                line["unit"] = json!(unit.name());
                line
            })
            .collect())
    }

    /// Deletes an account, and with its household's last account everything of the household: its
    /// machines are given up, and their registrations end at Amazon by a job each. Of a household that
    /// goes on, the machines that this account connected are disconnected, and somebody is its owner.
    pub async fn delete_account(
        &self,
        customer: impl Into<Customer>,
        request_id: &str,
    ) -> Result<(), Error> {
        let (mut tx, account) = self.begin(customer.into()).await?;
        let others = self.others(&mut tx, &account).await?;
        let alone = others.is_empty();
        if alone {
            for device in self.machines(&mut tx, &account).await? {
                let mut change = Change::within(self, tx, device).await?;
                // Held only now: it may have moved meanwhile.
                if change.device.household_id == Some(account.household_id) {
                    change.leave(EndedBy::Customer).await?;
                }
                tx = change.into_tx().await?;
            }
        } else {
            tx = self.disconnect_own(tx, &account).await?;
        }
        self.keep_an_owner(&mut tx, others).await?;
        self.forget(&mut tx, &account, alone, request_id).await?;
        tx.commit().await?;
        self.wake.notify_waiters();
        Ok(())
    }

    async fn forget(
        &self,
        tx: &mut Tx,
        account: &Account,
        alone: bool,
        request_id: &str,
    ) -> Result<(), Error> {
        let now = self.now();
        let caller = Caller::Customer(account.id, request_id);
        let object = format!("account:{}", account.id);
        let row = caller.audit(self.random.id(now), now, "account.delete", object);
        tx.audit_insert(&row).await?;
        for subject in [claim_tries(account.id), join_tries(account.id)] {
            tx.attempts_delete(&subject).await?;
        }
        tx.account_delete(account.id).await?;
        if alone {
            tx.household_delete(account.household_id).await?;
        }
        let forget = Job::Forget {
            account: account.id,
            household: alone.then_some(account.household_id),
        };
        let payload = serde_json::to_value(&forget).unwrap_or_default();
        let id = self.random.id(now);
        Ok(tx.job_put(id, &forget.key(), &payload, now).await?)
    }
}

async fn machine(tx: &mut Tx, device: &Device) -> Result<Value, Error> {
    let registration = tx.registration(device.id).await?;
    let mut supplies = Vec::new();
    for slot in tx.slots_of_device(device.id).await? {
        supplies.push(supply(tx, &slot).await?);
    }
    let decisions = tx.decisions_of_device(device.id, ALL, None).await?;
    let decision = |row: store::DecisionRow| json!({"slot": row.slot, "decision": row.decision});
    let alerts = tx.alerts_of_device(device.id).await?;
    let alert = |alert: store::Alert| json!({"signal": alert.signal.name(), "since": alert.since, "ended_at": alert.ended_at});
    Ok(json!({
        "id": device.id,
        "model": device.model,
        "name": device_name(tx, device).await?,
        "serial": device.serial,
        "claimed_at": device.claimed_at,
        "last_seen": device.last_seen,
        "registration": standing(device, registration.is_some()).name(),
        "registered_at": registration.as_ref().map(|it| it.registered_at),
        "amazon_customer_id": registration.and_then(|it| it.amazon_customer),
        "supplies": supplies,
        "decisions": decisions.into_iter().map(decision).collect::<Vec<_>>(),
        "alerts": alerts.into_iter().map(alert).collect::<Vec<_>>(),
    }))
}

async fn supply(tx: &mut Tx, slot: &Slot) -> Result<Value, Error> {
    let unit = slot.kind.unit;
    let text = |quantity: Quantity| quantity.text(unit);
    let day = |row: store::DayRow| {
        json!({
            "day": day_text(domain::Day(row.day).start()),
            "used": text(row.used),
            "at_home": row.stock().at_home().map(text),
        })
    };
    let days = tx.days(slot.id).await?.into_iter().map(day);
    let days: Vec<_> = days.collect();
    let journal = tx.entries(slot.id).await?.into_iter();
    let journal: Vec<_> = journal.map(|row| entry(&row, unit)).collect();
    let orders = tx.orders_of_slot(slot.id, ALL).await?.into_iter();
    let orders: Vec<_> = orders.map(|row| order(&row, unit)).collect();
    let why = slot
        .decision
        .as_ref()
        .map(|decision| reason(decision, unit));
    Ok(json!({
        "slot": slot.kind.slot,
        "name": slot.kind.name,
        "unit": unit.name(),
        "capacity": text(slot.kind.capacity),
        "in_machine": slot.machine.map(text),
        "spares": text(slot.spares),
        "subscribed": slot.subscribed,
        "products": slot.products,
        "last_decision": why,
        "days": days,
        "journal": journal,
        "orders": orders,
    }))
}

fn entry(row: &EntryRow, unit: Unit) -> Value {
    json!({
        "id": row.id,
        "kind": row.kind,
        "amount": row.amount.text(unit),
        "at": row.at,
        "received_at": row.received_at,
        "by": row.actor.name(),
        "undoes": row.undoes,
    })
}

fn order(row: &Order, unit: Unit) -> Value {
    json!({
        "id": row.id,
        "instance": row.instance,
        "asin": row.asin,
        "state": row.state.name(),
        "quantity": row.quantity.map(|quantity| quantity.text(unit)),
        "requested_at": row.requested_at,
        "placed_at": row.placed_at,
        "shipped_at": row.shipped_at,
        "estimated_delivery": row.estimate,
        "ended_at": row.ended_at,
        "reason": row.reason.map(|reason| reason.name()),
        "confirmed": row.confirmed,
    })
}

/// `2026-11-25`.
fn day_text(midnight: Time) -> String {
    midnight.to_string().chars().take(10).collect()
}
