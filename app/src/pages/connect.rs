//! Connecting a machine to Amazon: what it allows, the way there, and what came of it.

use domain::view::{DeviceView, SupplyView};
use domain::{DeviceId, Replenisher};
use leptos::prelude::*;

use super::load::load;
use crate::components::{Banner, LevelQuestion, LoginButton, Title, Tone};
use crate::i18n::{alexa, connect as text, device, frame, shop};
use crate::request::{self, FormState};
use crate::text::amount::about;
use crate::text::subscription::product;

/// The page: `?error=` names what went wrong at Amazon, `?step=done` comes after the way back.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let id = request::id::<DeviceId>();
    let error = request::query("error");
    let done = request::query("step").as_deref() == Some("done");
    load(
        move |application, account| async move {
            let device = application.queries().machine(account, id?).await?;
            let keys = device
                .supplies
                .iter()
                .map(|_| [application.action_key(), application.action_key()])
                .collect::<Vec<_>>();
            Ok((device, keys))
        },
        move |(device, keys), page| {
            let registered =
                device.registration == domain::registration::RegistrationStatus::Registered;
            if done && registered {
                let title = format!("{} – {}", device::connected(), device.name);
                return view! {
                    <Title text=title/>
                    <Connected device keys/>
                }
                .into_any();
            }
            if device.replenisher == Replenisher::Shop {
                let maker = page.brand.name;
                let title = format!("{} – {}", shop::sends(&maker), device.name);
                return view! {
                    <Title text=title/>
                    <OfShop device keys maker/>
                }
                .into_any();
            }
            if device.replenisher == Replenisher::Alexa {
                let title = format!("{} – {}", alexa::link(), device.name);
                return view! {
                    <Title text=title/>
                    <Link device maker=page.brand.name/>
                }
                .into_any();
            }
            let title = text::connect_named(&device.name);
            view! {
                <Title text=title/>
                <Connect device error art=page.brand.button_url maker=page.brand.name/>
            }
            .into_any()
        },
    )
}

#[component]
fn Connect(
    device: DeviceView,
    #[prop(optional_no_strip)] error: Option<String>,
    art: String,
    maker: String,
) -> impl IntoView {
    let id = device.id;
    let problem = error.map(|code| {
        view! { <Banner tone=Tone::Crit><div><p>{explain(&code)}</p></div></Banner> }
    });
    view! {
        <div class="page-head">
            <p class="crumb"><a href=format!("/devices/{id}")>{device.name.clone()}</a></p>
            <h1>{text::connect_to_amazon()}</h1>
        </div>
        <section class="stack">
            {problem}
            <p>{text::intro()}</p>
            <ol class="steps">
                <li>{text::allow(&maker)}</li>
                <li>{text::choose()}</li>
                <li>{text::come_back()}</li>
            </ol>
            <p>{text::at_any_time()}</p>
            <LoginButton href=format!("/devices/{id}/connect/start") art/>
        </section>
    }
}

/// Nothing has to be connected: what is in it may have to be said.
#[component]
fn OfShop(device: DeviceView, keys: Vec<[String; 2]>, maker: String) -> impl IntoView {
    let supplies = device.supplies.into_iter().zip(keys);
    let unknown = supplies.filter(|(supply, _)| supply.machine.is_none());
    view! {
        <div class="page-head">
            <p class="crumb"><a href=format!("/devices/{}", device.id)>{device.name}</a></p>
            <h1>{shop::sends(&maker)}</h1>
        </div>
        <div class="stack">
            <p>{shop::orders_by_itself(&maker)}</p>
            {questions(unknown.collect())}
            <p><a class="button" href="/supplies">{frame::your_supplies()}</a></p>
        </div>
    }
}

/// Linking begins in the Alexa app.
#[component]
fn Link(device: DeviceView, maker: String) -> impl IntoView {
    view! {
        <div class="page-head">
            <p class="crumb"><a href=format!("/devices/{}", device.id)>{device.name}</a></p>
            <h1>{alexa::link()}</h1>
        </div>
        <section class="stack">
            <p>{alexa::reorders()}</p>
            <ol class="steps">
                <li>{alexa::open_app()}</li>
                <li>{alexa::enable(&maker)}</li>
                <li>{alexa::choose()}</li>
            </ol>
        </section>
    }
}

/// How much is in each supply of which nobody knows it.
fn questions(unknown: Vec<(SupplyView, [String; 2])>) -> impl IntoView {
    let question = |(supply, keys): (SupplyView, [String; 2])| {
        let prefix = format!("level-{}", supply.id);
        view! { <LevelQuestion supply keys form=FormState::default() prefix/> }
    };
    unknown.into_iter().map(question).collect_view()
}

#[component]
fn Connected(device: DeviceView, keys: Vec<[String; 2]>) -> impl IntoView {
    let (unknown, known): (Vec<_>, Vec<_>) = device
        .supplies
        .into_iter()
        .zip(keys)
        .partition(|(supply, _)| supply.machine.is_none());
    let results = unknown
        .iter()
        .chain(&known)
        .map(|(supply, _)| view! { <li>{result(supply)}</li> })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="crumb"><a href=format!("/devices/{}", device.id)>{device.name}</a></p>
            <h1>{device::connected()}</h1>
        </div>
        <div class="stack">
            <Banner tone=Tone::Ok>
                <div>
                    <p>{text::may_now_order()}</p>
                    <ul>{results}</ul>
                </div>
            </Banner>
            {questions(unknown)}
            <p><a class="button" href="/supplies">{frame::your_supplies()}</a></p>
        </div>
    }
}

/// What will happen to a supply, one sentence.
fn result(supply: &SupplyView) -> String {
    let name = &supply.name;
    match supply.subscribed {
        Some(true) => {}
        Some(false) => return text::is_off(name),
        None => return text::not_said(name),
    }
    let product = supply.products.first().map(product);
    let level = supply
        .reorder_level
        .map(|level| about(level, supply.spec.unit));
    match (level, product) {
        (Some(level), None) => text::reordered_at(name, &level),
        (Some(level), Some(product)) => text::reordered_at_with(name, &level, &product),
        (None, None) => text::reordered_later(name),
        (None, Some(product)) => text::reordered_later_with(name, &product),
    }
}

fn explain(code: &str) -> String {
    match code {
        "refused" => text::refused(),
        "state" => text::another_window(),
        "code" => text::not_accepted(),
        "amazon" => text::not_answering(),
        _ => text::did_not_work(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, html};
    use crate::preferences::locale::Locale;

    #[test]
    fn each_failure_has_its_own_words() {
        let texts: Vec<String> = ["refused", "state", "code", "amazon", "x"]
            .map(explain)
            .into();
        for (n, text) in texts.iter().enumerate() {
            assert!(!texts[..n].contains(text));
        }
        let html = html(|| {
            let error = Some("refused".to_owned());
            view! { <Connect device=fixtures::brewer() error art=String::new() maker="Larder".to_owned()/> }
        });
        assert!(html.contains("You did not allow it") && html.contains("/connect/start"));
    }

    #[test]
    fn the_result_asks_only_about_supplies_without_a_level() {
        let mut device = fixtures::brewer();
        let mut unknown = fixtures::pods();
        unknown.name = "Descaler".into();
        unknown.machine = None;
        unknown.subscribed = None;
        device.supplies.push(unknown);
        let keys = vec![[String::new(), String::new()], ["a".into(), "b".into()]];
        let html = html(|| view! { <Connected device keys/> });
        assert_eq!(html.matches("Descaler: how much is in it now?").count(), 1);
        assert!(html.contains("Descaler: Amazon has not said yet"), "{html}");
        assert!(html.contains(r#"value="a""#), "{html}");
        assert!(
            html.contains(
                "We reorder Coffee pods when about 17.5 is left: House roast, pack of 36."
            )
        );
    }

    #[test]
    fn the_result_is_said_in_the_customers_language() {
        let mut supply = fixtures::pods();
        supply.products.clear();
        assert_eq!(
            fixtures::speaking(Locale::De, || result(&supply)),
            "Coffee pods: Bei etwa 17,5 wird nachbestellt."
        );
    }
}
