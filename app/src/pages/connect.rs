//! Connecting a machine to Amazon: what it allows, the way there, and what came of it.

use domain::DeviceId;
use domain::view::reason::about;
use domain::view::{DeviceView, SupplyView};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Banner, LevelQuestion, LoginButton, Tone};
use crate::context::{self, FormState};
use crate::words::subscription::product;

/// The page: `?error=` names what went wrong at Amazon, `?step=done` comes after the way back.
#[component]
pub fn ConnectPage() -> impl IntoView {
    let id = context::id::<DeviceId>();
    let error = context::query("error");
    let done = context::query("step").as_deref() == Some("done");
    context::load(
        move |application, account| async move {
            let device = application.machine(account, id?).await?;
            let keys = device
                .supplies
                .iter()
                .map(|_| [application.action_key(), application.action_key()])
                .collect::<Vec<_>>();
            Ok((device, keys))
        },
        move |(device, keys), page| {
            let registered = device.standing == domain::registration::Standing::Registered;
            if done && registered {
                let title = format!("Connected – {}", device.name);
                return view! {
                    <Title text=title/>
                    <Connected device keys/>
                }
                .into_any();
            }
            let title = format!("Connect {}", device.name);
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
            <h1>"Connect to Amazon"</h1>
        </div>
        <section class="stack">
            {problem}
            <p>
                "With Amazon Dash Replenishment this machine may order its supplies from your Amazon account before they run out."
            </p>
            <ol class="steps">
                <li>"Sign in at Amazon and allow " {maker} " to order for this machine."</li>
                <li>"Choose there which products are reordered. Address and payment stay with Amazon."</li>
                <li>"Come back here and say how much is in the machine now."</li>
            </ol>
            <p>
                "Amazon writes to you about each order, and you can cancel it there. You can pause or disconnect at any time; the machine goes on working."
            </p>
            <LoginButton href=format!("/devices/{id}/connect/start") art/>
        </section>
    }
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
    let questions = unknown
        .into_iter()
        .map(|(supply, keys)| {
            let prefix = format!("level-{}", supply.id);
            view! { <LevelQuestion supply keys form=FormState::default() prefix/> }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="crumb"><a href=format!("/devices/{}", device.id)>{device.name}</a></p>
            <h1>"Connected"</h1>
        </div>
        <div class="stack">
            <Banner tone=Tone::Ok>
                <div>
                    <p>"This machine may now order from your Amazon account."</p>
                    <ul>{results}</ul>
                </div>
            </Banner>
            {questions}
            <p><a class="button" href="/supplies">"Your supplies"</a></p>
        </div>
    }
}

/// What will happen to a supply, one sentence.
fn result(supply: &SupplyView) -> String {
    let name = &supply.name;
    match supply.subscribed {
        Some(true) => {}
        Some(false) => return format!("{name}: auto-reorder is off on Amazon."),
        None => return format!("{name}: Amazon has not said yet whether auto-reorder is on."),
    }
    let what = supply
        .products
        .first()
        .map(|it| format!(" with {}", product(it)))
        .unwrap_or_default();
    match supply.reorder_level {
        Some(level) => format!(
            "{name} will be reordered at about {}{what}.",
            about(level, supply.spec.unit)
        ),
        None => format!("{name} will be reordered{what}, once we know your pace."),
    }
}

fn explain(code: &str) -> &'static str {
    match code {
        "refused" => {
            "You did not allow it on Amazon, so nothing was connected. Try again when you want to go on."
        }
        "state" => {
            "That was started in another window, or too long ago. Nothing was connected. Start again from here."
        }
        "code" => "Amazon did not accept the connection. Start again from here.",
        "amazon" => {
            "Amazon is not answering right now, so nothing was connected. Try again in a minute."
        }
        _ => "The connection did not work. Start again from here.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, html};

    #[test]
    fn each_failure_has_its_own_words() {
        let texts: Vec<&str> = ["refused", "state", "code", "amazon", "x"]
            .map(explain)
            .into();
        for (n, text) in texts.iter().enumerate() {
            assert!(!texts[..n].contains(text));
        }
        let html = html(|| {
            let error = Some("refused".to_owned());
            view! { <Connect device=sample::brewer() error art=String::new() maker="Larder".to_owned()/> }
        });
        assert!(html.contains("You did not allow it") && html.contains("/connect/start"));
    }

    #[test]
    fn the_result_asks_only_about_supplies_without_a_level() {
        let mut device = sample::brewer();
        let mut unknown = sample::pods();
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
                "Coffee pods will be reordered at about 17.5 with House roast, pack of 36."
            )
        );
    }
}
