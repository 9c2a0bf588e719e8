//! A page that is open follows what happens. The server says that something has changed; the page is
//! asked for again, and its parts that are marked `data-live` take the place of the old ones, except
//! one in which somebody is. Where it is not answered it asks until it is. Without scripts a page is as
//! old as its last load, and right then. A page that nobody sees asks for nothing, and its connection is
//! free for those that are seen: a browser has six of them.
//!
//! It also sees to what a page wants for next time: the browser's time zone, and the last supplies kept
//! for where there is no network.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Intl, Object, Reflect};
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, EventSource, HtmlDocument, HtmlElement, ServiceWorkerContainer,
    XmlHttpRequest, XmlHttpRequestResponseType,
};

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 30_000;
/// When a page that was not answered is asked for again.
const REFUSED: Duration = Duration::from_secs(5);
/// The same where somebody was pressing a button or a link, which must not go from under them.
const PRESSED: Duration = Duration::from_millis(300);

/// Says the page's title, which names its state, when that has changed. It is in an element whose
/// `data-since` says how far the household had come when the page was made, and whose `data-cookie` has
/// the attributes of cookies, as the server sets them.
#[island]
pub fn Live() -> impl IntoView {
    view! { <p class="hidden" role="status" use:follow></p> }
}

fn follow(said: Element) {
    let data = |name| said.closest("[data-since]").ok()??.get_attribute(name);
    if let Some(attributes) = data("data-cookie") {
        remember_zone(&attributes);
    }
    if let Some(since) = data("data-since") {
        let follower = Follower::new(said);
        let _ = follower.heed_sight();
        let _ = follower.listen(&since);
    }
    if window().is_secure_context() {
        let _ = keep_pages();
    }
}

/// Has the last supplies kept for where there is no network, by a browser that can: some have no service
/// workers, or none in a private window.
fn keep_pages() -> Result<(), JsValue> {
    let workers = Reflect::get(&window().navigator(), &"serviceWorker".into())?;
    let workers = workers.dyn_into::<ServiceWorkerContainer>()?;
    let _ = workers.register("/service-worker.js");
    Ok(())
}

/// Asks for the page again when something has changed: once at a time, so that answers come in order,
/// and until it is answered.
#[derive(Clone)]
struct Follower {
    said: Element,
    asking: Rc<Cell<Asking>>,
    /// Where the server's events come from. A browser gives up where something else than they is answered.
    events: Rc<RefCell<Option<EventSource>>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Asking {
    /// What is shown is what was known last.
    No,
    /// The page is asked for, or will be soon.
    Yes,
    /// The same, and something has changed since.
    Outdated,
}

impl Follower {
    fn new(said: Element) -> Self {
        let asking = Rc::new(Cell::new(Asking::No));
        Self {
            said,
            asking,
            events: Rc::default(),
        }
    }

    /// Ends the events when the page is hidden, and asks for what it missed when it is seen again.
    fn heed_sight(&self) -> Result<(), JsValue> {
        let this = self.clone();
        let turned = Closure::<dyn Fn()>::new(move || {
            if !document().hidden() {
                this.want(Duration::ZERO);
            } else if let Some(events) = this.events.take() {
                events.close();
            }
        });
        let listener = turned.as_ref().unchecked_ref();
        document().add_event_listener_with_callback("visibilitychange", listener)?;
        turned.forget();
        Ok(())
    }

    fn listen(&self, since: &str) -> Result<(), JsValue> {
        if document().hidden() {
            return Ok(());
        }
        let events = EventSource::new(&["/live?since=", since].concat())?;
        self.events.replace(Some(events.clone()));
        let this = self.clone();
        let changed = Closure::<dyn Fn()>::new(move || this.want(Duration::ZERO));
        let listener = changed.as_ref().unchecked_ref();
        events.add_event_listener_with_callback("changed", listener)?;
        changed.forget();
        let (this, stream) = (self.clone(), events.clone());
        let failed = Closure::<dyn Fn()>::new(move || {
            if stream.ready_state() == EventSource::CLOSED {
                this.events.take();
                this.want(REFUSED);
            }
        });
        events.set_onerror(Some(failed.as_ref().unchecked_ref()));
        failed.forget();
        Ok(())
    }

    /// The page is to be asked for.
    fn want(&self, after: Duration) {
        match self.asking.get() {
            Asking::No => self.again(after),
            Asking::Yes | Asking::Outdated => self.asking.set(Asking::Outdated),
        }
    }

    fn again(&self, after: Duration) {
        self.asking.set(Asking::Yes);
        let this = self.clone();
        set_timeout(
            move || {
                let _ = this.ask();
            },
            after,
        );
    }

    fn ask(&self) -> Result<(), JsValue> {
        if document().hidden() {
            self.asking.set(Asking::No);
            return Ok(());
        }
        // What changed while this waited will be in the answer.
        self.asking.set(Asking::Yes);
        let request = XmlHttpRequest::new()?;
        request.open("GET", &window().location().href()?)?;
        request.set_response_type(XmlHttpRequestResponseType::Document);
        request.set_timeout(PATIENCE);
        let (this, asked) = (self.clone(), request.clone());
        let answered = Closure::once_into_js(move || this.answered(&asked));
        request.set_onloadend(Some(answered.unchecked_ref()));
        request.send()
    }

    fn answered(&self, asked: &XmlHttpRequest) {
        // Without an answer it is 0.
        if matches!(asked.status(), Ok(0 | 429 | 500..)) {
            return self.again(REFUSED);
        }
        let page = document();
        if matches!(page.query_selector("[data-live]:active"), Ok(Some(_))) {
            return self.again(PRESSED);
        }
        let outdated = self.asking.replace(Asking::No) == Asking::Outdated;
        // Who is not signed in any more is answered with another page.
        let here = window().location().href().unwrap_or_default();
        if let Ok(Some(new)) = asked.response_xml()
            && here.starts_with(&asked.response_url())
        {
            let _ = self.show(&new);
            if outdated {
                self.again(Duration::ZERO);
            }
        }
    }

    fn show(&self, new: &Document) -> Result<(), JsValue> {
        update(new, &self.said)?;
        let since = new.query_selector("[data-since]")?;
        match since.and_then(|it| it.get_attribute("data-since")) {
            Some(since) if self.events.borrow().is_none() => self.listen(&since),
            _ => Ok(()),
        }
    }
}

/// Brings the page's live parts and its title up to date.
fn update(new: &Document, said: &Element) -> Result<(), JsValue> {
    let page = document();
    let parts = page.query_selector_all("[data-live]")?;
    for nth in 0..parts.length() {
        if let Some(part) = parts.item(nth) {
            replace(part.unchecked_ref(), new)?;
        }
    }
    // What was hidden in the old parts is there again in the new ones.
    super::filter::find();
    super::chart::renew(&page, new);
    let title = new.title();
    if title != page.title() {
        page.set_title(&title);
        said.set_text_content(Some(&title));
    }
    Ok(())
}

/// Puts the new content into a part. A link that has the focus keeps it; a part in which somebody types
/// or chooses stays as it is, and what somebody opened stays open.
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
    let opened = part.query_selector_all("details[open][id]")?;
    part.set_inner_html(&html);
    part.set_attribute("data-changed", "")?;
    for nth in 0..opened.length() {
        let id = opened
            .item(nth)
            .map(|it| it.unchecked_into::<Element>().id());
        if let Some(again) = id.and_then(|id| document().get_element_by_id(&id)) {
            again.set_attribute("open", "")?;
        }
    }
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
    let cookies = page.cookie().unwrap_or_default();
    if cookies.split(' ').any(|cookie| cookie.starts_with("zone=")) {
        return;
    }
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &JsValue::from_str("timeZone"));
    if let Some(zone) = zone.ok().and_then(|zone| zone.as_string()) {
        let _ = page.set_cookie(&["zone=", &zone, "; ", attributes].concat());
    }
}
