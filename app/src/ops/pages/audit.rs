//! Audit: who did what, newest first, by person or key, by object, by action. What a line is of leads to more of it.

use domain::operator::Duty;
use leptos::prelude::*;
use replenish::operators::audit::{AuditAsked, AuditLine, Doer};
use uuid::Uuid;

use crate::components::Title;
use crate::i18n::moment;
use crate::ops::list::{Filters, List, Row, Search, address, asked, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::words::{audit as text, frame};

const PATH: &str = "/ops/audit";
/// Lines on one page.
const PAGE: usize = 50;

/// The page.
#[component]
pub fn AuditPage() -> impl IntoView {
    let after = asked_as("after", |after| after.parse().ok());
    let actor = asked("actor");
    let sought = AuditAsked {
        // What is no id is nobody's.
        actor: actor.map(|actor| actor.parse().unwrap_or(Uuid::nil())),
        object: asked("object"),
        action: asked("action"),
    };
    let shown = sought.clone();
    load(
        Duty::Audit,
        move |application, caller| async move {
            let after = after?;
            let operators = application.operators();
            operators.audit(&caller, &sought, PAGE, after).await
        },
        move |(lines, next), _, _| {
            view! {
                <Title text=frame::titled(&frame::audit())/>
                <div class="page-head"><h1>{frame::audit()}</h1></div>
                <Lines lines asked=shown next/>
            }
        },
    )
}

#[component]
fn Lines(
    lines: Vec<AuditLine>,
    asked: AuditAsked,
    #[prop(optional_no_strip)] next: Option<Uuid>,
) -> impl IntoView {
    let actor = asked.actor.map(|id| id.to_string());
    let chosen = [
        ("actor", actor.as_deref()),
        ("object", asked.object.as_deref()),
        ("action", asked.action.as_deref()),
    ];
    let next = next_page(PATH, &chosen, next.map(|id| id.to_string()));
    let headings = vec![
        text::at(),
        text::who(),
        text::action(),
        text::object(),
        text::reason(),
        text::request(),
    ];
    let rows = lines.into_iter().map(line).collect();
    view! {
        <div class="stack">
            <Filters action=PATH>
                <Search name="actor" label=text::actor() value=actor.clone()/>
                <Search name="object" label=text::object_hint() value=asked.object.clone()/>
                <Search name="action" label=text::action_hint() value=asked.action.clone()/>
            </Filters>
            <List label=text::lines() headings rows empty=text::nothing() next/>
        </div>
    }
}

fn line(it: AuditLine) -> Row {
    let more = |name, value: &str| address(PATH, [(name, Some(value))]);
    let who = match &it.doer {
        Doer::Person(name) => name.clone(),
        Doer::Key(name) => text::key(name),
        Doer::Maker => text::maker(),
        Doer::Other(actor) => {
            let id = it.actor.map(|id| id.to_string()).unwrap_or_default();
            text::other(actor, &id)
        }
    };
    let who = match it.actor {
        Some(id) => view! { <a href=more("actor", &id.to_string())>{who}</a> }.into_any(),
        None => who.into_any(),
    };
    let (action, object) = (more("action", &it.action), more("object", &it.object));
    Row {
        head: view! { <time datetime=it.at.to_string()>{moment(it.at)}</time> }.into_any(),
        cells: vec![
            who,
            view! { <a href=action>{it.action}</a> }.into_any(),
            view! { <a href=object>{it.object}</a> }.into_any(),
            it.reason.unwrap_or_default().into_any(),
            view! { <code>{it.request_id}</code> }.into_any(),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{html, now};

    #[test]
    fn a_line_names_who_did_it_why_and_leads_to_more_of_it() {
        let line = AuditLine {
            id: Uuid::from_u128(1),
            at: now(),
            doer: Doer::Person("Ada <b>".to_owned()),
            actor: Some(Uuid::from_u128(7)),
            action: "device.token".to_owned(),
            object: "device:9".to_owned(),
            reason: Some("lost & found".to_owned()),
            request_id: "r-1".to_owned(),
        };
        let asked = AuditAsked {
            object: Some("device:9".to_owned()),
            ..AuditAsked::default()
        };
        let next = Some(Uuid::from_u128(1));
        let html = html(move || view! { <Lines lines=vec![line] asked next/> });
        for part in [
            "Ada &lt;b&gt;",
            "lost &amp; found",
            "/ops/audit?actor=00000000-0000-0000-0000-000000000007",
            "/ops/audit?object=device%3A9\"",
            "object=device%3A9&amp;after=",
            "value=\"device:9\"",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }
}
