//! A machine's timeline: what was reported, decided, said and done about it, in one line, newest first.
//!
//! - It has several sources, each of which is read before the same place by its own index. A place is a moment, a source
//!   and a place within that, so that nothing is left out or told twice where much happened in one millisecond.
//! - What is due is not in it: those are the machine's jobs ([`crate::jobs`]).

use std::cmp::Reverse;

use domain::decision::Decision;
use domain::id::{first_id, made_at};
use domain::journal::Place;
use domain::view::JournalLine;
use domain::{DeviceId, EntryId, Slot, Time, Unit};
use store::{AuditFilter, AuditRow, EventRow, Message, Tx};
use uuid::Uuid;

use super::Queries;
use crate::Error;
use crate::devices::fleet::device;
use crate::operators::audit::{Doer, names};

/// A source, in the order in which those of one millisecond come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Audit,
    Event,
    Decision,
    Message,
    Slot(u8),
}

impl Source {
    fn number(self) -> u8 {
        match self {
            Self::Audit => 0,
            Self::Event => 1,
            Self::Decision => 2,
            Self::Message => 3,
            Self::Slot(n) => n.saturating_add(4),
        }
    }

    fn of(number: u8) -> Self {
        match number {
            0 => Self::Audit,
            1 => Self::Event,
            2 => Self::Decision,
            3 => Self::Message,
            n => Self::Slot(n - 4),
        }
    }
}

/// Where a page of a timeline begins: after this line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimelineCursor {
    at: i64,
    source: Source,
    /// What names it in its source.
    key: String,
}

impl TimelineCursor {
    /// As it is sent.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.at, self.source.number(), self.key)
    }

    /// What [`TimelineCursor::text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let at = parts.next()?.parse().ok()?;
        let source = Source::of(parts.next()?.parse().ok()?);
        let key = parts.next()?.to_owned();
        Some(Self { at, source, key })
    }

    /// Until which moment a source is read, which is not of it, and with which place where it is this line's own.
    fn before(&self, source: Source) -> (i64, Option<&str>) {
        match source.cmp(&self.source) {
            std::cmp::Ordering::Less => (self.at, None),
            std::cmp::Ordering::Equal => (self.at, Some(&self.key)),
            std::cmp::Ordering::Greater => (self.at.saturating_add(1), None),
        }
    }
}

/// What a line tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Happened {
    /// Somebody did something.
    Done(Done),
    /// What it meant to others.
    Event(EventRow),
    /// An evaluation came out otherwise than the one before.
    Decision(String, Unit, Decision),
    /// Amazon said something.
    Message(Message),
    /// A report, or something that somebody put in or took out.
    Entry(String, Unit, JournalLine),
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// As the audit has it.
    pub row: AuditRow,
    /// Who it was.
    pub doer: Doer,
    /// About which supply, where it was about one and has a reason.
    pub slot: Option<String>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineItem {
    /// When.
    pub at: Time,
    /// What.
    pub told: Happened,
    place: TimelineCursor,
}

impl TimelineItem {
    fn new(at: Time, source: Source, key: String, told: Happened) -> Self {
        let place = TimelineCursor {
            at: at.millis(),
            source,
            key,
        };
        Self { at, told, place }
    }
}

impl Queries<'_> {
    /// A machine's lines, newest first, and after which one to go on.
    pub async fn timeline(
        self,
        serial: &str,
        limit: u32,
        after: Option<TimelineCursor>,
    ) -> Result<(Vec<TimelineItem>, Option<TimelineCursor>), Error> {
        let rows = i64::from(limit) + 1;
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        let slots = tx.slots_of_device(device.id).await?;
        let before = |source| {
            after
                .as_ref()
                .map_or((i64::MAX, None), |it| it.before(source))
        };
        let mut items = done(&mut tx, device.id, &slots, before(Source::Audit), rows).await?;
        items.extend(events(&mut tx, device.id, before(Source::Event).0, rows).await?);
        items.extend(decisions(&mut tx, device.id, &slots, before(Source::Decision), rows).await?);
        items.extend(messages(&mut tx, serial, before(Source::Message), rows).await?);
        for (n, slot) in (0..).zip(&slots) {
            let source = Source::Slot(n);
            items.extend(entries(&mut tx, slot, source, before(source), rows).await?);
        }
        // Each source is sorted already, and stays so.
        items.sort_by_key(|it| (Reverse(it.place.at), it.place.source));
        let next = super::page::cut(&mut items, limit, |it| it.place.clone());
        Ok((items, next))
    }
}

/// The first id of a moment or later, or the id itself.
fn id_before((at, key): (i64, Option<&str>)) -> Uuid {
    key.and_then(|key| key.parse().ok())
        .unwrap_or_else(|| first_id(Time::from_millis(at)))
}

async fn done(
    tx: &mut Tx,
    device: DeviceId,
    slots: &[Slot],
    before: (i64, Option<&str>),
    rows: i64,
) -> Result<Vec<TimelineItem>, Error> {
    let object = format!("device:{device}");
    let of = AuditFilter::Object(&object);
    let found = tx.audit_page(of, rows, Some(id_before(before))).await?;
    let names = names(tx, &found).await?;
    let acts = tx.maker_acts_named(found.iter().map(|row| row.id)).await?;
    let item = |row: AuditRow| {
        let (at, key) = (made_at(row.id), row.id.to_string());
        let act = acts.iter().find(|(id, _)| *id == row.id);
        let slot = act.and_then(|(_, act)| act.about.slot);
        let slot = slots.iter().find(|it| Some(it.id) == slot);
        let done = Done {
            slot: slot.map(|it| it.kind.slot.clone()),
            doer: Doer::of(&row, &names),
            row,
        };
        TimelineItem::new(at, Source::Audit, key, Happened::Done(done))
    };
    Ok(found.into_iter().map(item).collect())
}

async fn events(
    tx: &mut Tx,
    device: DeviceId,
    before: i64,
    rows: i64,
) -> Result<Vec<TimelineItem>, Error> {
    // Each has a millisecond of its own.
    let found = tx.events_of_device(device, before, rows).await?;
    let item = |(position, row)| {
        let at = Time::from_millis(position);
        TimelineItem::new(at, Source::Event, String::new(), Happened::Event(row))
    };
    Ok(found.into_iter().map(item).collect())
}

async fn decisions(
    tx: &mut Tx,
    device: DeviceId,
    slots: &[Slot],
    before: (i64, Option<&str>),
    rows: i64,
) -> Result<Vec<TimelineItem>, Error> {
    let before = Some(id_before(before).into());
    let found = tx.decisions_of_device(device, rows, before).await?;
    let item = |row: store::DecisionRow| {
        let slot = slots.iter().find(|slot| slot.kind.slot == row.slot)?;
        let (at, key) = (made_at(row.id.0), row.id.to_string());
        let told = Happened::Decision(row.slot, slot.kind.unit, row.decision);
        Some(TimelineItem::new(at, Source::Decision, key, told))
    };
    Ok(found.into_iter().filter_map(item).collect())
}

async fn messages(
    tx: &mut Tx,
    serial: &str,
    (at, key): (i64, Option<&str>),
    rows: i64,
) -> Result<Vec<TimelineItem>, Error> {
    let before = (Time::from_millis(at), key.unwrap_or_default());
    let found = tx.messages(Some(serial), before, rows).await?;
    let item = |row: Message| {
        let (at, key) = (row.received_at, row.message_id.clone());
        TimelineItem::new(at, Source::Message, key, Happened::Message(row))
    };
    Ok(found.into_iter().map(item).collect())
}

async fn entries(
    tx: &mut Tx,
    slot: &Slot,
    source: Source,
    (at, key): (i64, Option<&str>),
    rows: i64,
) -> Result<Vec<TimelineItem>, Error> {
    let last = match key.and_then(|key| key.parse().ok()) {
        Some(id) => tx.entry(EntryId(id)).await?,
        None => None,
    };
    let moment = Place::before(Time::from_millis(at));
    let before = last.map_or(moment, |entry| entry.place());
    let found = tx.entries_before(slot.id, before, rows).await?;
    let item = |line: JournalLine| {
        let told = Happened::Entry(slot.kind.slot.clone(), slot.kind.unit, line);
        TimelineItem::new(line.at, source, line.id.to_string(), told)
    };
    Ok(found.into_iter().map(item).collect())
}
