//! A reading that waits for a second one: what the machine says, and a person's yes or no.

use domain::Role;
use domain::evidence::Waiting;
use domain::journal::Input;
use domain::view::SupplyView;
use leptos::prelude::*;

use super::{Banner, Tone};
use crate::i18n::supply as text;
use crate::request;
use crate::text::amount::about;

/// What waits of a supply; nothing where nothing does.
#[component]
pub fn ReadingQuestion(
    /// The supply.
    supply: SupplyView,
) -> impl IntoView {
    let (id, unit, evidence) = (supply.id, supply.spec.unit, supply.evidence);
    let amount = |waiting: Waiting| about(waiting.amount, unit);
    let shown = evidence.shown();
    let said = match shown {
        Some((Input::Level(_), level)) => text::machine_says(&amount(level)),
        Some((Input::Used(_), used)) => text::machine_used(&amount(used)),
        Some((_, total)) => text::counter_says(&amount(total)),
        None if evidence.lost_at.is_some() => text::level_is_lost(),
        None => return None,
    };
    let answer = move |kind: &'static str, waiting: Waiting, label: String| {
        // One reading is answered once, however often the page is loaded.
        let key = format!("{kind}:{id}:{}", waiting.received_at.millis());
        let meant = waiting.amount.text(unit);
        view! {
            <form method="post" action=format!("/supplies/{id}/restock")>
                <input type="hidden" name="key" value=key/>
                <input type="hidden" name="kind" value=kind/>
                <input type="hidden" name="meant" value=meant/>
                <button class="button">{label}</button>
            </form>
        }
    };
    let buttons = shown
        .filter(|_| request::may(Role::Member))
        .map(|(_, waiting)| {
            view! {
                <div class="row">
                    {answer("believed", waiting, text::reading_right())}
                    {answer("dropped", waiting, text::reading_wrong())}
                </div>
            }
        });
    Some(view! {
        <Banner tone=Tone::Warn>
            <div><p>{said}</p></div>
            {buttons}
        </Banner>
    })
}

#[cfg(test)]
mod tests {
    use domain::Quantity;

    use super::*;
    use crate::fixtures::{self, html, now};

    fn asked(set: impl Fn(&mut SupplyView)) -> String {
        let mut supply = fixtures::pods();
        set(&mut supply);
        html(|| view! { <ReadingQuestion supply/> })
    }

    #[test]
    fn what_waits_is_said_and_asked() {
        let waiting = |pods| {
            Some(Waiting {
                amount: Quantity(pods),
                at: now(),
                received_at: now(),
            })
        };
        assert!(!asked(|_| ()).contains("banner"));
        let level = asked(|it| it.evidence.level = waiting(0));
        assert!(level.contains("The machine says 0. Waiting for a second reading."));
        for kind in ["believed", "dropped"] {
            assert!(level.contains(&format!("value=\"{kind}\"")), "{level}");
            let key = format!("name=\"key\" value=\"{kind}:");
            assert!(level.contains(&key), "{level}");
        }
        assert!(level.contains("name=\"meant\" value=\"0\""), "{level}");
        let used = asked(|it| it.evidence.used = waiting(500_000));
        assert!(used.contains("a use of 500, far more than usual"), "{used}");
        let total = asked(|it| it.evidence.total = waiting(3_000));
        assert!(total.contains("counter reads 3"), "{total}");
        let lost = asked(|it| it.evidence.lost_at = Some(now()));
        assert!(lost.contains("Set how much is there now") && !lost.contains("<form"));
    }
}
