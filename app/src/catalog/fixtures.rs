//! Views in every state that has a look of its own.

use domain::journal::Input;
use domain::order::{EndReason, OrderState};
use domain::quantity::BadAmount;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::DAY;
use domain::view::{DeviceView, Drift, JournalLine, OrderView, SupplyView};
use domain::{Quantity, Unit};
use replenish::{Code, Invalid};

use crate::fixtures::{brewer, decision, now, order, pods};
use crate::request::{FormState, Question};
use crate::text::journal::tests::line;

/// A supply in each state that has a headline, most urgent first.
pub fn headlines() -> Vec<(&'static str, SupplyView)> {
    let good = || SupplyView {
        machine: Some(Quantity(60_000)),
        lasts: Some(24 * DAY),
        ..pods()
    };
    let with = |state| SupplyView {
        order: Some(order(state)),
        ..good()
    };
    let failed = SupplyView {
        order: Some(OrderView {
            reason: Some(EndReason::Unresolved),
            ..order(OrderState::Failed)
        }),
        ..good()
    };
    vec![
        (
            "not connected",
            SupplyView {
                registration: RegistrationStatus::Deregistered,
                ..good()
            },
        ),
        (
            "level unknown",
            SupplyView {
                machine: None,
                lasts: None,
                ..good()
            },
        ),
        ("needs you", failed),
        (
            "out",
            SupplyView {
                machine: Some(Quantity::ZERO),
                lasts: Some(0),
                ..good()
            },
        ),
        (
            "paused",
            SupplyView {
                subscribed: Some(false),
                ..good()
            },
        ),
        (
            "no product",
            SupplyView {
                products: Vec::new(),
                ..good()
            },
        ),
        (
            "no news",
            SupplyView {
                last_seen: Some(now() - 3 * DAY),
                ..good()
            },
        ),
        ("reordering", with(OrderState::Awaiting)),
        ("on the way", with(OrderState::Shipped)),
        (
            "low",
            SupplyView {
                decision: Some(decision()),
                ..pods()
            },
        ),
        ("good", good()),
    ]
}

/// A filter that is a percentage, with two beside the machine.
pub fn filter() -> SupplyView {
    let mut filter = pods();
    filter.name = "Water filter".into();
    filter.spec.unit = Unit::Percent;
    filter.spec.capacity = Quantity(100_000);
    filter.spec.count_is = Some(Quantity(100_000));
    filter.machine = Some(Quantity(37_000));
    filter.spares = Quantity(200_000);
    filter.pace_per_day = Some(Quantity(1_200));
    filter.reorder_level = Some(Quantity(8_400));
    filter.lasts = Some(197 * DAY);
    filter
}

/// A liquid, part of it beside the machine, whose sensor says something else than its reports.
pub fn descaler() -> SupplyView {
    let mut descaler = pods();
    descaler.name = "Descaler".into();
    descaler.spec.unit = Unit::Litre;
    descaler.spec.capacity = Quantity(10_000_000);
    descaler.machine = Some(Quantity(3_500_000));
    descaler.spares = Quantity(20_000_000);
    descaler.pace_per_day = Some(Quantity(240_000));
    descaler.reorder_level = Some(Quantity(1_680_000));
    descaler.lasts = Some(98 * DAY);
    descaler.drift = Some(Drift {
        reported: Quantity(4_000_000),
        seen: Quantity(4_300_000),
    });
    descaler
}

pub fn draft() -> FormState {
    FormState {
        is_draft: true,
        ..FormState::default()
    }
}

pub fn refused() -> FormState {
    FormState {
        values: vec![("amount".into(), "many".into())],
        errors: vec![Invalid::new(
            "amount",
            Code::Amount(BadAmount::NotANumber),
            "",
        )],
        ..FormState::default()
    }
}

pub fn unclear(amounts: Vec<Quantity>) -> FormState {
    let values = vec![("amount".into(), "1.500".into())];
    let question = Question {
        amounts,
        unit: Unit::Count,
    };
    FormState::asked_back(values, question)
}

pub fn lines() -> Vec<JournalLine> {
    let mut added = line(2, Some(Input::Add(Quantity(36_000))));
    added.undone = true;
    let mut undo = line(3, None);
    undo.undoes = Some(added.id);
    vec![undo, added, line(1, Some(Input::Used(Quantity(2_000))))]
}

pub fn devices() -> Vec<(&'static str, DeviceView)> {
    let supplies = |of: Vec<SupplyView>| DeviceView {
        supplies: of,
        ..brewer()
    };
    let lost = DeviceView {
        registration: RegistrationStatus::Deregistered,
        ended_by: Some(EndedBy::Amazon),
        ended_at: Some(now() - DAY),
        ..supplies(vec![SupplyView {
            registration: RegistrationStatus::Deregistered,
            ..pods()
        }])
    };
    vec![
        ("connected", supplies(vec![pods(), filter(), descaler()])),
        ("not connected", lost),
    ]
}
