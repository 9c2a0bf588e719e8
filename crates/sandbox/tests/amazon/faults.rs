use reqwest::Method;
use sandbox::amazon::{Dates, Faults, LostAnswer, NotificationFaults, StatusFault};
use serde_json::json;

use crate::rig::{MINUTE, Rig};

fn notifications(faults: NotificationFaults) -> Faults {
    Faults {
        notifications: faults,
        ..Faults::default()
    }
}

#[tokio::test]
async fn a_lost_answer_has_its_effect_and_breaks_the_connection() {
    let (rig, token, _) = Rig::registered().await;
    let lost_answers = vec![LostAnswer {
        path: "/replenish/".to_owned(),
        times: 1,
    }];
    rig.amazon.set_faults(Faults {
        lost_answers,
        ..Faults::default()
    });
    assert!(rig.replenish_request(&token, "pods").send().await.is_err());
    assert_eq!(rig.amazon.state().orders.len(), 1);
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "ORDER_INPROGRESS"
    );
}

#[tokio::test]
async fn a_status_is_answered_instead_of_any_effect() {
    let (rig, token, _) = Rig::registered().await;
    let body = Some(json!({"message": "later"}));
    let fault = StatusFault {
        in_effect: false,
        path: "/replenish/pods".to_owned(),
        status: 503,
        body,
        times: 1,
    };
    rig.amazon.set_faults(Faults {
        statuses: vec![fault],
        ..Faults::default()
    });
    assert_eq!(
        rig.replenish(&token, "pods").await,
        (503, json!({"message": "later"}))
    );
    assert!(rig.amazon.state().orders.is_empty());
    assert_eq!(rig.replenish(&token, "pods").await.0, 200);
}

#[tokio::test]
async fn notifications_can_be_lost_doubled_late_and_out_of_order() {
    let (rig, ..) = Rig::registered().await;
    let pause = || rig.amazon.pause("K1", "pods").unwrap();
    let deregister = || rig.amazon.deregister("K1").unwrap();

    rig.amazon.set_faults(notifications(NotificationFaults {
        lost: 1,
        ..Default::default()
    }));
    pause();
    pause();
    rig.amazon.run_due().await;
    assert_eq!(rig.webhook.take().len(), 1);

    let faults = NotificationFaults {
        duplicated: 1,
        republished: 1,
        ..Default::default()
    };
    rig.amazon.set_faults(notifications(faults));
    pause();
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    assert_eq!(got.len(), 3);
    assert!(got.iter().all(|one| one.message() == got[0].message()));
    assert_eq!(got[0].envelope["MessageId"], got[1].envelope["MessageId"]);
    assert_ne!(got[0].envelope["MessageId"], got[2].envelope["MessageId"]);

    rig.amazon.set_faults(notifications(NotificationFaults {
        late_ms: 5,
        ..Default::default()
    }));
    pause();
    rig.amazon.run_due().await;
    assert!(rig.webhook.take().is_empty());
    rig.advance(5).await;
    assert_eq!(rig.webhook.take().len(), 1);

    rig.amazon.set_faults(notifications(NotificationFaults {
        reordered: 2,
        ..Default::default()
    }));
    pause();
    rig.amazon.run_due().await;
    assert!(rig.webhook.take().is_empty());
    rig.advance(MINUTE).await;
    assert_eq!(rig.webhook.take().len(), 1, "nothing overtook it");
    pause();
    deregister();
    rig.amazon.run_due().await;
    assert_eq!(
        rig.webhook.kinds(),
        [
            "DeviceDeregisteredNotification",
            "SubscriptionChangedNotification"
        ]
    );
}

#[tokio::test]
async fn contents_can_be_told_in_a_unit_that_nobody_counts_in_and_parcels_as_empty() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.set_faults(Faults {
        unit: Some("loads".to_owned()),
        empty: true,
        dates: Dates::DateOnly,
        ..Faults::default()
    });
    assert_eq!(rig.replenish(&token, "pods").await.0, 200);
    rig.amazon.ship("K1", "pods").unwrap();
    rig.amazon.pause("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    let line = |n: usize| got[n].message()["orderInfo"]["productInfo"][0].clone();
    let (placed, shipped) = (line(0), line(1));
    assert_eq!([&placed["unit"], &shipped["unit"]], ["loads", "loads"]);
    assert!(placed["quantity"].as_f64() > Some(0.0));
    assert_eq!(shipped["quantity"].as_f64(), Some(0.0));
    let date = shipped["estimatedDeliveryDate"].as_str().unwrap();
    assert_eq!(date.len(), "2026-12-04".len(), "{date}");
    let slots = got[2].message()["subscriptionInfo"]["slotsSubscriptionStatus"].clone();
    assert_eq!(slots["pods"]["productInfoList"][0]["unit"], "loads");
}

#[tokio::test]
async fn revocation_is_silent() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.set_faults(Faults {
        revocation: true,
        ..Faults::default()
    });
    assert_eq!(rig.replenish(&token, "pods").await.0, 400);
    rig.amazon.run_due().await;
    assert!(rig.webhook.take().is_empty());
}

#[tokio::test]
async fn the_console_is_out_of_reach_of_faults() {
    let rig = Rig::new().await;
    let fault = StatusFault {
        in_effect: false,
        path: "/".to_owned(),
        status: 500,
        body: None,
        times: 9,
    };
    let faults = Faults {
        statuses: vec![fault],
        ..Faults::default()
    };
    let put = |body: serde_json::Value| {
        rig.http
            .request(Method::PUT, format!("{}/sandbox/faults", rig.origin))
            .json(&body)
            .send()
    };
    assert_eq!(
        put(serde_json::to_value(faults).unwrap())
            .await
            .unwrap()
            .status(),
        204
    );
    let state = rig
        .http
        .get(format!("{}/sandbox/state", rig.origin))
        .send()
        .await
        .unwrap();
    assert_eq!(state.status(), 200);
    assert_eq!(put(json!({})).await.unwrap().status(), 204);
    assert_eq!(rig.amazon.state().faults, Faults::default());
    assert_eq!(
        put(json!({"latency": 1})).await.unwrap().status(),
        400,
        "a typo is told"
    );
}
