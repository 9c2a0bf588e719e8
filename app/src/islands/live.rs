//! A page that is open follows what happens. The server says that something has changed; the page is
//! asked for again, and its parts that are marked `data-live` take the place of the old ones, except
//! one in which somebody is. Without scripts a page is as old as its last load, and right then.
//!
//! It also sees to what a page wants for next time: the browser's time zone, and the last supplies kept
//! for where there is no network.

use js_sys::{Array, Intl, Object, Reflect};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, EventSource, HtmlDocument, HtmlElement, Response, SupportedType,
};

/// Says the page's title, which names its state, when that has changed.
#[island]
pub fn Live(
    /// How far the household had come when the page was made.
    revision: i64,
    /// Attributes of cookies, as the server sets them.
    attributes: String,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    Effect::new(move || {
        follow(revision, said);
        remember_zone(&attributes);
        if window().is_secure_context() {
            let _ = window()
                .navigator()
                .service_worker()
                .register("/service-worker.js");
        }
    });
    view! { <p class="hidden" role="status">{said}</p> }
}

fn follow(revision: i64, said: RwSignal<String>) {
    let Ok(events) = EventSource::new(&format!("/live?since={revision}")) else {
        return;
    };
    let changed = Closure::<dyn Fn(Event)>::new(move |_| {
        spawn_local(async move {
            if let Ok(Some(title)) = refresh().await {
                said.set(title);
            }
        });
    });
    let _ = events.add_event_listener_with_callback("changed", changed.as_ref().unchecked_ref());
    changed.forget();
}

/// Brings the page's live parts up to date; the title, where it is another one.
async fn refresh() -> Result<Option<String>, JsValue> {
    let page = window().location().href()?;
    let answer: Response = JsFuture::from(window().fetch_with_str(&page))
        .await?
        .unchecked_into();
    let text = JsFuture::from(answer.text()?).await?;
    let Some(text) = text
        .as_string()
        .filter(|_| answer.ok() && !answer.redirected())
    else {
        return Ok(None);
    };
    let new = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
    let old = document();
    let parts = old.query_selector_all("[data-live]")?;
    for nth in 0..parts.length() {
        if let Some(part) = parts.item(nth) {
            replace(part.unchecked_ref(), &new)?;
        }
    }
    let title = new.title();
    let changed = title != old.title();
    old.set_title(&title);
    Ok(changed.then_some(title))
}

/// Puts the new content into a part. A link that has the focus keeps it; a part in which somebody types
/// or chooses stays as it is.
fn replace(part: &Element, new: &Document) -> Result<(), JsValue> {
    let name = part.get_attribute("data-live").unwrap_or_default();
    let Some(fresh) = new.query_selector(&["[data-live=", &name, "]"].concat())? else {
        return Ok(());
    };
    let html = fresh.inner_html();
    if part.inner_html() == html {
        return Ok(());
    }
    let focused = document()
        .active_element()
        .filter(|it| part.contains(Some(it)));
    let link = match &focused {
        None => None,
        Some(focused) => match focused.get_attribute("href") {
            Some(href) => Some(["a[href='", &href, "']"].concat()),
            None => return Ok(()),
        },
    };
    part.set_inner_html(&html);
    if let Some(link) = link
        && let Some(link) = part.query_selector(&link)?
    {
        link.unchecked_into::<HtmlElement>().focus()?;
    }
    Ok(())
}

/// Keeps the browser's time zone for the next page, where nobody chose one.
fn remember_zone(attributes: &str) {
    let page: HtmlDocument = document().unchecked_into();
    if page.cookie().is_ok_and(|cookies| cookies.contains("zone=")) {
        return;
    }
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"));
    if let Some(zone) = zone.ok().and_then(|zone| zone.as_string()) {
        let _ = page.set_cookie(&format!("zone={zone}; {attributes}"));
    }
}
