use store::Store;

use crate::sample::at;

pub(crate) async fn the_last_pulse_is_kept(store: Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.pulse().await.unwrap(), None);
    for minute in [3, 5] {
        tx.pulse_put(at(minute)).await.unwrap();
        assert_eq!(tx.pulse().await.unwrap(), Some(at(minute)));
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
