//! Amazon's messages: whether one came, and whether it had its effect.

use domain::Time;
use domain::api_key::Scope;
use leptos::prelude::*;
use replenish::{Message, MessageCursor};

use crate::components::{Moment, Title};
use crate::ops::list::{Filters, List, Row, Search, asked, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, messages as text};

const PATH: &str = "/ops/messages";
/// Messages on one page.
const PAGE: u32 = 50;

/// The page.
#[component]
pub fn MessagesPage() -> impl IntoView {
    let after = asked_as("after", cursor);
    let serial = asked("serial");
    let sought = serial.clone();
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let after = after?;
            let queries = application.queries();
            queries.messages(sought.as_deref(), PAGE, after).await
        },
        move |(messages, next), _, _| {
            view! {
                <Title text=frame::titled(&text::messages())/>
                <div class="page-head"><h1>{text::messages()}</h1></div>
                <Messages messages serial next/>
            }
        },
    )
}

/// `1796083200000.0192…`: when it came, and its id.
fn cursor(text: &str) -> Option<MessageCursor> {
    let (at, id) = text.split_once('.')?;
    Some((Time::from_millis(at.parse().ok()?), id.to_owned()))
}

#[component]
fn Messages(
    messages: Vec<Message>,
    #[prop(optional_no_strip)] serial: Option<String>,
    #[prop(optional_no_strip)] next: Option<MessageCursor>,
) -> impl IntoView {
    let next = next.map(|(at, id)| format!("{}.{id}", at.millis()));
    let next = next_page(PATH, &[("serial", serial.as_deref())], next);
    let headings = vec![
        text::came(),
        text::kind(),
        text::serial(),
        text::said(),
        text::effect(),
    ];
    let rows = messages.into_iter().map(row).collect();
    view! {
        <div class="stack">
            <Filters action=PATH>
                <Search name="serial" label=text::serial() value=serial.clone()/>
            </Filters>
            <List label=text::of_amazon() headings rows empty=text::nothing() next/>
        </div>
    }
}

fn row(message: Message) -> Row {
    let machine = message.serial.map(|serial| {
        let href = format!("/ops/machines/{serial}");
        view! { <a href=href>{serial}</a> }
    });
    let said = message.time.map(|at| view! { <Moment at/> });
    let effect = match message.applied {
        true => text::applied(),
        false => text::waits(),
    };
    Row {
        head: view! { <Moment at=message.received_at/> }.into_any(),
        cells: vec![
            text::said_by_amazon(&message.kind).into_any(),
            machine.into_any(),
            said.into_any(),
            effect.into_any(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{html, now};

    #[test]
    fn a_message_leads_to_its_machine_and_says_whether_it_had_effect() {
        let message = |applied| Message {
            message_id: "m-1".to_owned(),
            kind: "order_placed".to_owned(),
            serial: Some("K1".to_owned()),
            time: Some(now()),
            received_at: now(),
            applied,
        };
        let messages = vec![message(true), message(false)];
        let next = Some((now(), "m-1".to_owned()));
        let html = html(move || view! { <Messages messages serial=Some("K1".to_owned()) next/> });
        for part in [
            "An order was placed",
            "href=\"/ops/machines/K1\"",
            "had its effect",
            "waits for its machine",
            "?serial=K1&amp;after=",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        let text = format!("{}.m-1", now().millis());
        assert_eq!(cursor(&text), Some((now(), "m-1".to_owned())));
        assert_eq!(cursor("m-1"), None);
    }
}
