//! One supply: its state, what happens next and why, what can be done, the order under way, and what
//! changed it last.

use domain::view::{Headline, History, JournalCursor, JournalPage, SupplyView};
use domain::{EntryId, MakerAct, Role, SlotId, Time};
use leptos::prelude::*;
use replenish::Counts;

use super::load::load_live;
use crate::chart::Chart;
use crate::components::{
    ArrivalQuestion, DoneBanner, ErrorSummary, JournalList, LevelCard, LevelQuestion, MakerActs,
    Picture, PlanCard, ReadingQuestion, Reckoning, RegistrationBanner, RestockForms, RestockKeys,
    StatePill, Timeline, Title,
};
use crate::i18n::frame::supplies;
use crate::i18n::journal::journal;
use crate::i18n::supply as text;
use crate::request::{self, FormState};
use crate::text::amount::at_home_now;
use crate::text::headline::{headline, within};

/// Lines of the journal that are looked at for this page.
const LINES: u32 = 40;
/// Days of the journal on this page.
const DAYS: usize = 5;

/// Everything the page shows.
#[derive(Clone)]
struct Data {
    supply: SupplyView,
    history: History,
    journal: JournalPage,
    restock: RestockKeys,
    level: [String; 2],
    counts: Counts,
    acts: Vec<MakerAct>,
    now: Time,
}

/// The page.
#[component]
pub fn SupplyPage() -> impl IntoView {
    let id = request::id::<SlotId>();
    let done = request::query("done").and_then(|done| done.parse().ok());
    load_live(
        move |application, account| async move {
            let id = id?;
            let queries = application.queries();
            let (supply, history) = queries.supply_with_history(account, id).await?;
            let newest = JournalCursor::Newest;
            let acts = queries.maker_acts(account, supply.device).await?;
            Ok(Data {
                supply,
                acts,
                history,
                journal: queries.journal(account, id, LINES, newest).await?,
                restock: super::restock::keys(&application),
                level: [application.action_key(), application.action_key()],
                counts: match done {
                    Some(entry) => application.queries().counts(account, id, entry).await?,
                    None => Counts::default(),
                },
                now: application.now(),
            })
        },
        move |data, page| {
            let title = title(&data.supply, data.now);
            view! {
                <Title text=title/>
                <Supply data done form=page.form maker=page.brand.name/>
            }
        },
    )
}

/// `10 left, paused – Coffee pods`.
fn title(supply: &SupplyView, now: Time) -> String {
    let state = Headline::of(supply, now);
    let said = match at_home_now(supply, now) {
        Some(left) => text::left_and(&left, &within(state)),
        None => headline(state),
    };
    format!("{said} – {}", supply.name)
}

#[component]
fn Supply(
    data: Data,
    #[prop(optional_no_strip)] done: Option<EntryId>,
    form: FormState,
    maker: String,
) -> impl IntoView {
    let Data {
        supply,
        history,
        journal: JournalPage { lines, older, .. },
        restock,
        level,
        counts,
        acts,
        now,
    } = data;
    let of_this = acts.iter().filter(|act| act.about.slot == Some(supply.id));
    let of_this: Vec<_> = of_this.cloned().collect();
    let (id, unit, device) = (supply.id, supply.spec.unit, supply.device);
    let name = supply.name.clone();
    let actions = match supply.machine {
        _ if !request::may(Role::Member) => ().into_any(),
        None => {
            let supply = supply.clone();
            view! { <LevelQuestion supply keys=level form=form.clone() prefix="level"/> }.into_any()
        }
        Some(_) => {
            let (supply, form) = (supply.clone(), form.clone());
            view! {
                <h2 class="hidden">{text::change_level()}</h2>
                <RestockForms supply keys=restock form/>
            }
            .into_any()
        }
    };
    let order = supply.order.clone();
    view! {
        <div class="page-head">
            <p class="crumb">
                <a href="/supplies">{supplies()}</a>
                " / "
                <a href=format!("/devices/{device}")>{supply.device_name.clone()}</a>
            </p>
            <h1 class="pictured"><Picture unit/>{name}</h1>
            <div class="stack" data-live="state"><StatePill state=Headline::of(&supply, now)/></div>
        </div>
        <div class="stack">
            <ErrorSummary form prefix="supply" fields=&[]/>
            <DoneBanner supply=supply.clone() lines=lines.clone() done counts/>
            <div class="stack" data-live="reading"><ReadingQuestion supply=supply.clone()/></div>
            <div class="stack" data-live="standing"><RegistrationBanner supply=supply.clone()/></div>
            <div class="two">
                <div class="stack">
                    <div class="stack" data-live="level"><LevelCard supply=supply.clone() now/></div>
                    <div class="stack" data-live="order">{order
                        .map(|order| {
                            let heading = match order.state.is_live() {
                                true => text::order_under_way(),
                                false => text::last_order(),
                            };
                            let href = format!("/orders/{}", order.id);
                            view! {
                                <section class="card stack">
                                    <h2><a href=href>{heading}</a></h2>
                                    <Timeline order=order.clone() brief=true now/>
                                    <ArrivalQuestion order now/>
                                </section>
                            }
                        })}</div>
                </div>
                <div class="side stack">
                    {actions}
                    <div class="stack" data-live="plan"><PlanCard supply=supply.clone() now/></div>
                </div>
                <div class="stack">
                    <section class="card">
                        <h2 class="hidden">{text::history()}</h2>
                        <Chart history name=supply.name.clone() unit capacity=supply.spec.capacity/>
                    </section>
                    <Reckoning supply now/>
                    <div class="stack" data-live="journal">
                        <MakerActs acts=of_this maker=maker.clone()/>
                        <section class="card stack">
                            <h2>{journal()}</h2>
                            <JournalList
                                supply=id
                                unit
                                lines
                                goes_on=older.is_some()
                                days=DAYS
                                maker
                                acts
                                now
                            />
                            <p>
                                <a class="link" href=format!("/supplies/{id}/journal")>
                                    {text::every_change()}
                                </a>
                            </p>
                        </section>
                    </div>
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests;
