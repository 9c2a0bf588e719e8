use domain::Time;
use domain::heartbeat::{Doubt, Heartbeat};
use store::Store;

use crate::base::Raw;
use crate::sample::at;

pub(crate) async fn the_last_pulse_is_kept(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.beat().await.unwrap(), None);
    let believed = Heartbeat::first(at(3));
    let doubted = Heartbeat {
        at: at(5),
        believed: at(3),
        doubt: Some(Doubt {
            since: at(4),
            ran: 60_000,
        }),
    };
    for heartbeat in [believed, doubted, believed] {
        tx.pulse_put(&heartbeat).await.unwrap();
        assert_eq!(tx.beat().await.unwrap(), Some(heartbeat));
    }
}

/// A server of the version before knows only when it was.
pub(crate) async fn a_pulse_of_before_is_believed(store: Store, raw: Raw) {
    raw.run("INSERT INTO pulses (id, at) VALUES (1, 60000)")
        .await;
    let mut tx = store.read().await.unwrap();
    let heartbeat = Heartbeat::first(Time::from_millis(60_000));
    assert_eq!(tx.beat().await.unwrap(), Some(heartbeat));
}

pub(crate) async fn a_probe_writes_again_and_again(store: Store) {
    for minute in [1, 2] {
        let mut tx = store.write().await.unwrap();
        tx.probe_put(at(minute)).await.unwrap();
        tx.commit().await.unwrap();
    }
}

pub(crate) async fn topics_keep_what_sns_said_of_them(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.topics().await.unwrap(), []);
    tx.topic_unsubscribed("b", at(1)).await.unwrap();
    tx.topic_confirmed("a", at(2)).await.unwrap();
    tx.topic_unsubscribed("a", at(3)).await.unwrap();
    tx.topic_confirmed("a", at(4)).await.unwrap();
    let topics = tx.topics().await.unwrap();
    let said: Vec<_> = topics
        .iter()
        .map(|topic| {
            (
                topic.topic.as_str(),
                topic.confirmed_at,
                topic.unsubscribed_at,
            )
        })
        .collect();
    assert_eq!(
        said,
        [("a", Some(at(4)), Some(at(3))), ("b", None, Some(at(1)))]
    );
}
