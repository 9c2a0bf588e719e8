use store::{Departure, Store};

use crate::sample::{at, household, uuid};

pub(crate) fn departure(name: &str, minutes: i64) -> Departure {
    Departure {
        name: name.into(),
        at: at(minutes),
    }
}

pub(crate) async fn departures_are_a_households_and_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in [1, 2] {
        tx.household_insert(household(n), at(0)).await.unwrap();
    }
    for (n, (of, name, minutes)) in (1..).zip([
        (1, "Küche", 1),
        (1, "Büro", 5),
        (2, "Brewer", 3),
        (1, "Keller", 9),
    ]) {
        let row = departure(name, minutes);
        tx.departure_insert(uuid(n), household(of), &row)
            .await
            .unwrap();
    }
    let of = tx.departures(household(1), at(1), 10).await.unwrap();
    assert_eq!(of, [departure("Keller", 9), departure("Büro", 5)]);
    let newest = tx.departures(household(1), at(0), 1).await.unwrap();
    assert_eq!(newest, [departure("Keller", 9)]);
    assert_eq!(tx.departures_delete_before(at(5), 1).await.unwrap(), 1);
    assert_eq!(tx.departures_delete_before(at(5), 9).await.unwrap(), 1);
    assert_eq!(tx.departures(household(2), at(0), 10).await.unwrap(), []);
    let of = tx.departures(household(1), at(0), 10).await.unwrap();
    assert_eq!(of.len(), 2);
    tx.departures_delete(household(1)).await.unwrap();
    assert_eq!(tx.departures(household(1), at(0), 10).await.unwrap(), []);
}
