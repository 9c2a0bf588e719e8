//! What a restock will come to, while it is typed.

use domain::typed::{Marks, Reader};
use domain::view::amount::{about, amount};
use domain::view::{Lasting, Outlook, Preview};
use domain::{Quantity, Unit};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// Wraps an element with the fields `amount` and `unit` of a form and an `output` that says what they
/// come to. The element has, as `data-…`: `adds`, where the amount is added to what is there; the
/// supply's `unit` and the one `shown`; a full container (`capacity`), and where known a `pack`, what is at
/// `home` and the `pace` a day, in base units; the `words`, and the `marks` that numbers are written with.
#[island]
pub fn RestockPreview(
    /// The element.
    children: Children,
) -> impl IntoView {
    view! { <div on:input=listen>{children()}</div> }
}

fn listen(event: Event) {
    let Some(field) = event.target() else { return };
    let field: Element = field.unchecked_into();
    if let Ok(Some(fields)) = field.closest("[data-words]")
        && let Ok(Some(output)) = fields.query_selector("output")
    {
        output.set_text_content(outcome(&fields).as_deref());
    }
}

/// What the fields come to; none while they say no amount.
fn outcome(fields: &Element) -> Option<String> {
    let data = |name| fields.get_attribute(name);
    let unit = |name| Unit::parse(&data(name)?, None);
    let quantity = |name| data(name)?.parse().ok().map(Quantity);
    let marks = Marks::parse(&data("data-marks")?)?;
    let preview = Preview {
        adds: fields.has_attribute("data-adds"),
        reader: Reader {
            unit: unit("data-unit")?,
            capacity: quantity("data-capacity")?,
            pack: quantity("data-pack"),
            marks,
        },
        at_home: quantity("data-home"),
        pace: quantity("data-pace"),
    };
    let outlook = preview.outlook(
        &input(fields, "[name=amount]"),
        &input(fields, "[name=unit]"),
    )?;
    Some(said(
        &outlook,
        unit("data-shown")?,
        &data("data-words")?,
        marks.decimal,
    ))
}

/// What comes of a restock, as one reads it. The words are eight templates between bars: a conversion,
/// what is at home then, that and how long it lasts, and how long: less than a day, a day, days, weeks,
/// more than a year. In them a `#` stands for an amount or a number, and an `@` for a second.
pub(crate) fn said(outlook: &Outlook, shown: Unit, words: &str, mark: char) -> String {
    let local = |number: String| number.replace('.', mark.encode_utf8(&mut [0; 4]));
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
