//! The work that fails: why, when it is tried again, and how to do so now or give it up.

use domain::api_key::Scope;
use domain::{JobId, Time};
use leptos::prelude::*;
use replenish::{JobRow, kind_of_job, may_be_given_up};

use crate::components::{Moment, Title};
use crate::ops::list::{List, Row, asked_as, next_page};
use crate::ops::load::load;
use crate::ops::words::{frame, work as text};

const PATH: &str = "/ops/work";
/// Jobs on one page.
const PAGE: u32 = 50;

/// The page.
#[component]
pub fn WorkPage() -> impl IntoView {
    let after = asked_as("after", |after| after.parse().ok());
    load(
        Scope::FleetRead,
        move |application, _| async move {
            let after = after?;
            let (jobs, next) = application.jobs().failing(PAGE, after).await?;
            Ok((jobs, next, application.now()))
        },
        move |(jobs, next, now): (Vec<JobRow>, Option<JobId>, Time), _, console| {
            let next = next_page(PATH, &[], next.map(|id| id.to_string()));
            let may = console.may(Scope::FleetWrite);
            view! {
                <Title text=frame::titled(&text::work())/>
                <div class="page-head"><h1>{text::work()}</h1></div>
                <Jobs jobs label=text::failing() empty=text::nothing() next now may/>
            }
        },
    )
}

/// Jobs, with what can be done about each.
#[component]
pub fn Jobs(
    /// The jobs.
    jobs: Vec<JobRow>,
    /// What they are.
    label: String,
    /// Says that there is none.
    empty: String,
    /// The address of the next page.
    #[prop(optional_no_strip)]
    next: Option<String>,
    /// What the clock says.
    now: Time,
    /// Whether something can be done about them.
    may: bool,
) -> impl IntoView {
    let mut headings = vec![
        text::what(),
        text::tries(),
        text::since(),
        text::error(),
        text::next(),
    ];
    if may {
        headings.push(text::acts());
    }
    let rows = jobs.into_iter().map(|job| row(job, now, may)).collect();
    view! { <List label headings rows empty next/> }
}

fn row(job: JobRow, now: Time, may: bool) -> Row {
    let since = job.first_try.map(|at| view! { <Moment at now=Some(now)/> });
    let mut cells = vec![
        job.attempts.to_string().into_any(),
        since.into_any(),
        job.last_error.clone().unwrap_or_default().into_any(),
        view! { <Moment at=job.run_at now=Some(now)/> }.into_any(),
    ];
    if may {
        let act = |act: &str, does: String| {
            let action = format!("{PATH}/{}/{act}", job.id);
            view! {
                <form method="post" action=action>
                    <button class="button small">{does}</button>
                </form>
            }
        };
        let run = act("run", text::run());
        let give_up = may_be_given_up(&job.key).then(|| act("give-up", text::give_up()));
        cells.push(view! { <div class="row">{run}{give_up}</div> }.into_any());
    }
    let kind = text::kind(kind_of_job(&job.key));
    Row {
        head: view! { <span title=job.key>{kind}</span> }.into_any(),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now};

    fn page(key: &str, may: bool) -> String {
        let job = JobRow {
            id: JobId(Uuid::from_u128(7)),
            key: key.to_owned(),
            run_at: now(),
            attempts: 3,
            first_try: Some(now()),
            last_error: Some("Amazon is <busy>".to_owned()),
        };
        html(move || {
            let (label, empty) = (text::failing(), text::nothing());
            view! { <Jobs jobs=vec![job] label empty now=now() may/> }
        })
    }

    #[test]
    fn a_job_says_why_it_fails_and_what_can_be_done() {
        let status = page("slot_status:1", true);
        for part in [
            "Tell Amazon what is left",
            "Amazon is &lt;busy&gt;",
            "/run\"",
            "/give-up\"",
        ] {
            assert!(status.contains(part), "{part} in {status}");
        }
        let order = page("replenish:1", true);
        assert!(
            order.contains("/run\"") && !order.contains("/give-up\""),
            "{order}"
        );
        assert!(!page("replenish:1", false).contains("<form"));
    }
}
