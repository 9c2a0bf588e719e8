//! Settings: light or dark, language, units, time zone, signing out, and the way to one's own data.

use domain::{Quantity, Time, Unit};
use leptos::prelude::*;

use super::load::load;
use crate::components::{ErrorSummary, SignOutEverywhere, Title};
use crate::cookie;
use crate::hydration::Islands;
use crate::i18n::settings as text;
use crate::i18n::{data, decimal, frame, household, link, moment, notice, tokens};
use crate::islands::{SavesItself, ThemeSwitch};
use crate::preferences::locale::{self, Locale};
use crate::preferences::theme::{self, Theme};
use crate::preferences::units::{self, Units};
use crate::preferences::{Preferences, zone};
use crate::request::{Brand, FormState};
use crate::text::amount::about;
use crate::text::zone::called;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    load(
        |application, account| async move {
            let linked = application.alexa().linked(account).await?;
            let notices = application.notices().are_there();
            Ok((
                application.now(),
                linked.map(|linked| linked.since),
                notices,
            ))
        },
        |(now, linked, notices), page| {
            view! {
                <Title text=page.form.title(frame::settings())/>
                <Islands/>
                <Settings brand=page.brand theme=page.theme now linked notices form=page.form/>
            }
        },
    )
}

#[component]
fn Settings(
    brand: Brand,
    theme: Theme,
    now: Time,
    /// Since when Alexa sees the machines.
    #[prop(optional_no_strip)]
    linked: Option<Time>,
    /// Customers can hear of what they should.
    notices: bool,
    form: FormState,
) -> impl IntoView {
    let attributes = cookie::attributes(brand.is_https);
    let choice = |(choice, label): (Theme, String)| {
        let checked = choice == theme;
        view! {
            <label class="choice">
                <input type="radio" name=theme::NAME value=choice.name() checked=checked/>
                {label}
            </label>
        }
    };
    let choices = [
        (Theme::System, text::as_system()),
        (Theme::Light, text::light()),
        (Theme::Dark, text::dark()),
    ]
    .map(choice)
    .into_iter()
    .collect_view();
    view! {
        <div class="page-head"><h1>{frame::settings()}</h1></div>
        <ErrorSummary form prefix="settings" fields=&[locale::NAME, units::NAME, zone::NAME]/>
        <div class="settings">
            <form class="card stack" method="post" action="/settings">
                <fieldset>
                    <legend>{text::light_or_dark()}</legend>
                    <ThemeSwitch>
                        <div class="choices" data-cookie=attributes>{choices}</div>
                    </ThemeSwitch>
                </fieldset>
                <button class="button until-alive">{text::save()}</button>
            </form>
            <LanguageWish now/>
            <UnitsWish/>
            <ZoneWish now/>
            <section class="card stack">
                <h2>{text::your_sign_in()}</h2>
                <p>{text::signed_in()}</p>
                <form method="post" action="/sign-out">
                    <button class="button">{text::sign_out()}</button>
                </form>
                <SignOutEverywhere/>
            </section>
            {notices.then(|| view! { <NoticesLink/> })}
            {linked.map(|since| view! { <Linked since/> })}
            <section class="card stack">
                <h2>{household::household()}</h2>
                <p>{text::share()}</p>
                <p><a class="button" href="/settings/household">{household::household()}</a></p>
            </section>
            <section class="card stack">
                <h2>{tokens::apps()}</h2>
                <p>{tokens::what_for()}</p>
                <p><a class="button" href="/settings/tokens">{tokens::apps()}</a></p>
            </section>
            <section class="card stack">
                <h2>{data::your_data()}</h2>
                <p>{text::download_or_delete()}</p>
                <p><a class="button" href="/settings/data">{data::your_data()}</a></p>
            </section>
        </div>
    }
}

/// The way to where notices are chosen.
#[component]
fn NoticesLink() -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>{notice::notices()}</h2>
            <p>{notice::what_for()}</p>
            <p><a class="button" href="/settings/notices">{notice::notices()}</a></p>
        </section>
    }
}

/// That Alexa sees the machines, and the end of it.
#[component]
fn Linked(since: Time) -> impl IntoView {
    view! {
        <section class="card stack">
            <h2>"Alexa"</h2>
            <p>{link::linked_since(&moment(since))}</p>
            <form method="post" action="/settings/alexa/unlink">
                <button class="button danger">{link::unlink()}</button>
            </form>
            <p class="quiet">{link::then_nothing_is_reordered()}</p>
        </section>
    }
}

#[component]
fn LanguageWish(now: Time) -> impl IntoView {
    let preferences = Preferences::now();
    let option = |locale: Locale| {
        let selected = preferences.chose_language && locale == preferences.locale;
        let tag = locale.tag();
        view! { <option value=tag lang=tag selected=selected>{locale.name()}</option> }
    };
    let options = Locale::OFFERED.map(option).into_iter().collect_view();
    view! {
        <PreferenceForm
            name=locale::NAME
            heading=text::language()
            label=text::pages_are_in()
            hint=text::looks(&decimal("1234.5"), &moment(now))
            save=text::save_language()
        >
            <option value="">{text::as_browser()}</option>
            {options}
        </PreferenceForm>
    }
}

/// A volume and a weight, as a machine might measure them.
const EXAMPLES: [(Quantity, Unit); 2] = [
    (Quantity(1_500_000), Unit::Litre),
    (Quantity(500_000), Unit::Gram),
];

#[component]
fn UnitsWish() -> impl IntoView {
    let chosen = Preferences::now().units;
    let option = |units: Units| {
        let label = match units {
            Units::Machine => text::as_machine(),
            Units::Metric => text::metric(),
            Units::American => text::american(),
        };
        view! { <option value=units.name() selected={units == chosen}>{label}</option> }
    };
    let options = Units::ALL.map(option).into_iter().collect_view();
    let hint = match chosen {
        Units::Machine => text::any_unit(),
        Units::Metric | Units::American => text::amounts_look(
            &EXAMPLES
                .map(|(quantity, unit)| about(quantity, unit))
                .join(" · "),
        ),
    };
    view! {
        <PreferenceForm
            name=units::NAME
            heading=text::units()
            label=text::amounts_are_shown()
            hint=hint
            save=text::save_units()
        >
            {options}
        </PreferenceForm>
    }
}

#[component]
fn ZoneWish(now: Time) -> impl IntoView {
    let chosen = Preferences::now().zone;
    // A browser's own zone may be any: it is kept, and stands first where it is not offered.
    let own = Some(chosen.name()).filter(|name| !zone::OFFERED.contains(name));
    let option = |name: &str| {
        let selected = name == chosen.name();
        view! { <option value=name.to_owned() selected=selected>{called(name)}</option> }
    };
    let options = own
        .into_iter()
        .chain(zone::OFFERED)
        .map(option)
        .collect_view();
    view! {
        <PreferenceForm
            name=zone::NAME
            heading=text::time_zone()
            label=text::shown_as_in()
            hint=text::there_it_is(&moment(now))
            save=text::save_zone()
        >
            {options}
        </PreferenceForm>
    }
}

/// A form of one list to choose from.
#[component]
fn PreferenceForm(
    /// The field's.
    name: &'static str,
    heading: String,
    label: String,
    hint: String,
    /// What the button is called, for who does not see what is beside it.
    save: String,
    /// The options.
    children: Children,
) -> impl IntoView {
    let id = format!("settings-{name}");
    let hint_id = format!("{id}-hint");
    view! {
        <form class="card stack" method="post" action="/settings">
            <h2>{heading}</h2>
            <div class="field">
                <label for=id.clone()>{label}</label>
                <p class="hint" id=hint_id.clone()>{hint}</p>
                <div class="row">
                    <SavesItself>
                        <select id=id name=name aria-describedby=hint_id>{children()}</select>
                    </SavesItself>
                    <button class="button until-alive" aria-label=save>{text::save()}</button>
                </div>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{brand, html, now, to};

    fn page(preferences: Preferences) -> String {
        let form = FormState::default();
        to(preferences, || {
            html(
                || view! { <Settings brand=brand() theme=Theme::Dark now=now() notices=false form/> },
            )
        })
    }

    #[test]
    fn what_was_chosen_is_selected_and_numbers_look_as_chosen() {
        let html = page(Preferences {
            locale: Locale::De,
            chose_language: true,
            units: Units::Metric,
            ..Preferences::default()
        });
        for part in [
            "<option value=\"de\" lang=\"de\" selected>Deutsch",
            "<option value=\"metric\" selected>Metrisch",
            "<option value=\"UTC\" selected>",
            "1.234,5 · 22.11.2026, 10:00 UTC",
            "Wie mein System",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn a_zone_that_is_not_offered_is_kept_and_selected() {
        let zone = domain::Zone::parse("America/Detroit").unwrap();
        let html = page(Preferences {
            zone,
            ..Preferences::default()
        });
        let option = "<option value=\"America/Detroit\" selected>America/Detroit";
        assert!(html.contains(option), "{html}");
        assert_eq!(html.matches("<option value=\"UTC\"").count(), 1);
    }

    #[test]
    fn amounts_look_as_they_will() {
        let page = |units| {
            page(Preferences {
                units,
                ..Preferences::default()
            })
        };
        let said = "Amounts look like this: ";
        assert!(page(Units::Metric).contains(&format!("{said}1.5 l · 500 g.")));
        assert!(page(Units::American).contains(&format!("{said}50.7 fl oz · 1.1 lb.")));
        assert!(
            !page(Units::Machine).contains(said),
            "each machine has its own"
        );
    }

    #[test]
    fn the_browsers_language_is_not_one_that_was_chosen() {
        let html = page(Preferences {
            locale: Locale::De,
            ..Preferences::default()
        });
        assert!(html.contains("lang=\"de\">Deutsch") && html.contains("\"\">Wie mein Browser"));
    }
}
