//! What a restock will come to, while it is typed.

use domain::view::amount::{about, amount};
use domain::view::{Lasting, Outlook, Preview};
use domain::{Quantity, Unit};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// Wraps the fields `amount` and `unit` of a form, and says below them what they come to.
#[island]
pub fn RestockPreview(
    /// Whether the amount is added to what is there, or takes its place.
    adds: bool,
    /// The supply's unit.
    unit: String,
    /// The unit that what comes of it is shown in.
    shown: String,
    /// At home, in base units; none while it is unknown.
    at_home: Option<i64>,
    /// Base units a day; none while it is unknown.
    pace: Option<i64>,
    /// What may be said: eight templates between bars.
    words: String,
    /// What stands between a number's whole and its decimals.
    mark: String,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let output = RwSignal::new(String::new());
    let listen = move |event: Event| {
        let fields: Option<Element> = event.current_target().and_then(|it| it.dyn_into().ok());
        let units = (Unit::parse(&unit, None), Unit::parse(&shown, None));
        let (Some(fields), (Some(unit), Some(shown))) = (fields, units) else {
            return;
        };
        let preview = Preview {
            adds,
            unit,
            at_home: at_home.map(Quantity),
            pace: pace.map(Quantity),
        };
        let outlook = preview.outlook(
            &input(&fields, "[name=amount]"),
            &input(&fields, "[name=unit]"),
        );
        let said = outlook.map(|outlook| said(&outlook, shown, &words, &mark));
        output.set(said.unwrap_or_default());
    };
    view! {
        <div class="stack" on:input=listen>
            {children()}
            <output class="preview num" aria-live="polite">
                {move || Some(output.get()).filter(|said| !said.is_empty())}
            </output>
        </div>
    }
}

/// What comes of a restock, as one reads it. The words are eight templates between bars: a conversion,
/// what is at home then, that and how long it lasts, and how long: less than a day, a day, days, weeks,
/// more than a year. In them a `#` stands for an amount or a number, and an `@` for a second.
fn said(outlook: &Outlook, shown: Unit, words: &str, mark: &str) -> String {
    let local = |number: String| number.replace('.', mark);
    let after = local(about(outlook.after, shown));
    let (place, number) = match outlook.lasts {
        None => (0, 0),
        Some(Lasting::LessThanADay) => (3, 0),
        Some(Lasting::Days(1)) => (4, 1),
        Some(Lasting::Days(days)) => (5, days),
        Some(Lasting::Weeks(weeks)) => (6, weeks),
        Some(Lasting::MoreThanAYear) => (7, 0),
    };
    let then = match place {
        0 => filled(words, 1, [&after, ""]),
        _ => filled(
            words,
            2,
            [&after, &filled(words, place, [&number.to_string(), ""])],
        ),
    };
    if outlook.typed_in == shown {
        return then;
    }
    let typed = local(amount(outlook.typed, outlook.typed_in));
    filled(words, 0, [&typed, &local(about(outlook.typed, shown))]) + &then
}

/// The template at a place, filled.
fn filled(words: &str, place: usize, with: [&str; 2]) -> String {
    let mut at = 0;
    let mut filled = String::new();
    for letter in words.chars() {
        match letter {
            '|' => at += 1,
            _ if at != place => {}
            '#' => filled += with[0],
            '@' => filled += with[1],
            _ => filled.push(letter),
        }
    }
    filled
}

/// The value of a field; empty where there is none.
fn input(fields: &Element, selector: &str) -> String {
    let field = fields.query_selector(selector).ok().flatten();
    match field {
        Some(field) if field.has_type::<HtmlSelectElement>() => {
            field.unchecked_into::<HtmlSelectElement>().value()
        }
        Some(field) => field.unchecked_into::<HtmlInputElement>().value(),
        None => String::new(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::time::DAY;

    use super::*;
    use crate::i18n::Locale;
    use crate::sample::speaking;
    use crate::words::restock::{decimal_mark, preview};

    fn outlook(lasts: Option<Lasting>) -> Outlook {
        Outlook {
            typed: Quantity(3_046_074),
            typed_in: Unit::FluidOunce,
            after: Quantity(4_546_074),
            lasts,
        }
    }

    fn told(locale: Locale, outlook: Outlook, shown: Unit) -> String {
        let (words, mark) = speaking(locale, || (preview(), decimal_mark()));
        said(&outlook, shown, &words, &mark)
    }

    #[test]
    fn what_comes_of_it_is_said_in_the_language_of_the_page() {
        for (locale, expected) in [
            (
                Locale::EnUs,
                "103 fl oz = 3.05 l. 4.55 l at home then, about 19 days.",
            ),
            (
                Locale::De,
                "103 fl oz = 3,05 l. Dann 4,55 l zu Hause, das reicht etwa 19 Tage.",
            ),
        ] {
            let outlook = outlook(Some(Lasting::of(19 * DAY)));
            assert_eq!(told(locale, outlook, Unit::Litre), expected);
        }
    }

    #[test]
    fn how_long_it_lasts_is_as_coarse_as_it_is_known() {
        for (lasts, expected) in [
            (None, "154 fl oz at home then."),
            (
                Some(Lasting::LessThanADay),
                "154 fl oz at home then, less than a day.",
            ),
            (
                Some(Lasting::Days(1)),
                "154 fl oz at home then, about 1 day.",
            ),
            (
                Some(Lasting::Weeks(12)),
                "154 fl oz at home then, about 12 weeks.",
            ),
            (
                Some(Lasting::MoreThanAYear),
                "154 fl oz at home then, more than a year.",
            ),
        ] {
            assert_eq!(
                told(Locale::EnUs, outlook(lasts), Unit::FluidOunce),
                expected
            );
        }
    }
}
