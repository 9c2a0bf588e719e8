//! Notifications: all six types, both versions, every known spelling, and Amazon's pages as printed.

use amazon::notification::parse;
use amazon::{Event, Notification, OrderNotice, Product, ProductLine, SlotSubscription};
use domain::Time;

use crate::golden;

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn line(asin: Option<&str>, quantity: &str, unit: &str, estimate: &str) -> ProductLine {
    ProductLine {
        asin: asin.map(str::to_owned),
        quantity: text(quantity),
        unit: text(unit),
        estimate: Time::parse(estimate),
    }
}

fn order(instance: &str, products: Vec<ProductLine>) -> OrderNotice {
    let estimate = products[0].estimate;
    OrderNotice {
        instance: format!("amzn1.dash.v2.o.{instance}"),
        slot: "myProduct".into(),
        products,
        estimate,
    }
}

fn golden(name: &str) -> Notification {
    parse(&golden::read(&format!("notifications/{name}.json"))).unwrap()
}

fn placed_v2() -> OrderNotice {
    let line = line(Some("myAsinNumber"), "1", "count", "2016-12-09T07:59:59Z");
    order("ci45xxxxxxxxxxx", vec![line])
}

fn placed_v1() -> OrderNotice {
    order(
        "ci43xxxxxxxxxx0",
        vec![line(None, "12", "count", "2015-10-07T06:59:59Z")],
    )
}

fn shipped_v2() -> OrderNotice {
    let line = line(Some("myAsinNumber"), "1", "count", "2016-11-16T07:59:59Z");
    order("ci43xxxxxxxxxx0", vec![line])
}

fn cancelled() -> Event {
    Event::OrderCancelled {
        instance: "amzn1.dash.v2.o.ci43xxxxxxxxxx0".into(),
        slot: "myProduct".into(),
    }
}

#[test]
fn the_envelope_is_the_same_for_all() {
    assert_eq!(
        golden("device_registered"),
        Notification {
            id: "amzn1.dash.notification.v1.xxxxxxxxxxxxx18".into(),
            time: time("2015-10-01T02:23:52.747Z"),
            serial: "mySerialNumber".into(),
            model: text("myDeviceModel"),
            customer: text("amzn1.account.AHxxxxxxxxGA2O5Q"),
            client_id: text("amzn1.application-oa2-client.6b68exxxxxxxxxx9"),
            event: Event::DeviceRegistered,
        }
    );
}

#[test]
fn orders_in_both_versions() {
    assert_eq!(
        golden("order_placed.v2").event,
        Event::OrderPlaced(placed_v2())
    );
    assert_eq!(
        golden("order_placed.v1").event,
        Event::OrderPlaced(placed_v1())
    );
    assert_eq!(
        golden("item_shipped.v2").event,
        Event::ItemShipped(shipped_v2())
    );
    let shipped_v1 = line(None, "12", "Count", "2015-10-07T06:59:59Z");
    let shipped_v1 = order("ci43xxxxxxxxxx0", vec![shipped_v1]);
    assert_eq!(
        golden("item_shipped.v1").event,
        Event::ItemShipped(shipped_v1)
    );
    assert_eq!(golden("order_cancelled").event, cancelled());
}

#[test]
fn registration_and_its_end() {
    assert_eq!(golden("device_registered").event, Event::DeviceRegistered);
    assert_eq!(
        golden("device_deregistered").event,
        Event::DeviceDeregistered
    );
}

#[test]
fn subscriptions_in_both_versions() {
    let product = Product {
        asin: text("myAsinNumber"),
        quantity: text("1"),
        unit: text("count"),
    };
    let slot = |slot: &str, subscribed, products: Option<&Product>| SlotSubscription {
        slot: slot.into(),
        subscribed,
        products: products.map(|product| vec![product.clone()]),
    };
    assert_eq!(
        golden("subscription_changed.v2").event,
        Event::SubscriptionChanged(vec![
            slot("SlotId1", true, Some(&product)),
            slot("SlotId2", false, Some(&product)),
        ])
    );
    let v1 = golden("subscription_changed.v1");
    assert_eq!(v1.model, None);
    assert_eq!(
        v1.event,
        Event::SubscriptionChanged(vec![
            slot("myFirstSlot", true, None),
            slot("mySecondSlot", true, None)
        ])
    );
}

#[test]
fn what_may_be_missing_or_spelled_otherwise() {
    let bare = golden("item_shipped.without_client_and_model");
    assert_eq!((bare.client_id, bare.model), (None, None));
    let Event::ItemShipped(order) = bare.event else {
        panic!()
    };
    let kibble = line(Some("myAsinNumber"), "30", "pounds", "2018-05-27T06:59:59Z");
    assert_eq!(order.products, [kibble]);
    let old = golden("device_registered.old_client_spelling");
    assert_eq!(
        old.client_id,
        text("amzn1.application-oa2-client.6b68exxxxxxxxxx9")
    );
}

#[test]
fn an_order_may_have_several_lines_or_none() {
    let Event::OrderPlaced(order) = golden("order_placed.several_lines").event else {
        panic!()
    };
    let whole = Time::parse("2016-12-10T23:59:59.999Z");
    assert_eq!(
        order.products,
        [
            line(Some("A1"), "2", "l", "2016-12-12T07:59:59Z"),
            line(Some("A2"), "0.5", "l", "2016-12-10T23:59:59.999Z"),
            ProductLine {
                asin: None,
                quantity: None,
                unit: None,
                estimate: whole
            },
        ]
    );
    assert_eq!(order.estimate, Time::parse("2016-12-12T07:59:59Z"));
    let Event::OrderPlaced(order) = golden("order_placed.without_products").event else {
        panic!()
    };
    assert_eq!((order.products, order.estimate), (vec![], None));
}

#[test]
fn unknown_types_and_wrapped_messages() {
    let unknown = golden("unknown_type");
    let kind = "DevicePreRegisteredNotification".to_owned();
    assert_eq!(unknown.event, Event::Unknown { kind });
    assert_eq!(unknown.serial, "");
    assert_eq!(golden("wrapped.object").event, cancelled());
    assert_eq!(golden("wrapped.text").event, cancelled());
}

#[test]
fn amazons_pages_as_printed() {
    let printed = |name: &str| {
        parse(&golden::read(&format!("printed/{name}.txt")))
            .unwrap()
            .event
    };
    assert_eq!(printed("order_placed.v2"), Event::OrderPlaced(placed_v2()));
    assert_eq!(printed("order_placed.v1"), Event::OrderPlaced(placed_v1()));
    assert_eq!(printed("item_shipped.v2"), Event::ItemShipped(shipped_v2()));
}

/// "Integrating DRS in your server" prints the products alone, without braces or end; here they are
/// put where they belong in a message.
#[test]
fn the_products_of_the_server_page_as_printed() {
    let message = golden::read("notifications/order_placed.v2.json");
    let products = message.find("\"productInfo\"").unwrap();
    let end = message.rfind("    ]").unwrap();
    for (name, expected) in [
        (
            "product_us",
            line(Some("B00JGZBTCI"), "103", "fl oz", "2016-12-09T07:59:59Z"),
        ),
        (
            "product_uk",
            line(Some("B077YLQ2R1"), "5", "l", "2016-12-09T07:59:59Z"),
        ),
    ] {
        let fragment = golden::read(&format!("printed/{name}.txt"));
        let text = format!("{}{fragment}{}", &message[..products], &message[end..]);
        let placed = Event::OrderPlaced(order("ci45xxxxxxxxxxx", vec![expected]));
        assert_eq!(parse(&text).unwrap().event, placed);
    }
}

#[test]
fn what_is_no_notification_says_what_is_missing() {
    let message = golden::read("notifications/order_placed.v2.json");
    for (part, by, missing) in [
        ("notificationInfo", "other", "notificationInfo"),
        ("notificationType", "other", "notificationType"),
        ("notificationId", "other", "notificationId"),
        ("2016-12-02T21:09:58.689Z", "yesterday", "notificationTime"),
        ("serialNumber", "other", "serialNumber"),
        ("mySerialNumber", "two\\nlines", "serialNumber"),
        ("orderInfo", "other", "orderInfo"),
        ("instanceId", "other", "instanceId"),
        ("slotId", "other", "slotId"),
        (
            "OrderPlacedNotification",
            "SubscriptionChangedNotification",
            "slotsSubscriptionStatus",
        ),
    ] {
        assert!(message.contains(part));
        let error = parse(&message.replacen(part, by, 1)).unwrap_err();
        assert_eq!(error.0, missing);
    }
    for text in [
        "",
        "null",
        "[]",
        "7",
        "{}",
        "Successfully validated SNS topic.",
        "\u{0}",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
    assert_eq!(parse(&" ".repeat(300_000)).unwrap_err().0, "too long");
    for depth in [200, 40_000] {
        let deep = format!("{}{}", "{\"default\":".repeat(depth), "}".repeat(depth));
        assert!(parse(&deep).is_err());
        assert!(parse(&"[".repeat(depth)).is_err());
    }
}

#[test]
fn damage_anywhere_never_panics() {
    for name in [golden::names("notifications"), golden::names("printed")].concat() {
        let text = golden::read(&name);
        // The printed ones go through the repair.
        let inserted: &[&str] = if name.starts_with("printed") {
            &["\"", "]", "é"]
        } else {
            &[]
        };
        for (at, removed) in text.char_indices() {
            let (before, after) = text.split_at(at);
            let without = format!("{before}{}", &after[removed.len_utf8()..]);
            for damaged in [before, after, &without] {
                // Mostly an error; a comma less in the right place is not.
                let _ = parse(damaged);
            }
            for other in inserted {
                let _ = parse(&format!("{before}{other}{after}"));
            }
        }
    }
}
