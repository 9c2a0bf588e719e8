//! That Amazon does not answer: what still holds, and how old the rest is.

use domain::Time;
use leptos::prelude::*;

use super::{Banner, Tone};
use crate::i18n::failure as text;
use crate::i18n::moment;

/// The banner; nothing while Amazon answers.
#[component]
pub fn Silence(
    /// Since when it does not.
    #[prop(optional_no_strip)]
    since: Option<Time>,
) -> impl IntoView {
    let since = moment(since?);
    Some(view! { <Banner tone=Tone::Warn><p>{text::amazon_is_silent(&since)}</p></Banner> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{html, now, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn what_still_holds_is_said_with_how_old_the_rest_is() {
        let said = |since| html(move || view! { <Silence since/> });
        assert!(
            said(Some(now())).contains("Your levels are up to date. Order information is from ")
        );
        assert_eq!(said(None).matches("banner").count(), 0);
        let german = speaking(Locale::De, || said(Some(now())));
        assert!(
            german.contains("Amazon antwortet gerade nicht."),
            "{german}"
        );
    }
}
