//! One request of the maker's people, as its page sees it. What it has in common with customers' is in
//! [`crate::request`], with nobody signed in there.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::Operator;
use domain::operator::Duty;
use leptos::prelude::*;
use replenish::Caller;

use crate::request::{self, FormState};

/// Who asks. The server provides it as context, where somebody is signed in.
#[derive(Clone)]
pub struct Console {
    /// As the caller of what is asked for.
    pub caller: Caller,
    /// Who it is.
    pub operator: Operator,
}

impl Console {
    /// Whether they may do something: what they may not is not shown.
    pub fn may(&self, asked: impl Into<Duty>) -> bool {
        self.operator.may(asked)
    }
}

/// Who asks, where somebody is signed in.
pub fn console() -> Option<Console> {
    use_context()
}

/// Whether what is wrong with the form that was sent is said where it stands; provided around each page.
#[derive(Clone, Debug, Default)]
pub struct Said(Arc<AtomicBool>);

impl Said {
    /// Whether it is.
    pub fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The form of that name as it was sent, on a page with several; empty where it was another one. Whoever asks for it says
/// what is wrong with it.
pub fn form(name: &str) -> FormState {
    let page = request::page();
    let sent = page.map(|page| page.form).unwrap_or_default();
    match sent.value(FORM) {
        Some(of) if of == name => {
            if let Some(said) = use_context::<Said>() {
                said.0.store(true, Ordering::Relaxed);
            }
            sent
        }
        _ => FormState::default(),
    }
}

/// The hidden field that names a form of a page with several.
pub const FORM: &str = "form";
