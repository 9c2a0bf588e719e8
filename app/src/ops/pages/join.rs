//! Coming by a link. Reading the page changes nothing, so that whoever looks at links first does not spend it; its button
//! does.

use leptos::prelude::*;

use crate::components::{ErrorSummary, Title};
use crate::ops::words::{frame, sign_in as text};
use crate::request::{self, FormState};

/// The page; the link has its code.
#[component]
pub fn JoinPage() -> impl IntoView {
    let page = request::page()?;
    let code = request::query("code").filter(|code| !code.is_empty());
    let code = code.or_else(|| page.form.value("code").map(str::to_owned));
    let title = page.form.title(text::sign_in());
    Some(view! {
        <Title text=frame::titled(&title)/>
        <Join maker=page.brand.name code form=page.form/>
    })
}

#[component]
fn Join(
    maker: String,
    #[prop(optional_no_strip)] code: Option<String>,
    form: FormState,
) -> impl IntoView {
    let Some(code) = code else {
        return view! {
            <section class="stack"><h1>{text::no_code()}</h1><p>{text::copy_all()}</p></section>
        }
        .into_any();
    };
    view! {
        <section class="stack">
            <h1>{text::join(&maker)}</h1>
            <ErrorSummary form prefix="join" fields=&[]/>
            <p>{text::join_once()}</p>
            <form method="post" action="/ops/join">
                <input type="hidden" name="code" value=code/>
                <button class="button primary">{text::sign_in()}</button>
            </form>
        </section>
    }
    .into_any()
}
