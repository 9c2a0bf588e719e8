//! The export of personal data: a copy of everything that is kept of an account and its household. It is read part by part,
//! long lists in pages, each in a transaction of its own, so that whoever takes the copy slowly holds nothing. Tokens are
//! not in it: they are keys, not data.

use domain::alert::Alert;
use domain::day::SlotDay;
use domain::journal::{Entry, Place};
use domain::notice::{NoticeKind, minute_text};
use domain::view::reason::reason;
use domain::{
    AccountId, Day, Device, DeviceId, Estimate, Order, PersonalToken, Quantity, Slot, SlotId, Time,
    Unit,
};
use serde_json::{Value, json};
use store::{AuditRow, DecisionRow, Departure, Tx};
use uuid::Uuid;

use super::Accounts;
use crate::devices::name::device_name;
use crate::queries::dashboard::TOLD;
use crate::queries::view::registration;
use crate::{Application, Customer, Error};

/// Rows of a page.
const PAGE: i64 = 500;

/// A machine of a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineCopy {
    /// The machine.
    pub id: DeviceId,
    /// All of it but its lists.
    pub data: Value,
    /// Its supplies.
    pub supplies: Vec<SupplyCopy>,
}

/// A supply of a copy.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyCopy {
    /// The supply.
    pub id: SlotId,
    /// Its unit.
    pub unit: Unit,
    /// All of it but its lists; products are few.
    pub data: Value,
}

/// A list of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What the account did, newest first.
    Actions,
    /// Why something of a machine was ordered or not, newest first.
    Decisions(DeviceId),
    /// When something of a machine ran low, oldest first.
    Alerts(DeviceId),
    /// Use of each day, oldest first.
    Days(SlotId, Unit),
    /// Every change of a supply, oldest first.
    Journal(SlotId, Unit),
    /// Orders, the live one, then newest first.
    Orders(SlotId, Unit),
}

/// A list that is read page by page.
#[derive(Debug)]
pub struct Pages {
    customer: Customer,
    list: List,
    after: After,
}

/// Where a list goes on.
#[derive(Debug)]
enum After {
    Start,
    Id(Uuid),
    Day(Day),
    Entry(Place),
    Order(Box<Order>),
    End,
}

impl Accounts<'_> {
    /// What a copy begins with: the account and its household.
    pub async fn copy(self, account: AccountId) -> Result<Value, Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let account = self.0.account(&mut tx, account).await?;
        let departures = tx
            .departures(account.household_id, now - TOLD, PAGE)
            .await?;
        let departure = |it: Departure| json!({"machine": it.name, "at": it.at});
        let members = tx.accounts_of_household(account.household_id).await?;
        let alexa = tx.alexa_grant(account.id).await?;
        let tokens = tx.personal_tokens_of(account.id).await?;
        let notices = notices(self.0, &mut tx, account.id).await?;
        Ok(json!({
            "exported_at": now,
            "account": {
                "id": account.id,
                "issuer": account.issuer,
                "subject": account.subject,
                "role": account.role.name(),
                "created_at": account.created_at,
            },
            "alexa": alexa.map(|it| json!({"region": it.region, "linked_at": it.linked_at})),
            "notices": notices,
            "tokens": tokens.iter().map(token).collect::<Vec<_>>(),
            "household": {"id": account.household_id, "members": members.len()},
            "moved": departures.into_iter().map(departure).collect::<Vec<_>>(),
        }))
    }

    /// The machines of a copy.
    pub async fn machine_copies(self, account: AccountId) -> Result<Vec<MachineCopy>, Error> {
        let mut tx = self.0.store.read().await?;
        let account = self.0.account(&mut tx, account).await?;
        let mut machines = Vec::new();
        for device in tx.devices_of_household(account.household_id).await? {
            machines.push(machine(&mut tx, &device).await?);
        }
        Ok(machines)
    }

    /// The unit of a supply of the account's household, whose journal is copied.
    pub async fn supply_unit(self, account: AccountId, supply: SlotId) -> Result<Unit, Error> {
        let mut tx = self.0.store.read().await?;
        let slot = self.0.own_slot(&mut tx, account, supply).await?;
        Ok(slot.kind.unit)
    }
}

impl Pages {
    /// A list of a customer's copy, from its beginning.
    pub fn of(customer: impl Into<Customer>, list: List) -> Self {
        Self {
            customer: customer.into(),
            list,
            after: After::Start,
        }
    }

    /// The next page; empty at the end. What is not the account's any more is not found, and nothing is
    /// read by a session that has ended.
    pub async fn next(&mut self, app: &Application) -> Result<Vec<Value>, Error> {
        if matches!(self.after, After::End) {
            return Ok(Vec::new());
        }
        let mut tx = app.store.read().await?;
        app.must_be_here(&mut tx, &self.customer).await?;
        let account = self.customer.account;
        match self.list {
            List::Actions => {
                let rows = tx.audit_of_actor(account.0, PAGE, self.id()).await?;
                Ok(self.page(rows, |row| After::Id(row.id), |row| action(&row)))
            }
            List::Decisions(device) => {
                app.own_device(&mut tx, account, device).await?;
                let after = self.id().map(Into::into);
                let rows = tx.decisions_of_device(device, PAGE, after).await?;
                Ok(self.page(rows, |row| After::Id(row.id.0), |row| decision(&row)))
            }
            List::Alerts(device) => {
                app.own_device(&mut tx, account, device).await?;
                let after = self.id().map(Into::into);
                let rows = tx.alerts_of_device(device, PAGE, after).await?;
                Ok(self.page(rows, |row| After::Id(row.id.0), |row| alert(&row)))
            }
            List::Days(slot, unit) => {
                let slot = app.own_slot(&mut tx, account, slot).await?.key();
                let after = match self.after {
                    After::Day(day) => Some(day),
                    _ => None,
                };
                let rows = tx.days_after(slot, after, PAGE).await?;
                Ok(self.page(rows, |row| After::Day(Day(row.day)), |row| day(&row, unit)))
            }
            List::Journal(slot, unit) => {
                app.own_slot(&mut tx, account, slot).await?;
                let after = match self.after {
                    After::Entry(place) => place,
                    _ => Place::before(Time::from_millis(i64::MIN)),
                };
                let rows = tx.entries_after(slot, after, PAGE).await?;
                let place = |row: &Entry| After::Entry(row.place());
                Ok(self.page(rows, place, |row| entry(&row, unit)))
            }
            List::Orders(slot, unit) => {
                let slot = app.own_slot(&mut tx, account, slot).await?.key();
                let after = match &self.after {
                    After::Order(order) => Some(order.as_ref()),
                    _ => None,
                };
                let rows = tx.orders_after(slot, after, PAGE).await?;
                let place = |row: &Order| After::Order(Box::new(row.clone()));
                Ok(self.page(rows, place, |row| order(&row, unit)))
            }
        }
    }

    fn id(&self) -> Option<Uuid> {
        match self.after {
            After::Id(id) => Some(id),
            _ => None,
        }
    }

    fn page<R>(
        &mut self,
        rows: Vec<R>,
        place: impl Fn(&R) -> After,
        json: impl Fn(R) -> Value,
    ) -> Vec<Value> {
        let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
        self.after = rows.last().filter(|_| is_full).map_or(After::End, place);
        rows.into_iter().map(json).collect()
    }
}

async fn machine(tx: &mut Tx, device: &Device) -> Result<MachineCopy, Error> {
    let connected = tx.registration(device.id).await?;
    let alexa = tx.alexa_endpoint(device.id).await?;
    let supplies = tx.slots_of_device(device.id).await?;
    let acts = tx.maker_acts(device.id, PAGE).await?.into_iter();
    let acts = acts.map(|act| json!({"at": act.at, "did": act.deed.name(), "reason": act.reason}));
    let data = json!({
        "id": device.id,
        "model": device.model,
        "name": device_name(tx, device).await?,
        "serial": device.serial,
        "claimed_at": device.claimed_at,
        "last_seen": device.last_seen,
        "firmware": device.firmware,
        "registration": registration(device, connected.is_some() || alexa.is_some()).name(),
        "registered_at": connected.as_ref().map(|it| it.registered_at),
        "amazon_customer_id": connected.and_then(|it| it.amazon_customer),
        "alexa_told_at": alexa.and_then(|it| it.told_at),
        "acts_of_the_maker": acts.collect::<Vec<_>>(),
    });
    Ok(MachineCopy {
        id: device.id,
        data,
        supplies: supplies.iter().map(supply).collect(),
    })
}

fn supply(slot: &Slot) -> SupplyCopy {
    let unit = slot.kind.unit;
    let text = |quantity: Quantity| quantity.text(unit);
    let why = slot
        .decision
        .as_ref()
        .map(|decision| reason(decision, unit));
    let data = json!({
        "slot": slot.kind.slot,
        "name": slot.kind.name,
        "unit": unit.name(),
        "capacity": text(slot.kind.capacity),
        "in_machine": slot.machine.map(text),
        "spares": text(slot.spares),
        "subscribed": slot.subscribed,
        "products": slot.products,
        "last_decision": why,
    });
    SupplyCopy {
        id: slot.id,
        unit,
        data,
    }
}

/// What somebody chose to hear, where, and what they were told.
async fn notices(app: &Application, tx: &mut Tx, account: AccountId) -> Result<Value, Error> {
    let settings = tx.notice_settings(account).await?;
    let address = tx.notice_address(account).await?;
    let shown = address
        .as_ref()
        .and_then(|it| app.notices().shown_address(it));
    let browsers = tx.push_subscriptions(account).await?;
    let browsers: Vec<_> = browsers.iter().map(|it| it.created_at).collect();
    let told = tx.notices_of_account(account, PAGE).await?;
    let told = told.iter().map(|it| {
        json!({
            "device": it.device_id,
            "kind": it.kind.name(),
            "channel": it.channel.name(),
            "since": it.since,
            "sent_at": it.sent_at,
        })
    });
    let minute = |minute: Option<u16>| minute.map(minute_text);
    let kinds = |kinds: &[NoticeKind]| kinds.iter().map(|it| it.name()).collect::<Vec<_>>();
    Ok(json!({
        "settings": settings.map(|it| json!({
            "language": it.locale,
            "zone": it.zone.name(),
            "mail": kinds(&it.mail),
            "push": kinds(&it.push),
            "quiet_from": minute(it.quiet.map(|quiet| quiet.from)),
            "quiet_to": minute(it.quiet.map(|quiet| quiet.to)),
            "daily_at": minute(it.daily),
        })),
        "address": address.as_ref().map(|it| json!({
            "address": shown.map(|it| it.address),
            "written_at": it.created_at,
            "confirmed_at": it.confirmed_at,
            "ended_at": it.ended_at,
            "ended_by": it.ended_by.map(|by| by.name()),
        })),
        "browsers": browsers,
        "told": told.collect::<Vec<_>>(),
    }))
}

/// What a token is, without itself.
fn token(token: &PersonalToken) -> Value {
    json!({
        "name": token.name,
        "scope": token.scope.name(),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": token.used_at,
    })
}

fn action(row: &AuditRow) -> Value {
    json!({"at": row.at, "action": row.action, "object": row.object})
}

fn decision(row: &DecisionRow) -> Value {
    json!({"slot": row.slot, "decision": row.decision})
}

fn alert(row: &Alert) -> Value {
    json!({"signal": row.kind.name(), "since": row.since, "ended_at": row.ended_at})
}

fn day(row: &SlotDay, unit: Unit) -> Value {
    json!({
        "day": day_text(Day(row.day).start()),
        "used": row.used.text(unit),
        "at_home": row.stock().at_home().map(|at_home| at_home.text(unit)),
    })
}

fn entry(row: &Entry, unit: Unit) -> Value {
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
        "estimated_delivery": row.estimate.map(Estimate::from),
        "ended_at": row.ended_at,
        "reason": row.reason.map(|reason| reason.name()),
        "confirmed": row.confirmed,
    })
}

/// `2026-11-25`.
fn day_text(midnight: Time) -> String {
    midnight.to_string().chars().take(10).collect()
}
