//! Web push: this browser is asked whether notices may be pushed to it, and where, which its form then sends.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Promise, Reflect};
use web_sys::{
    HtmlElement, HtmlFormElement, HtmlInputElement, PushManager, PushSubscriptionOptionsInit,
    ServiceWorkerRegistration,
};

/// Wraps the form, whose `data-key` is the maker's public key. It is filled by what the browser answers, and sent.
#[island]
pub fn PushSwitch(
    /// The form.
    children: Children,
) -> impl IntoView {
    view! { <div on:submit=subscribe>{children()}</div> }
}

fn subscribe(event: SubmitEvent) {
    let Some(form) = event.target() else { return };
    let form: HtmlFormElement = form.unchecked_into();
    event.prevent_default();
    if ask(&form).is_none() {
        refused(&form);
    }
}

/// Asks the browser; none where it has no pushes.
fn ask(form: &HtmlFormElement) -> Option<()> {
    let workers = window().navigator().service_worker();
    let is_there = Reflect::has(&window(), &"PushManager".into()).ok()?;
    if workers.is_undefined() || !is_there {
        return None;
    }
    let ready = workers.ready().ok()?;
    let key = form.get_attribute("data-key")?;
    let asked = form.clone();
    then(&ready, form, move |found| {
        let registration: ServiceWorkerRegistration = found.unchecked_into();
        let Ok(manager) = registration.push_manager() else {
            return refused(&asked);
        };
        if let Some(subscribed) = wish(&manager, &key) {
            let form = asked.clone();
            then(&subscribed, &asked, move |it| send(&form, &it));
        } else {
            refused(&asked);
        }
    });
    Some(())
}

fn wish(manager: &PushManager, key: &str) -> Option<Promise> {
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&JsValue::from_str(key));
    manager.subscribe_with_options(&options).ok()
}

/// Goes on with what a promise brings, or says that the browser does not allow it.
fn then(promise: &Promise, form: &HtmlFormElement, go_on: impl FnOnce(JsValue) + 'static) {
    let form = form.clone();
    let failed = Closure::once_into_js(move |_: JsValue| refused(&form));
    let done = Closure::once_into_js(go_on);
    let then = Reflect::get(promise, &"then".into());
    if let Ok(then) = then {
        let then: web_sys::js_sys::Function = then.unchecked_into();
        let _ = then.call2(promise, &done, &failed);
    }
}

/// Fills the form by the subscription and sends it.
fn send(form: &HtmlFormElement, subscription: &JsValue) {
    let json = Reflect::get(subscription, &"toJSON".into());
    let Ok(json) = json.map(|it| it.unchecked_into::<web_sys::js_sys::Function>()) else {
        return;
    };
    let Ok(json) = json.call0(subscription) else {
        return;
    };
    let keys = Reflect::get(&json, &"keys".into()).unwrap_or_default();
    for (from, name) in [(&json, "endpoint"), (&keys, "p256dh"), (&keys, "auth")] {
        let value = Reflect::get(from, &name.into()).unwrap_or_default();
        let selector = ["[name=", name, "]"].concat();
        if let (Some(value), Ok(Some(field))) = (value.as_string(), form.query_selector(&selector))
        {
            field.unchecked_into::<HtmlInputElement>().set_value(&value);
        }
    }
    let _ = form.submit();
}

fn refused(form: &HtmlFormElement) {
    if let Ok(Some(said)) = form.query_selector(".error") {
        said.unchecked_into::<HtmlElement>().set_hidden(false);
    }
}
