//! Notices: where a customer hears of their machines, of what, and when. Without a channel there is no such page.

use domain::Time;
use domain::notice::{Channel, NoticeKind, NoticeSettings, QuietHours, minute_text};
use domain::{PushSubscriptionId, Zone};
use leptos::prelude::*;
use replenish::notices::{Browsers, MailAddressView, MailState, NoticesView, Reader};

use super::load::load;
use crate::components::{Banner, ErrorSummary, Field, Title, Tone};
use crate::hydration::Islands;
use crate::i18n::{frame, moment, notice as text};
use crate::islands::PushSwitch;
use crate::notice::name;
use crate::preferences::Preferences;
use crate::request::FormState;
use crate::text::zone::called;

/// The fields of the form that chooses.
const FIELDS: [&str; 4] = ["address", "quiet_from", "quiet_to", "daily_at"];
/// When the digest comes where nothing was chosen.
const MORNING: u16 = 8 * 60;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let reader = Reader::from(&Preferences::now());
    load(
        |application, account| async move { application.notices().view(account, reader).await },
        |view, page| {
            let islands = view.push.is_some().then(|| view! { <Islands/> });
            view! {
                <Title text=page.form.title(text::notices())/>
                {islands}
                <Notices view form=page.form/>
            }
        },
    )
}

#[component]
fn Notices(view: NoticesView, form: FormState) -> impl IntoView {
    let NoticesView {
        settings,
        mail,
        push,
    } = view;
    let channels: Vec<_> = [
        mail.is_some().then_some(Channel::Mail),
        push.is_some().then_some(Channel::Push),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mail = mail.map(|address| view! { <Mail address form=form.clone()/> });
    let push = push.map(|browsers| view! { <Push browsers/> });
    view! {
        <div class="page-head">
            <p class="crumb"><a href="/settings">{frame::settings()}</a></p>
            <h1>{text::notices()}</h1>
        </div>
        <div class="stack">
            <ErrorSummary form=form.clone() prefix="notices" fields=&FIELDS/>
            <p>{text::what_for()}</p>
            {mail}
            {push}
            <form class="card stack" method="post" action="/settings/notices">
                <h2>{text::what_you_hear()}</h2>
                <Kinds settings=settings.clone() channels/>
                <h2>{text::when_you_hear()}</h2>
                <Hours settings form/>
                <p><button class="button">{text::save()}</button></p>
            </form>
        </div>
    }
}

/// Where mail goes.
#[component]
fn Mail(
    #[prop(optional_no_strip)] address: Option<MailAddressView>,
    form: FormState,
) -> impl IntoView {
    let state = address.map(|MailAddressView { address, state }| {
        let (tone, words) = match state {
            MailState::Confirmed => (None, text::goes_to(&address)),
            MailState::Waiting => (Some(Tone::Info), text::waits_for(&address)),
            MailState::Refused => (Some(Tone::Crit), text::was_refused(&address)),
            MailState::Unsubscribed => (Some(Tone::Info), text::was_ended(&address)),
        };
        let said = match tone {
            Some(tone) => view! { <Banner tone><p>{words}</p></Banner> }.into_any(),
            None => view! { <p>{words}</p> }.into_any(),
        };
        view! {
            {said}
            <form method="post" action="/settings/notices/forget">
                <button class="button danger">{text::forget_address()}</button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{text::by_mail()}</h2>
            {state}
            <form class="stack" method="post" action="/settings/notices/address">
                <Field
                    prefix="notices"
                    name="address"
                    label=text::address()
                    hint=text::address_hint()
                    class="wide"
                    inputmode="email"
                    form
                />
                <p><button class="button">{text::send_link()}</button></p>
            </form>
        </section>
    }
}

/// The browsers that are pushed to, and the way to be one of them.
#[component]
fn Push(browsers: Browsers) -> impl IntoView {
    let row = |(id, since): (PushSubscriptionId, Time)| {
        let action = format!("/settings/notices/browsers/{id}/forget");
        view! {
            <li>
                <div><p>{text::browser_since(&moment(since))}</p></div>
                <form method="post" action=action>
                    <button class="button small danger">{text::forget_browser()}</button>
                </form>
            </li>
        }
    };
    let rows: Vec<_> = browsers.there.into_iter().map(row).collect();
    let list = (!rows.is_empty()).then(|| view! { <ul class="rows">{rows}</ul> });
    view! {
        <section class="card stack">
            <h2>{text::by_push()}</h2>
            {list}
            <PushSwitch>
                <form
                    class="stack when-alive"
                    method="post"
                    action="/settings/notices/subscribe"
                    data-key=browsers.key
                >
                    <input type="hidden" name="endpoint"/>
                    <input type="hidden" name="p256dh"/>
                    <input type="hidden" name="auth"/>
                    <p class="hint">{text::push_is()}</p>
                    <p class="error" hidden=true>{text::push_refused()}</p>
                    <p><button class="button">{text::push_here()}</button></p>
                </form>
            </PushSwitch>
        </section>
    }
}

/// Of what, by which channel.
#[component]
fn Kinds(settings: NoticeSettings, channels: Vec<Channel>) -> impl IntoView {
    channels
        .into_iter()
        .map(|channel| {
            let heading = match channel {
                Channel::Mail => text::by_mail(),
                Channel::Push => text::by_push(),
            };
            let choice = |kind: NoticeKind| {
                let checked = settings.wants(channel, kind);
                view! {
                    <label class="choice">
                        <input
                            type="checkbox"
                            name=channel.name()
                            value=kind.name()
                            checked=checked
                        />
                        {name(kind)}
                    </label>
                }
            };
            let choices = NoticeKind::ALL.map(choice).into_iter().collect_view();
            // One of them is always sent, so that none at all is a choice, too.
            view! {
                <fieldset>
                    <legend>{heading}</legend>
                    <input type="hidden" name=channel.name() value=""/>
                    <div class="stack">{choices}</div>
                </fieldset>
            }
        })
        .collect_view()
}

/// When.
#[component]
fn Hours(settings: NoticeSettings, form: FormState) -> impl IntoView {
    let zone: &Zone = &settings.zone;
    let hint = text::times_are_in(&called(zone.name()));
    let is_sent = !form.values.is_empty();
    let chosen = |name: &str, kept: bool| {
        if is_sent {
            form.value(name).is_some()
        } else {
            kept
        }
    };
    let (quiet, daily) = (
        chosen("quiet", settings.quiet.is_some()),
        chosen("daily", settings.daily.is_some()),
    );
    let night = settings.quiet.unwrap_or(QuietHours::NIGHT);
    let time = |name: &'static str, label: String, minute: u16| {
        view! {
            <Field prefix="notices" name label start=minute_text(minute) class="amount" form=form.clone()/>
        }
    };
    view! {
        <p class="hint">{hint}</p>
        <label class="choice">
            <input type="checkbox" name="quiet" value="1" checked=quiet/>
            {text::keep_quiet()}
        </label>
        <div class="row">
            {time("quiet_from", text::quiet_from(), night.from)}
            {time("quiet_to", text::quiet_to(), night.to)}
        </div>
        <label class="choice">
            <input type="checkbox" name="daily" value="1" checked=daily/>
            {text::once_a_day()}
        </label>
        {time("daily_at", text::daily_at(), settings.daily.unwrap_or(MORNING))}
    }
}

#[cfg(test)]
mod tests {
    use domain::AccountId;
    use replenish::{Code, Invalid};
    use uuid::Uuid;

    use super::*;
    use crate::fixtures::{html, now, speaking};
    use crate::preferences::locale::Locale;

    fn view(state: Option<MailState>, push: bool) -> NoticesView {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        let account = AccountId(Uuid::from_u128(1));
        let address = state.map(|state| MailAddressView {
            address: "ada@example.com".to_owned(),
            state,
        });
        NoticesView {
            settings: NoticeSettings {
                mail: vec![NoticeKind::Silent],
                ..NoticeSettings::new(account, "de".to_owned(), zone)
            },
            mail: Some(address),
            push: push.then(|| Browsers {
                key: "BKEY".to_owned(),
                there: vec![(PushSubscriptionId(Uuid::from_u128(2)), now())],
            }),
        }
    }

    fn page(state: Option<MailState>, push: bool, form: FormState) -> String {
        html(|| view! { <Notices view=view(state, push) form/> })
    }

    #[test]
    fn an_address_says_how_it_is() {
        for (state, said) in [
            (MailState::Confirmed, "Notices go to ada@example.com."),
            (MailState::Waiting, "is sent a link"),
            (MailState::Refused, "does not take mail"),
            (MailState::Unsubscribed, "were ended by the link"),
        ] {
            let html = page(Some(state), false, FormState::default());
            assert!(
                html.contains(said) && html.contains("Remove address"),
                "{html}"
            );
        }
        let none = page(None, false, FormState::default());
        assert!(!none.contains("Remove address") && none.contains("Send link"));
    }

    #[test]
    fn only_channels_that_are_there_are_offered() {
        let mail = page(None, false, FormState::default());
        assert!(mail.contains("name=\"mail\"") && !mail.contains("name=\"push\""));
        let both = page(None, true, FormState::default());
        for part in [
            "name=\"push\"",
            "data-key=\"BKEY\"",
            "/settings/notices/browsers/00000000-0000-0000-0000-000000000002/forget",
        ] {
            assert!(both.contains(part), "{part} in {both}");
        }
    }

    #[test]
    fn what_was_chosen_is_checked_and_what_was_typed_is_kept() {
        let html = page(None, false, FormState::default());
        assert!(html.contains("value=\"silent\" checked"), "{html}");
        assert!(html.contains("value=\"clock_wrong\">"), "{html}");
        assert!(html.contains("value=\"22:00\"") && html.contains("value=\"07:00\""));
        let sent = [("quiet_from", "late"), ("quiet", "1")];
        let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let wrong = Invalid::new("quiet_from", Code::BadMinute, "");
        let form = FormState::invalid(sent.to_vec(), vec![wrong]);
        let again = speaking(Locale::De, || page(None, false, form));
        for part in ["value=\"late\"", "Uhrzeit", "href=\"#notices-quiet_from\""] {
            assert!(again.contains(part), "{part} in {again}");
        }
    }
}
