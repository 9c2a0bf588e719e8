//! A machine's timeline: reports, decisions, events, messages and what people did, newest first.

use domain::Unit;
use domain::device::Tenure;
use domain::journal::Input;
use domain::order::EndReason;
use domain::view::JournalLine;
use domain::view::reason::reason;
use leptos::prelude::*;
use replenish::{Done, Happened, TimelineCursor, TimelineItem};

use crate::components::{EmptyState, Moment};
use crate::ops::acting::TakeBack;
use crate::ops::list::next_page;
use crate::ops::words::messages::said_by_amazon;
use crate::ops::words::{list, machine as text, reason as reasons};
use crate::text::journal::{can_undo, entry};

/// A page of it.
#[component]
pub fn Timeline(
    /// The machine.
    serial: String,
    /// As it was read.
    tenure: Tenure,
    /// Newest first.
    lines: Vec<TimelineItem>,
    /// After which line there are more.
    #[prop(optional_no_strip)]
    next: Option<TimelineCursor>,
    /// Whether an entry can be taken back.
    may: bool,
    /// Whether the maker's people are named.
    is_named: bool,
) -> impl IntoView {
    let path = format!("/ops/machines/{serial}");
    let next = next_page(&path, &[], next.map(|cursor| cursor.text()));
    let next = next.map(|href| {
        view! { <p><a class="button" rel="next" href=href>{list::next()}</a></p> }
    });
    let empty = lines
        .is_empty()
        .then(|| view! { <EmptyState text=text::nothing()/> });
    let line =
        |item: TimelineItem| view! { <Line serial=serial.clone() tenure item may is_named/> };
    view! {
        <section class="stack" id="timeline">
            <h2>{text::timeline()}</h2>
            {empty}
            <ol class="rows lines">{lines.into_iter().map(line).collect_view()}</ol>
            {next}
        </section>
    }
}

#[component]
fn Line(
    serial: String,
    tenure: Tenure,
    item: TimelineItem,
    may: bool,
    is_named: bool,
) -> impl IntoView {
    let undo = match &item.told {
        Happened::Entry(_, unit, line) if may && can_undo(line) && !is_report(line) => {
            let what = entry(line, &[], *unit);
            Some(view! { <TakeBack serial tenure entry=line.id what/> })
        }
        _ => None,
    };
    let (kind, said) = said(item.told, is_named);
    view! {
        <li>
            <p class="quiet"><Moment at=item.at/> " · " {kind}</p>
            <p>{said}</p>
            {undo}
        </li>
    }
}

fn is_report(line: &JournalLine) -> bool {
    line.input.is_some_and(Input::is_report)
}

/// What kind of line it is, and what it says.
fn said(told: Happened, is_named: bool) -> (String, String) {
    match told {
        Happened::Entry(slot, unit, line) => {
            let kind = match line.input {
                Some(Input::Delivery(_)) => text::delivery(),
                _ if is_report(&line) => text::report(),
                _ => text::hand(),
            };
            (kind, text::of_slot(&slot, &of_entry(&line, unit)))
        }
        Happened::Decision(slot, unit, decision) => {
            let why = reason(&decision, unit);
            (text::decision(), text::of_slot(&slot, &why))
        }
        Happened::Event(row) => {
            let what = text::event_text(row.kind);
            let ended = row.data.get("reason").and_then(|it| it.as_str());
            let what = match ended.and_then(EndReason::parse) {
                Some(why) => text::event_because(&what, &reasons::end(why)),
                None => what,
            };
            let what = row
                .slot
                .map_or(what.clone(), |slot| text::of_slot(&slot, &what));
            (text::event(), what)
        }
        Happened::Message(message) => {
            let what = said_by_amazon(&message.kind);
            let what = match message.applied {
                true => what,
                false => text::waits(&what),
            };
            (text::message(), what)
        }
        Happened::Done(done) => (text::done(), of_act(done, is_named)),
    }
}

fn of_entry(line: &JournalLine, unit: Unit) -> String {
    let what = entry(line, &[], unit);
    let waits = line.effect.is_some_and(|it| it.is_provisional);
    match line.undone {
        true => text::taken_back(&what),
        false if waits => text::provisional(&what),
        false => what,
    }
}

fn of_act(done: Done, is_named: bool) -> String {
    let who = text::doer(&done.doer, is_named);
    let what = text::did(&text::done_text(&done.row.action), &who);
    let what = match done.slot {
        Some(slot) => text::of_slot(&slot, &what),
        None => what,
    };
    match done.row.reason {
        Some(reason) => text::did_because(&what, &reason),
        None => what,
    }
}
