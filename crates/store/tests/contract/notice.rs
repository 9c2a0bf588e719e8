use domain::alert::{Alert, AlertKind};
use domain::notice::{
    AddressEnd, Channel, Notice, NoticeAddress, NoticeKind, NoticeSettings, PushSubscription,
    QuietHours,
};
use domain::{AccountId, AlertId, MessageId, NoticeId, PushSubscriptionId, Zone};
use store::{Store, Tx};

use crate::sample::{account, at, device, household, machine_in, uuid};

/// Two accounts of a household.
async fn accounts_in(tx: &mut Tx) -> [AccountId; 2] {
    tx.household_insert(household(1), at(0)).await.unwrap();
    let mut ids = Vec::new();
    for n in [1, 2] {
        let account = store::Account {
            household_id: household(1),
            ..account(n)
        };
        tx.account_insert(&account).await.unwrap();
        ids.push(account.id);
    }
    [ids[0], ids[1]]
}

/// The `n`th notice, due at a minute.
fn notice(n: u128, of: AccountId, due: i64) -> Notice {
    Notice {
        id: NoticeId(uuid(n)),
        account_id: of,
        channel: Channel::Mail,
        alert_id: AlertId(uuid(n)),
        device_id: device(1).id,
        slot_id: None,
        kind: NoticeKind::Silent,
        since: at(1),
        decided_at: at(2),
        due_at: at(due),
        message_id: None,
        sent_at: None,
    }
}

fn address(of: AccountId, n: u128) -> NoticeAddress {
    NoticeAddress {
        account_id: of,
        address: b"sealed address".to_vec(),
        created_at: at(1),
        confirm: Some(b"sealed confirm".to_vec()),
        confirm_message: MessageId(uuid(n)),
        confirm_sent_at: None,
        confirmed_at: None,
        unsubscribe: b"sealed unsubscribe".to_vec(),
        ended_at: None,
        ended_by: None,
    }
}

pub(crate) async fn what_a_customer_chose_reads_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [ada, ben] = accounts_in(&mut tx).await;
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let all = NoticeSettings::new(ada, "de".to_owned(), zone);
    tx.notice_settings_put(&all).await.unwrap();
    assert_eq!(tx.notice_settings(ada).await.unwrap(), Some(all.clone()));
    let some = NoticeSettings {
        locale: "ja".to_owned(),
        zone: Zone::default(),
        mail: vec![NoticeKind::Silent, NoticeKind::ClockWrong],
        push: Vec::new(),
        quiet: None,
        daily: Some(450),
        ..all
    };
    tx.notice_settings_put(&some).await.unwrap();
    assert_eq!(tx.notice_settings(ada).await.unwrap(), Some(some.clone()));
    let quiet = NoticeSettings {
        quiet: Some(QuietHours { from: 1, to: 2 }),
        daily: None,
        ..some
    };
    tx.notice_settings_put(&quiet).await.unwrap();
    assert_eq!(tx.notice_settings(ada).await.unwrap(), Some(quiet));
    assert_eq!(tx.notice_settings(ben).await.unwrap(), None);
}

pub(crate) async fn an_alert_is_told_of_once_and_with_one_message(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [ada, ben] = accounts_in(&mut tx).await;
    let first = notice(1, ada, 5);
    assert!(tx.notice_insert(&first).await.unwrap());
    let again = Notice {
        id: NoticeId(uuid(9)),
        ..first
    };
    assert!(!tx.notice_insert(&again).await.unwrap());
    let pushed = Notice {
        channel: Channel::Push,
        ..again
    };
    assert!(tx.notice_insert(&pushed).await.unwrap());
    let second = notice(2, ada, 4);
    assert!(tx.notice_insert(&second).await.unwrap());
    assert!(tx.notice_insert(&notice(3, ben, 4)).await.unwrap());
    let due = tx.notices_due(ada, Channel::Mail, at(5), 9).await.unwrap();
    assert_eq!(due, [second, first]);
    let due = tx.notices_due(ada, Channel::Mail, at(5), 1).await.unwrap();
    assert_eq!(due, [second]);
    assert_eq!(
        tx.notices_due(ada, Channel::Mail, at(3), 9).await.unwrap(),
        []
    );
    let next = tx.notices_next_due(ada, Channel::Mail).await.unwrap();
    assert_eq!(next, Some(at(4)));
    let message = MessageId(uuid(7));
    tx.notice_bind(second.id, message).await.unwrap();
    let bound = Notice {
        message_id: Some(message),
        ..second
    };
    let due = tx.notices_due(ada, Channel::Mail, at(4), 9).await.unwrap();
    assert_eq!(due, [bound]);
    tx.notice_sent(second.id, at(6)).await.unwrap();
    tx.notice_delete(first.id).await.unwrap();
    assert_eq!(
        tx.notices_due(ada, Channel::Mail, at(9), 9).await.unwrap(),
        []
    );
    assert_eq!(tx.notices_next_due(ada, Channel::Mail).await.unwrap(), None);
    let sent = Notice {
        sent_at: Some(at(6)),
        ..bound
    };
    let listed = tx.notices_of_account(ada, 9).await.unwrap();
    assert_eq!(listed, [pushed, sent]);
    assert_eq!(tx.notices_of_account(ada, 1).await.unwrap(), [pushed]);
    assert_eq!(tx.notices_delete_before(at(2), 9).await.unwrap(), 0);
    assert_eq!(tx.notices_delete_before(at(3), 2).await.unwrap(), 2);
    assert_eq!(tx.notices_delete_before(at(3), 2).await.unwrap(), 1);
}

pub(crate) async fn an_alert_is_found_by_its_id(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for (n, kind) in [(1, AlertKind::Disconnected), (2, AlertKind::LowUnconnected)] {
        let alert = Alert {
            id: AlertId(uuid(n)),
            device_id: machine.device,
            slot_id: None,
            kind,
            since: at(1),
            ended_at: None,
        };
        tx.alerts_put(&[&alert]).await.unwrap();
        assert_eq!(tx.alert(alert.id).await.unwrap(), Some(alert));
    }
    assert_eq!(tx.alert(AlertId(uuid(9))).await.unwrap(), None);
}

pub(crate) async fn an_address_is_confirmed_once_and_ended(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [ada, ben] = accounts_in(&mut tx).await;
    let it = address(ada, 1);
    tx.notice_address_put(&it, b"confirm", b"end")
        .await
        .unwrap();
    assert_eq!(tx.notice_address(ada).await.unwrap().as_ref(), Some(&it));
    assert_eq!(tx.notice_address(ben).await.unwrap(), None);
    let found = tx.notice_address_to_confirm(b"confirm").await.unwrap();
    assert_eq!(found.as_ref(), Some(&it));
    let found = tx.notice_address_to_end(b"end").await.unwrap();
    assert_eq!(found.as_ref(), Some(&it));
    assert_eq!(tx.notice_address_to_end(b"confirm").await.unwrap(), None);
    tx.notice_address_asked(ada, it.confirm_message, at(2))
        .await
        .unwrap();
    assert!(!tx.notice_address_confirm(b"end", at(3)).await.unwrap());
    assert!(tx.notice_address_confirm(b"confirm", at(3)).await.unwrap());
    assert!(!tx.notice_address_confirm(b"confirm", at(4)).await.unwrap());
    let good = NoticeAddress {
        confirm: None,
        confirm_sent_at: Some(at(2)),
        confirmed_at: Some(at(3)),
        ..it
    };
    assert_eq!(tx.notice_address(ada).await.unwrap().as_ref(), Some(&good));
    let by = AddressEnd::Refused;
    let other = address(ada, 2);
    let ended = tx.notice_address_end(&other, by, at(5)).await.unwrap();
    assert!(!ended, "it has another address meanwhile");
    assert!(tx.notice_address_end(&good, by, at(5)).await.unwrap());
    assert!(!tx.notice_address_end(&good, by, at(6)).await.unwrap());
    let over = NoticeAddress {
        ended_at: Some(at(5)),
        ended_by: Some(by),
        ..good
    };
    assert_eq!(tx.notice_address(ada).await.unwrap(), Some(over));
    tx.notice_address_put(&other, b"confirm 2", b"end 2")
        .await
        .unwrap();
    assert_eq!(tx.notice_address(ada).await.unwrap(), Some(other));
    assert_eq!(tx.notice_address_to_end(b"end").await.unwrap(), None);
    assert!(tx.notice_address_delete(ada).await.unwrap());
    assert!(!tx.notice_address_delete(ada).await.unwrap());
}

pub(crate) async fn addresses_that_nobody_confirms_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [ada, ben] = accounts_in(&mut tx).await;
    for (of, hashes) in [(ada, [b"1", b"2"]), (ben, [b"3", b"4"])] {
        let it = address(of, 1);
        tx.notice_address_put(&it, hashes[0], hashes[1])
            .await
            .unwrap();
    }
    assert!(tx.notice_address_confirm(b"3", at(2)).await.unwrap());
    let gone = tx.notice_addresses_delete_before(at(1), 9).await.unwrap();
    assert_eq!(gone, 0);
    let gone = tx.notice_addresses_delete_before(at(2), 9).await.unwrap();
    assert_eq!(gone, 1);
    assert_eq!(tx.notice_address(ada).await.unwrap(), None);
    assert!(tx.notice_address(ben).await.unwrap().is_some());
}

pub(crate) async fn a_browser_is_one_customers_and_goes_with_them(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [ada, ben] = accounts_in(&mut tx).await;
    let browser = |n, of| PushSubscription {
        id: PushSubscriptionId(uuid(n)),
        account_id: of,
        subscription: b"sealed".to_vec(),
        created_at: at(1),
    };
    let [first, second, third] = [browser(1, ada), browser(2, ada), browser(3, ben)];
    for (it, at) in [(&first, b"one"), (&second, b"two"), (&third, b"one")] {
        tx.push_subscription_put(it, at).await.unwrap();
    }
    let there = tx.push_subscriptions(ada).await.unwrap();
    assert_eq!(
        there,
        std::slice::from_ref(&second),
        "the other one is Ben's now"
    );
    assert_eq!(
        tx.push_subscriptions(ben).await.unwrap(),
        std::slice::from_ref(&third)
    );
    assert!(!tx.push_subscription_delete(ada, third.id).await.unwrap());
    assert!(tx.push_subscription_delete(ada, second.id).await.unwrap());
    assert!(!tx.push_subscription_delete_at(ada, b"one").await.unwrap());
    assert!(tx.push_subscription_delete_at(ben, b"one").await.unwrap());
    tx.push_subscription_put(&first, b"one").await.unwrap();
    let it = address(ada, 1);
    tx.notice_address_put(&it, b"confirm", b"end")
        .await
        .unwrap();
    let settings = NoticeSettings::new(ada, "de".to_owned(), Zone::default());
    tx.notice_settings_put(&settings).await.unwrap();
    tx.notice_insert(&notice(1, ada, 5)).await.unwrap();
    tx.account_delete(ada).await.unwrap();
    assert_eq!(tx.push_subscriptions(ada).await.unwrap(), []);
    assert_eq!(tx.notice_address(ada).await.unwrap(), None);
    assert_eq!(tx.notice_settings(ada).await.unwrap(), None);
    assert_eq!(tx.notices_of_account(ada, 9).await.unwrap(), []);
}
