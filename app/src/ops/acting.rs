//! Acting on a machine for its customer: a form for each act, all with a reason. They post to `/ops/machines/{serial}/…`, and
//! what is wrong with one is said in it.

use domain::Unit;
use domain::device::Tenure;
use leptos::prelude::*;

use super::made::Made;
use super::request::{FORM, form};
use super::words::acting as text;
use crate::components::{ErrorSummary, Field};
use crate::request::FormState;
use crate::text::amount::unit_name;

/// A supply that something can be done about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActingSlot {
    /// Amazon's name of the slot.
    pub slot: String,
    /// What customers read.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// The maker holds its reordering.
    pub is_held: bool,
}

/// Every act on a machine but taking entries back, which stands beside each: [`TakeBack`].
#[component]
pub fn Acting(
    /// The machine.
    serial: String,
    /// As it was read.
    tenure: Tenure,
    /// Its supplies.
    slots: Vec<ActingSlot>,
    /// A one-time key, so that a restock sent twice counts once.
    key: String,
) -> impl IntoView {
    let at = |act: &str| format!("/ops/machines/{serial}/{act}");
    let (held, free): (Vec<_>, Vec<_>) = slots.iter().cloned().partition(|it| it.is_held);
    let is_free = !free.is_empty();
    let on_what =
        |of: &'static str, slots: Vec<ActingSlot>| view! { <Supply of slots/> }.into_any();
    let to_restock = on_what("restock", slots.clone());
    let to_order = on_what("order", slots);
    let to_hold = on_what("hold", free);
    view! {
        <section class="stack" id="acting">
            <h2>{text::acting()}</h2>
            <p class="quiet">{text::customer_reads()}</p>
            <Made
                of="claim-code"
                form=form("claim-code")
                says=text::code_shown_once()
                label=text::new_code()
            />
            <Made
                of="token"
                form=form("token")
                says=text::token_shown_once()
                label=text::new_token()
            />
            <Act of="restock" tenure action=at("restock") does=text::restock()>
                {to_restock}
                <Restock key/>
            </Act>
            <Act of="order" tenure action=at("order") does=text::order()>
                <p class="quiet">{text::about_order()}</p>
                {to_order}
            </Act>
            <Act of="hold" tenure action=at("hold") does=text::hold() shown=is_free>
                {to_hold}
            </Act>
            <Resume tenure action=at("resume") slots=held/>
            <Act of="claim-code" tenure action=at("claim-code") does=text::claim_code()>
                <p class="quiet">{text::about_code()}</p>
            </Act>
            <Act of="token" tenure action=at("token") does=text::token()>
                <p class="quiet">{text::about_token()}</p>
                <label class="choice">
                    <input type="checkbox" name="revoke" value="1"/>
                    {text::revoke()}
                </label>
            </Act>
            <Act of="disconnect" tenure action=at("disconnect") does=text::disconnect()>
                <p class="quiet">{text::about_disconnect()}</p>
            </Act>
        </section>
    }
}

#[component]
fn Resume(tenure: Tenure, action: String, slots: Vec<ActingSlot>) -> impl IntoView {
    let is_shown = !slots.is_empty();
    view! {
        <Act of="resume" tenure action does=text::resume() shown=is_shown>
            <Supply of="resume" slots/>
        </Act>
    }
}

/// One act: closed, until it is opened or was refused.
#[component]
fn Act(
    /// The form's name.
    of: &'static str,
    /// The machine as it was read.
    tenure: Tenure,
    /// Where it is sent.
    action: String,
    /// What it does.
    does: String,
    /// Whether there is anything to do.
    #[prop(default = true)]
    shown: bool,
    /// Its own fields.
    children: Children,
) -> impl IntoView {
    if !shown {
        return None;
    }
    let sent = form(of);
    let is_open = sent.is_refused();
    Some(view! {
        <details class="card" open=is_open>
            <summary>{does.clone()}</summary>
            <form class="stack" method="post" action=action>
                <ErrorSummary form=sent.clone() prefix=of fields=&["reason", "amount"]/>
                <input type="hidden" name=FORM value=of/>
                <input type="hidden" name="tenure" value=tenure.text()/>
                {children()}
                <Reason of form=sent/>
                <p><button class="button primary">{does}</button></p>
            </form>
        </details>
    })
}

#[component]
fn Reason(of: &'static str, form: FormState) -> impl IntoView {
    view! {
        <Field
            prefix=of
            name="reason"
            label=text::reason()
            hint=text::reason_hint()
            class="wide"
            form
        />
    }
}

#[component]
fn Supply(of: &'static str, slots: Vec<ActingSlot>) -> impl IntoView {
    let id = format!("{of}-slot");
    let chosen = form(of).value("slot").map(str::to_owned);
    let option = |it: ActingSlot| {
        let selected = chosen.as_deref() == Some(&*it.slot);
        let name = format!("{} ({})", it.name, unit_name(it.unit));
        view! { <option value=it.slot selected=selected>{name}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{text::supply()}</label>
            <select id=id name="slot">{slots.into_iter().map(option).collect_view()}</select>
        </div>
    }
}

#[component]
fn Restock(key: String) -> impl IntoView {
    let sent = form("restock");
    let kind = sent.value("kind").unwrap_or("add").to_owned();
    let option = |(value, words): (&'static str, String)| {
        view! { <option value=value selected={value == kind}>{words}</option> }
    };
    let kinds = [
        ("add", text::add()),
        ("set", text::set()),
        ("replaced", text::replaced()),
    ];
    view! {
        <input type="hidden" name="key" value=key/>
        <div class="field">
            <label for="restock-kind">{text::kind()}</label>
            <select id="restock-kind" name="kind">
                {kinds.map(option).into_iter().collect_view()}
            </select>
        </div>
        <Field
            prefix="restock"
            name="amount"
            label=text::amount()
            hint=text::amount_hint()
            class="amount num"
            inputmode="decimal"
            form=sent
        />
    }
}

/// Takes an entry of a journal back.
#[component]
pub fn TakeBack(
    /// The machine.
    serial: String,
    /// As it was read.
    tenure: Tenure,
    /// The entry.
    entry: domain::EntryId,
    /// What the entry did.
    what: String,
) -> impl IntoView {
    let id = format!("undo-{entry}");
    let sent = form(&id);
    let is_open = sent.is_refused();
    view! {
        <details class="confirm" open=is_open>
            <summary aria-label=text::undo_of(&what)>{text::undo()}</summary>
            <form class="stack" method="post" action=format!("/ops/machines/{serial}/undo")>
                <ErrorSummary form=sent.clone() prefix="undo" fields=&[]/>
                <input type="hidden" name=FORM value=id.clone()/>
                <input type="hidden" name="tenure" value=tenure.text()/>
                <input type="hidden" name="entry" value=entry.to_string()/>
                <Field prefix=id name="reason" label=text::reason() class="wide" form=sent/>
                <button class="button small danger">{text::undo_of(&what)}</button>
            </form>
        </details>
    }
}

/// What becomes of a model's orders that the breaker holds.
#[component]
pub fn HeldOrders(
    /// The model.
    model: String,
    /// The page it stands on, a path of the console.
    back: String,
) -> impl IntoView {
    let sent = form("held");
    let choice = |value: &'static str, words: String| {
        view! {
            <label class="choice">
                <input type="radio" name="decision" value=value checked={value == "let_go"}/>
                {words}
            </label>
        }
    };
    view! {
        <section class="card stack">
            <h2>{text::held_orders()}</h2>
            <form class="stack" method="post" action=format!("/ops/models/{model}/held")>
                <ErrorSummary form=sent.clone() prefix="held" fields=&["reason"]/>
                <input type="hidden" name=FORM value="held"/>
                <input type="hidden" name="back" value=back/>
                <div class="choices" role="radiogroup" aria-label=text::held_orders()>
                    {choice("let_go", text::let_go())}
                    {choice("withdraw", text::withdraw())}
                </div>
                <Reason of="held" form=sent/>
                <p><button class="button primary">{text::decide()}</button></p>
            </form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::html;

    fn acting(is_held: bool) -> String {
        html(move || {
            let slots = vec![ActingSlot {
                slot: "pods".to_owned(),
                name: "Coffee <pods>".to_owned(),
                unit: Unit::Count,
                is_held,
            }];
            let tenure = Tenure {
                device: domain::DeviceId(uuid::Uuid::from_u128(1)),
                since: None,
            };
            view! { <Acting serial="K1".to_owned() tenure slots key="k".to_owned()/> }
        })
    }

    #[test]
    fn every_act_has_a_form_with_a_reason() {
        let html = acting(false);
        for act in [
            "restock",
            "order",
            "hold",
            "claim-code",
            "token",
            "disconnect",
        ] {
            assert!(
                html.contains(&format!("action=\"/ops/machines/K1/{act}\"")),
                "{act}"
            );
            assert!(html.contains(&format!("id=\"{act}-reason\"")), "{act}");
        }
        assert!(html.contains("Coffee &lt;pods&gt;"), "{html}");
    }

    #[test]
    fn what_is_held_can_be_let_go_and_not_held_again() {
        let held = acting(true);
        assert!(
            held.contains("/K1/resume\"") && !held.contains("/K1/hold\""),
            "{held}"
        );
        assert!(!acting(false).contains("/K1/resume\""));
    }
}
