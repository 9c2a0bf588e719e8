//! Every DRS call: the exact request, and the answers Amazon documents.

use amazon::{Detail, OrderItem, Product, Replenished, SlotStatus, SlotSubscription};
use domain::Time;
use secrecy::SecretString;

use crate::golden;
use crate::server::{self, Answer, Server};

pub fn access() -> SecretString {
    "Atza|IQEBLjAs+/=".into()
}

pub fn status() -> SlotStatus {
    SlotStatus {
        expected_replenishment: Time::parse("2018-12-28T10:00:00Z").unwrap(),
        remaining: "3.5".into(),
        original: "10".into(),
        total_on_hand: "20".into(),
        last_use: Time::parse("2018-12-21T10:00:00.999Z").unwrap(),
    }
}

async fn answering(answer: &str) -> (Server, amazon::Amazon) {
    let server = Server::always(Answer::json(200, answer)).await;
    let amazon = server::amazon(&server.origin);
    (server, amazon)
}

#[tokio::test]
async fn replenish() {
    let (server, amazon) = answering(&golden::read("answers/replenish.json")).await;
    let placed = amazon
        .replenish(&access(), "Paper Towel/1+ü")
        .await
        .unwrap();
    golden::check_request("replenish", &server.requests()[0]);
    let instance = Some("amzn1.dash.v2.o.ci45xxxxxxxxxxx".to_owned());
    assert_eq!(
        placed,
        Replenished {
            instance,
            detail: Detail::StandardOrderPlaced
        }
    );
}

#[tokio::test]
async fn replenish_says_what_it_did() {
    let unknown = || Detail::Other(String::new());
    for (answer, instance, detail) in [
        (
            r#"{"eventInstanceId":"i","detailCode":"TEST_ORDER_PLACED"}"#,
            Some("i"),
            Detail::TestOrderPlaced,
        ),
        (
            r#"{"eventInstanceId":"i","detailCode":"ORDER_INPROGRESS"}"#,
            Some("i"),
            Detail::OrderInProgress,
        ),
        (
            r#"{"detailCode":"ORDER_INPROGRESS"}"#,
            None,
            Detail::OrderInProgress,
        ),
        (
            r#"{"eventInstanceId":"i","detailCode":"NEW"}"#,
            Some("i"),
            Detail::Other("NEW".into()),
        ),
        (
            r#"{"eventInstanceId":"SOME_EVENT_INSTANCE" "detailCode":"STANDARD_ORDER_PLACED"}"#,
            None,
            unknown(),
        ),
        ("", None, unknown()),
        ("null", None, unknown()),
        (
            r#"{"eventInstanceId":"a\u0000b","detailCode":3}"#,
            None,
            unknown(),
        ),
    ] {
        let (_server, amazon) = answering(answer).await;
        let instance = instance.map(str::to_owned);
        let expected = Replenished { instance, detail };
        assert_eq!(
            amazon.replenish(&access(), "s").await,
            Ok(expected),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn an_accepted_replenish_whose_answer_breaks_is_accepted() {
    let cut = Answer::Cut(200, br#"{"eventInst"#.to_vec());
    for answer in [cut, Answer::body(200, vec![b' '; 300_000])] {
        let server = Server::always(answer).await;
        let placed = server::amazon(&server.origin)
            .replenish(&access(), "s")
            .await
            .unwrap();
        assert_eq!(
            placed,
            Replenished {
                instance: None,
                detail: Detail::Other(String::new())
            }
        );
        assert_eq!(server.count(), 1);
    }
}

#[tokio::test]
async fn slot_status() {
    let (server, amazon) = answering("").await;
    amazon
        .slot_status(&access(), "PaperTowel", &status())
        .await
        .unwrap();
    golden::check_request("slot_status", &server.requests()[0]);
}

#[tokio::test]
async fn slot_status_sends_amounts_digit_for_digit_and_never_an_early_date() {
    let (server, amazon) = answering("").await;
    let status = SlotStatus {
        expected_replenishment: Time::parse("2018-12-28T10:00:00.001Z").unwrap(),
        remaining: "9007199254740993.1".into(),
        ..status()
    };
    amazon.slot_status(&access(), "s", &status).await.unwrap();
    let requests = server.requests();
    assert_eq!(
        requests[0].lines().last().unwrap(),
        r#"{"expectedReplenishmentDate":"2018-12-28T10:00:01Z","remainingQuantityInUnit":9007199254740993.1,"originalQuantityInUnit":10,"totalQuantityOnHand":20,"lastUseDate":"2018-12-21T10:00:00Z"}"#
    );
}

#[tokio::test]
async fn what_is_no_decimal_is_not_sent() {
    let (server, amazon) = answering("").await;
    for text in [
        "", ".5", "5.", "007", "-1", "1e3", "NaN", "1,5", " 1", "1}", "null",
    ] {
        let status = SlotStatus {
            remaining: text.into(),
            ..status()
        };
        let error = amazon
            .slot_status(&access(), "s", &status)
            .await
            .unwrap_err();
        assert_eq!(error.decision(), amazon::Decision::Fail, "{text}");
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn device_status() {
    let (server, amazon) = answering("").await;
    let active = Time::parse("2015-12-21T10:00:00Z").unwrap();
    amazon.device_status(&access(), active).await.unwrap();
    golden::check_request("device_status", &server.requests()[0]);
}

#[tokio::test]
async fn subscription_info() {
    let (server, amazon) = answering(&golden::read("answers/subscription_info.v2.json")).await;
    let slots = amazon.subscription_info(&access()).await.unwrap();
    golden::check_request("subscription_info", &server.requests()[0]);
    let product = Product {
        asin: Some("B00JGZBTCI".into()),
        quantity: Some("103.5".into()),
        unit: Some("fl oz".into()),
    };
    let slot = |slot: &str, subscribed, products| SlotSubscription {
        slot: slot.into(),
        subscribed,
        products,
    };
    assert_eq!(
        slots,
        [
            slot("detergent", true, Some(vec![product])),
            slot("empty", false, Some(vec![])),
            slot("partial", true, Some(vec![Product::default()])),
            slot("silent", false, None),
        ]
    );

    let (_server, amazon) = answering(&golden::read("answers/subscription_info.v1.json")).await;
    let slots = amazon.subscription_info(&access()).await.unwrap();
    assert_eq!(
        slots,
        [slot("slot1", true, None), slot("slot2", false, None)]
    );
}

#[tokio::test]
async fn subscription_info_in_version_1_where_2_is_refused() {
    let server = Server::start(|request, _| match request.contains("Result@2.0") {
        true => Answer::json(400, r#"{"message":"Unknown accept type"}"#),
        false => Answer::json(200, &golden::read("answers/subscription_info.v1.json")),
    })
    .await;
    let amazon = server::amazon(&server.origin);
    let slots = amazon.subscription_info(&access()).await.unwrap();
    let on: Vec<_> = slots
        .iter()
        .map(|slot| (&*slot.slot, slot.subscribed))
        .collect();
    assert_eq!(on, [("slot1", true), ("slot2", false)]);
    let last = server.requests().pop().unwrap();
    golden::check_request("subscription_info.v1", &last);
}

#[tokio::test]
async fn order_info() {
    let (server, amazon) = answering(&golden::read("answers/order_info.json")).await;
    let info = amazon
        .order_info(&access(), "amzn1.dash.v2.o.a/b+c=")
        .await
        .unwrap();
    golden::check_request("order_info", &server.requests()[0]);
    let item = |status: &str, expected: Option<&str>| OrderItem {
        asin: Some("B00JGZBTCI".into()),
        expected_delivery: expected.and_then(Time::parse),
        quantity: Some("1".into()),
        slot: Some("PaperTowel".into()),
        status: status.into(),
    };
    assert_eq!(
        info.items,
        [
            item("Pending", Some("2017-01-05T07:59:59Z")),
            item("Processing", None),
            item("Closed", Some("2017-01-05T23:59:59.999Z")),
            OrderItem {
                asin: None,
                expected_delivery: None,
                quantity: None,
                slot: None,
                status: String::new()
            },
        ]
    );
}

#[tokio::test]
async fn deregister() {
    let (server, amazon) = answering("").await;
    amazon.deregister(&access()).await.unwrap();
    golden::check_request("deregister", &server.requests()[0]);
}

#[tokio::test]
async fn cancel_test_orders() {
    let (server, amazon) = answering(&golden::read("answers/cancel_test_orders.json")).await;
    amazon
        .cancel_test_orders(&access(), Some("PaperTowel"))
        .await
        .unwrap();
    amazon.cancel_test_orders(&access(), None).await.unwrap();
    golden::check_request("cancel_test_orders.slot", &server.requests()[0]);
    golden::check_request("cancel_test_orders.all", &server.requests()[1]);
}

#[test]
fn the_settings_page_gets_a_token_and_a_way_back() {
    let mut endpoints = server::amazon(&server::nowhere()).endpoints().clone();
    endpoints.drs_web = "https://drs-web.amazon.com".parse().unwrap();
    let profile = amazon::SecurityProfile {
        client_id: "c".into(),
        client_secret: "s".into(),
    };
    let amazon = amazon::Amazon::new(endpoints, profile).unwrap();
    let exit = "https://maker.example/devices/7?x=1".parse().unwrap();
    assert_eq!(
        amazon.settings_url(&access(), &exit).as_str(),
        "https://drs-web.amazon.com/settings?access_token=Atza%7CIQEBLjAs%2B%2F%3D&exitUri=https%3A%2F%2Fmaker.example%2Fdevices%2F7%3Fx%3D1"
    );
}
