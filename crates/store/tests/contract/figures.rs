use domain::Device;
use domain::figures::Figures;
use store::{ModelFigures, Stage, Store};

use crate::sample::{account_in, at, device, model_in};

pub(crate) async fn figures_take_the_place_of_those_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let of = |firmware: &str, slot: &str, machines| ModelFigures {
        model: "BREW-2".into(),
        firmware: firmware.into(),
        slot: slot.into(),
        counted_at: at(1),
        figures: Figures {
            machines,
            tenths_left: 12_345_678_901,
            ..Figures::default()
        },
    };
    let first = [of("", "", 7), of("", "pods", 0), of("2.1.7", "", 3)];
    tx.figures_put("BREW-2", &first).await.unwrap();
    assert_eq!(tx.figures("BREW-2").await.unwrap(), first);
    assert_eq!(tx.figures_of_all(9).await.unwrap(), first[..2]);
    assert_eq!(tx.figures_of_all(1).await.unwrap(), first[..1]);
    let then = [of("", "", 8)];
    tx.figures_put("BREW-2", &then).await.unwrap();
    assert_eq!(tx.figures("BREW-2").await.unwrap(), then);
    assert_eq!(tx.figures("MILL").await.unwrap(), []);
    tx.model_delete("BREW-2").await.unwrap();
    assert_eq!(tx.figures_of_all(9).await.unwrap(), []);
}

pub(crate) async fn stages_say_how_far_machines_have_come(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    let owned = Device {
        household_id: Some(crate::sample::household(1)),
        firmware: Some("2.1.7".into()),
        ..device(2)
    };
    for device in [&device(1), &owned] {
        tx.device_insert(device).await.unwrap();
    }
    let found = tx.device_stages("BREW-2", None, 9).await.unwrap();
    let new = Stage {
        id: device(1).id,
        firmware: None,
        claimed: false,
        connected: false,
        deleting: false,
    };
    let claimed = Stage {
        id: owned.id,
        firmware: Some("2.1.7".into()),
        claimed: true,
        ..new.clone()
    };
    assert_eq!(found, [new, claimed.clone()]);
    let next = tx.device_stages("BREW-2", Some(device(1).id), 9).await;
    assert_eq!(next.unwrap(), [claimed]);
}
