//! One request, as its page sees it: what the server hands over, what stands in the path and the query, and what the
//! page says of its answer. Nothing here knows a page or a component.

use std::str::FromStr;

use domain::{AccountId, Quantity, Role, Unit};
use http::{HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::hooks::{use_params_map, use_query_map};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use replenish::{Application, Error, Invalid, Reason, SignInBy};

use crate::i18n::invalid as text;
use crate::local::{is_local, local};
use crate::preferences::theme::Theme;

/// One request, as its page sees it. The server provides it as context.
#[derive(Clone)]
pub struct PageContext {
    /// The use cases.
    pub application: Application,
    /// Who is signed in.
    pub account: Option<AccountId>,
    /// What they may do in their household.
    pub role: Option<Role>,
    /// The maker's name and links.
    pub brand: Brand,
    /// A form that was just refused; empty otherwise.
    pub form: FormState,
    /// Why there is no page, where the server knows.
    pub failure: Option<StatusCode>,
    /// Light or dark.
    pub theme: Theme,
    /// The folder of the browser's part, `pkg/…`; none where it was not built, and pages do without.
    pub scripts: Option<String>,
    /// Names this request in the server's log.
    pub request_id: String,
}

impl PageContext {
    /// The maker's name, where customers have nothing to do with Amazon.
    pub fn maker_without_amazon(&self) -> Option<&str> {
        let ways = self.application.accounts().sign_ins();
        (!ways.contains(&SignInBy::Amazon)).then_some(self.brand.name.as_str())
    }
}

/// What pages show of the maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The maker's or the product's name.
    pub name: String,
    /// Where the style sheet is.
    pub style_path: String,
    /// Where the logo is that stands in the header instead of mark and name.
    pub logo_path: Option<String>,
    /// The picture of a tab.
    pub icon_url: String,
    /// Where customers find help: the maker's page, or ours.
    pub help_url: String,
    /// The privacy notice: the maker's, or ours.
    pub privacy_url: String,
    /// The art of the "Login with Amazon" button.
    pub button_url: String,
    /// Nothing here is real: say so on each page.
    pub sandbox: bool,
    /// Customers reach the site over TLS.
    pub is_https: bool,
}

/// A form as it was sent, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormState {
    /// Names and values of its fields.
    pub values: Vec<(String, String)>,
    /// What is wrong with its fields.
    pub errors: Vec<Invalid>,
    /// Why it is refused, where that is of no field.
    pub refusal: Option<Reason>,
    /// What its amount may mean, where that is to be asked back.
    pub question: Option<Question>,
    /// What it made that is shown this once.
    pub made: Option<String>,
    /// It was not taken, since its sender had to sign in first: what it holds is the draft of then.
    pub is_draft: bool,
}

/// Which amount is meant: those that it may be, and the unit it was said in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The likeliest first.
    pub amounts: Vec<Quantity>,
    /// As it was typed.
    pub unit: Unit,
}

impl FormState {
    /// A form whose amount is asked back.
    pub fn asked_back(values: Vec<(String, String)>, question: Question) -> Self {
        Self {
            values,
            question: Some(question),
            ..Self::default()
        }
    }

    /// A form that made something which is shown this once.
    pub fn made(what: String) -> Self {
        Self {
            made: Some(what),
            ..Self::default()
        }
    }

    /// A form some of whose fields are wrong.
    pub fn invalid(values: Vec<(String, String)>, errors: Vec<Invalid>) -> Self {
        Self {
            values,
            errors,
            ..Self::default()
        }
    }

    /// A form that is refused as a whole.
    pub fn refused(values: Vec<(String, String)>, reason: Reason) -> Self {
        Self {
            values,
            refusal: Some(reason),
            ..Self::default()
        }
    }

    /// Whether anything is wrong.
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some() || !self.errors.is_empty()
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values
            .iter()
            .find(|(name, _)| name == field)
            .map(|(_, value)| value.as_str())
    }

    /// A page's title, which names an error first.
    pub fn title(&self, title: String) -> String {
        match self.is_refused() {
            true => text::title(&title),
            false => title,
        }
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&Reason> {
        let mut errors = self.errors.iter();
        errors
            .find(|error| error.field == field)
            .map(|error| &error.reason)
    }
}

/// This request; none while the routes are only being listed.
pub fn page() -> Option<PageContext> {
    use_context()
}

/// The maker's name.
pub fn maker() -> String {
    page().map_or_else(|| "Larder".to_owned(), |page| page.brand.name)
}

/// Whether the page's customer may do what a role may: forms of what they may not are not shown.
pub fn may(role: Role) -> bool {
    let page = page();
    page.is_none_or(|page| page.role.is_some_and(|own| own.covers(role)))
}

/// The id in the path.
pub fn id<Id: FromStr>() -> Result<Id, Error> {
    use_params_map()
        .with_untracked(|params| params.get("id"))
        .and_then(|text| text.parse().ok())
        .ok_or(Error::NotFound)
}

/// A value of the query.
pub fn query(name: &str) -> Option<String> {
    use_query_map().with_untracked(|query| query.get(name))
}

/// Where to go after signing in: a path of this site, never another site.
pub fn next() -> Option<String> {
    query("next").filter(|next| local(next).is_some())
}

/// What stands in a query as it is (RFC 3986, 2.3).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A value for a query.
pub fn escape(value: &str) -> String {
    utf8_percent_encode(value, PLAIN).to_string()
}

/// Sets the status of the answer.
pub fn status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}

/// Sends the browser to another path of this site.
pub fn redirect(path: &str) {
    let Some(options) = use_context::<ResponseOptions>() else {
        return;
    };
    let path = if is_local(path) { path } else { "/" };
    if let Ok(location) = HeaderValue::from_str(path) {
        options.set_status(StatusCode::SEE_OTHER);
        options.insert_header(header::LOCATION, location);
    }
}
