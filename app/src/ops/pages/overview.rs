//! The overview: what there is to look at in the fleet, by reason. Each number leads to its list.

use domain::api_key::Scope;
use leptos::prelude::*;
use replenish::{Counted, Lane, Overview};

use crate::components::Title;
use crate::i18n::integer;
use crate::ops::list::{Filters, List, Row, Search, address};
use crate::ops::load::load;
use crate::ops::words::{frame, machines, overview as text, reason};

/// The page.
#[component]
pub fn OverviewPage() -> impl IntoView {
    load(
        Scope::FleetRead,
        |application, _| async move { application.queries().overview().await },
        |overview, _, _| {
            view! {
                <Title text=frame::titled(&frame::overview())/>
                <div class="page-head"><h1>{frame::overview()}</h1></div>
                <div class="stack">
                    <Sought/>
                    <Todo overview/>
                </div>
            }
        },
    )
}

/// A machine is looked for from here, too.
#[component]
fn Sought() -> impl IntoView {
    view! {
        <Filters action="/ops/machines">
            <Search name="q" label=machines::part()/>
        </Filters>
    }
}

#[component]
fn Todo(overview: Overview) -> impl IntoView {
    let of_machines = overview.alerts.into_iter().map(|(kind, count)| {
        let list = address("/ops/machines", [("alert", Some(kind.name()))]);
        (reason::alert(kind), list, count, reason::alert_remedy(kind))
    });
    let ended = overview.ended.into_iter().map(|(why, count)| {
        let list = address("/ops/orders", [("reason", Some(why.name()))]);
        let said = text::ended(&reason::end(why));
        (said, list, count, text::ended_do())
    });
    let at = |path: &str| path.to_owned();
    let due = overview.due.into_iter();
    let due = due.map(|(lane, count)| match lane {
        Lane::Prompt => (text::due(), at("/ops/work"), count, text::due_do()),
        Lane::Bulk => (text::due_bulk(), at("/ops/work"), count, text::due_do()),
        Lane::Webhook => {
            let said = (text::due_webhooks(), text::due_webhooks_do());
            (said.0, at("/ops/webhooks"), count, said.1)
        }
        Lane::Notice => {
            let said = (text::due_notices(), text::due_notices_do());
            (said.0, at("/ops/work"), count, said.1)
        }
    });
    let first = [
        (
            text::stuck(),
            at("/ops/orders"),
            overview.stuck,
            text::stuck_do(),
        ),
        (
            text::failing(),
            at("/ops/work"),
            overview.failing,
            text::failing_do(),
        ),
        (
            text::unknown(),
            at("/ops/messages"),
            overview.unknown,
            text::unknown_do(),
        ),
    ];
    let all = first.into_iter().chain(of_machines).chain(ended).chain(due);
    let rows = all.filter(|(_, _, count, _)| count.number > 0);
    let rows = rows.map(|(what, list, count, remedy)| Row {
        head: view! { <a href=list>{what}</a> }.into_any(),
        cells: vec![number(count).into_any(), remedy.into_any()],
    });
    let headings = vec![text::what(), text::number(), text::remedy()];
    view! { <List label=text::todo() headings rows=rows.collect() empty=text::nothing()/> }
}

fn number(count: Counted) -> String {
    let number = integer(count.number);
    if count.more {
        text::more_than(&number)
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use domain::alert::AlertKind;
    use domain::order::EndReason;

    use super::*;
    use crate::fixtures::html;

    fn overview() -> Overview {
        Overview {
            alerts: vec![(AlertKind::PausedLow, Counted::default())],
            ended: vec![(EndReason::Refused, Counted::default())],
            stuck: Counted::default(),
            due: Lane::ALL.map(|lane| (lane, Counted::default())),
            failing: Counted::default(),
            unknown: Counted::default(),
        }
    }

    #[test]
    fn each_number_leads_to_its_list_and_says_what_to_do() {
        let some = Counted {
            number: 312,
            more: false,
        };
        let overview = Overview {
            alerts: vec![(AlertKind::PausedLow, some)],
            ended: vec![(EndReason::Refused, Counted { more: true, ..some })],
            ..overview()
        };
        let html = html(|| view! { <Todo overview/> });
        for part in [
            "/ops/machines?alert=paused_low",
            "312",
            "/ops/orders?reason=refused",
            "more than 312",
            "nothing is ordered until they switch it on",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("/ops/messages"), "{html}");
    }

    #[test]
    fn where_nothing_is_to_be_done_it_says_so() {
        let html = html(|| view! { <Todo overview=overview()/> });
        assert!(html.contains("Nothing needs anybody."), "{html}");
    }
}
