//! What every page is sent with, and who sees it.

use app::style::{Accent, Colour, Stylesheet};
use reqwest::StatusCode;
use serde_json::json;
use server::config::Logo;
use server::scripts::Scripts;

use crate::test_server::TestServer;

const PAGES: [&str; 5] = [
    "/supplies",
    "/orders",
    "/devices",
    "/devices/add",
    "/settings",
];

/// Where a page's style sheet is.
fn style_path(page: &str) -> String {
    let rest = page.split("href=\"/style/").nth(1).unwrap();
    format!("/style/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_page_allows_nothing_but_what_it_needs() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    let stranger = server.browser();
    for (page, cache) in [
        (browser.get("/supplies").await, "no-store"),
        (stranger.get("/").await, "no-cache"),
        (stranger.get("/sign-in").await, "no-cache"),
    ] {
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("cache-control"), cache);
        assert!(!page.header("x-request-id").is_empty());
        let policy = page.header("content-security-policy").to_owned();
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            &format!("form-action 'self' {}", server.amazon_origin),
        ] {
            assert!(policy.contains(part), "{part} in {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        // Each inline script carries the nonce that the policy names.
        for script in page.body.split("<script").skip(1) {
            let nonce = script
                .split("nonce=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            assert!(policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
        }
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_to_sign_in() {
    let server = TestServer::new().await;
    let (stranger, customer) = (server.browser(), server.customer("Anna").await);
    for path in PAGES {
        let page = stranger.get(path).await;
        let next = path.replace('/', "%2F");
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(page.location(), format!("/sign-in?next={next}"));
        assert_eq!(customer.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_is_no_page_is_404() {
    let server = TestServer::new().await;
    let customer = server.customer("Anna").await;
    for path in [
        "/nothing",
        "/supplies/x",
        "/supplies/00000000-0000-7000-8000-000000000000",
        "/devices/00000000-0000-7000-8000-000000000000",
        "/orders/00000000-0000-7000-8000-000000000000/",
        "/pkg/nothing.js",
    ] {
        let page = customer.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.body.contains("<h1"), "{path}");
    }
    assert_eq!(
        server.browser().get("/nothing").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_style_sheet_is_kept_for_ever() {
    let server = TestServer::new().await;
    let page = server.browser().get("/").await;
    let style = server.browser().get(&style_path(&page.body)).await;
    assert_eq!(style.status, StatusCode::OK);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn the_makers_colour_is_in_the_style_sheet() {
    let server = TestServer::with(|config| {
        config.brand.accent = Some(Accent {
            colour: Colour([0x7a, 0x1f, 0x5c]),
            fills_dark: false,
        });
    })
    .await;
    let path = style_path(&server.browser().get("/").await.body);
    assert_ne!(path, Stylesheet::new(None).path);
    let style = server.browser().get(&path).await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(
        style
            .body
            .contains("--accent: light-dark(#7a1f5c, #7fb8f5);")
    );
    assert!(style.body.contains("--fill: light-dark(#7a1f5c, #2a6fb8);"));
    assert!(style.body.contains("--fan: light-dark(#d3b5c9, #27517c);"));
}

#[tokio::test]
async fn the_makers_logo_stands_in_the_header() {
    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logo.svg");
    std::fs::write(&file, SVG).unwrap();
    let server = TestServer::with(|config| {
        config.brand.name = "Acme & Sons".to_owned();
        config.brand.logo = Some(Logo::read(file.to_str().unwrap()).unwrap());
    })
    .await;
    drop(folder);
    let page = server.browser().get("/").await;
    let image = "<img src=\"/brand/logo\" alt=\"Acme &amp; Sons\" height=\"32\"";
    assert!(page.body.contains(image), "{}", page.body);

    let logo = server.browser().get("/brand/logo").await;
    assert_eq!((logo.status, logo.body.as_str()), (StatusCode::OK, SVG));
    assert_eq!(logo.header("content-type"), "image/svg+xml");
    assert_eq!(logo.header("x-content-type-options"), "nosniff");
    assert_eq!(
        logo.header("content-security-policy"),
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    );
    let again = server
        .http
        .get(server.url("/brand/logo"))
        .header("if-none-match", logo.header("etag"));
    let again = server.browser().send(again).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn a_theme_is_kept_by_the_browser_and_on_every_page() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    assert!(!browser.get("/settings").await.body.contains("data-theme"));
    let refused = browser.post("/settings", &[("theme", "blue")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Choose system, light or dark."));
    assert_eq!(refused.header("set-cookie"), "");
    let saved = browser.post("/settings", &[("theme", "dark")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(saved.location(), "/settings");
    assert_eq!(
        saved.header("set-cookie"),
        "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax"
    );
    for path in ["/", "/sign-in", "/nowhere"] {
        let request = server
            .http
            .get(server.url(path))
            .header("cookie", "theme=dark");
        let page = server.browser().send(request).await;
        assert!(
            page.body
                .contains("<html lang=\"en-US\" data-theme=\"dark\""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn days_and_hours_are_those_of_the_zone_that_was_chosen() {
    let server = TestServer::with_model().await;
    let (browser, device, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "1", "at": "2026-11-22T03:30:00Z"}]);
    server.usage(&token, &report).send().await.unwrap();
    let own = browser
        .post("/settings", &[("zone", "America/Detroit")])
        .await;
    assert!(
        own.header("set-cookie")
            .starts_with("zone=America/Detroit; Path=/;")
    );
    let kept = browser
        .get_with("/settings", "zone=America/Detroit")
        .await
        .body;
    assert!(
        kept.contains("<option value=\"America/Detroit\" selected>"),
        "{kept}"
    );
    let refused = browser.post("/settings", &[("zone", "Mars/Olympus")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Choose one of the time zones."));
    let saved = browser
        .post("/settings", &[("zone", "America/Los_Angeles")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let cookie = saved.header("set-cookie").to_owned();
    assert!(
        cookie.starts_with("zone=America/Los_Angeles; Path=/;"),
        "{cookie}"
    );

    let supply = format!("/supplies/{}", browser.supply("Coffee pods").await);
    assert!(
        browser
            .get(&supply)
            .await
            .body
            .contains("Nov 22, 2026, 3:30\u{202f}AM UTC")
    );
    let there = browser.get_with(&supply, "zone=America/Los_Angeles").await;
    assert!(
        there.body.contains("Nov 21, 2026, 7:30\u{202f}PM PST"),
        "{}",
        there.body
    );
    assert!(there.body.contains("datetime=\"2026-11-22T03:30:00Z\""));
    let machine = browser
        .get_with(&format!("/devices/{device}"), "zone=x")
        .await;
    assert!(machine.body.contains(" UTC"), "a cookie of something else");
}

#[tokio::test]
async fn language_and_units_are_kept_by_the_browser_or_left_to_it() {
    let server = TestServer::new().await;
    let browser = server.customer("Anna").await;
    for (wrong, said) in [
        (("language", "tlh"), "Choose one of the languages."),
        (("language", "en-XA"), "Choose one of the languages."),
        (("units", "stones"), "metric or US."),
        (("units", ""), "metric or US."),
    ] {
        let refused = browser.post("/settings", &[wrong]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(said), "{wrong:?}: {}", refused.body);
        assert_eq!(refused.header("set-cookie"), "");
    }
    for (wish, kept) in [
        (("language", "de"), "language=de; Path=/; Max-Age=31536000;"),
        (("language", ""), "language=; Path=/; Max-Age=0;"),
        (
            ("units", "metric"),
            "units=metric; Path=/; Max-Age=31536000;",
        ),
    ] {
        let saved = browser.post("/settings", &[wish]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        assert_eq!(saved.location(), "/settings");
        let cookie = saved.header("set-cookie");
        assert_eq!(cookie, format!("{kept} SameSite=Lax"));
    }
    let german = browser.get_with("/settings", "language=de").await.body;
    assert!(german.contains("<h1>Einstellungen</h1>"), "{german}");
    assert!(german.contains("1.234,5 · "), "{german}");
    let metric = browser.get_with("/settings", "units=metric").await.body;
    assert!(metric.contains("value=\"metric\" selected"), "{metric}");
}

#[tokio::test]
async fn the_browsers_part_is_kept_for_ever_and_asked_for_where_something_is_alive() {
    let site = tempfile::tempdir().unwrap();
    let folder = site.path().join("pkg/0a1b");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, content) in [
        ("larder.js", "//"),
        ("larder_bg.wasm", "wasm"),
        ("larder_bg.wasm.br", "small"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    std::fs::write(site.path().join("pkg/current"), "0a1b").unwrap();
    let server = TestServer::with(|config| config.scripts = Scripts::within(site.path())).await;
    let browser = server.customer("Anna").await;
    let settings = browser.get("/settings").await;
    assert!(
        settings.body.contains("/pkg/0a1b/larder.js"),
        "{}",
        settings.body
    );
    for path in ["/", "/orders", "/devices"] {
        assert!(!browser.get(path).await.body.contains("/pkg/"), "{path}");
    }

    let get = |path: &str, encoding: &str| {
        let request = server.http.get(server.url(path));
        request.header("accept-encoding", encoding.to_owned())
    };
    let wasm = "/pkg/0a1b/larder_bg.wasm";
    for (encoding, body) in [("identity", "wasm"), ("br", "small")] {
        let file = browser.send(get(wasm, encoding)).await;
        assert_eq!((file.status, file.body.as_str()), (StatusCode::OK, body));
        assert_eq!(file.header("content-type"), "application/wasm");
        assert!(file.header("cache-control").contains("immutable"));
    }
    let other = browser
        .send(get("/pkg/0a1b/../../Cargo.toml", "identity"))
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let none = browser.send(get("/pkg/0a1b/nothing.js", "identity")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert_eq!(none.header("cache-control"), "");
}

#[tokio::test]
async fn a_page_is_sent_compressed_where_the_browser_can_read_it() {
    let server = TestServer::new().await;
    let request = server
        .http
        .get(server.url("/"))
        .header("accept-encoding", "br");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-encoding"], "br");
    let plain = server.browser().get("/").await;
    assert!(answer.bytes().await.unwrap().len() < plain.body.len());
}

#[tokio::test]
async fn a_trial_says_so_on_every_page() {
    let trial = TestServer::new().await;
    let body = trial.browser().get("/").await.body;
    // With the time of its clock.
    assert!(body.contains("Sandbox") && body.contains("Nov 22, 2026"));
    let real = TestServer::with(|config| config.sandbox = false).await;
    assert!(!real.browser().get("/").await.body.contains("Sandbox"));
}

#[tokio::test]
async fn probes_answer() {
    let server = TestServer::new().await;
    for path in ["/health/live", "/health/ready"] {
        let page = server.browser().get(path).await;
        assert_eq!((page.status, page.body.as_str()), (StatusCode::OK, "ok\n"));
    }
}

#[tokio::test]
async fn a_day_that_amazon_names_stays_that_day() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (browser, _, token) = server.owner("Anna", "K1").await;
    let dates = serde_json::json!({"dates": "date_only"});
    let amazon = &server.amazon;
    amazon.set_faults(serde_json::from_value(dates).unwrap());
    let report = serde_json::json!([
        {"id": "1", "slot": "pods", "used": "90", "at": "2026-11-22T11:00:00Z"}]);
    server.usage(&token, &report).send().await.unwrap();
    server.settle().await;
    server.amazon.ship("K1", "pods").unwrap();
    server.settle().await;
    let order = server.get("/api/v1/orders").await["items"][0].clone();
    let day = order["estimated_delivery"].as_str().unwrap();
    assert!(
        domain::Day::parse(day).is_some() && day.len() == 10,
        "{day}"
    );
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["slots"][0]["order"]["estimated_delivery"], day);
    let events = server.get("/api/v1/events?types=order.shipped").await;
    assert_eq!(events["items"][0]["data"]["estimated_delivery"], day);

    let page = format!("/orders/{}", order["id"].as_str().unwrap());
    let number: u8 = day[8..].parse().unwrap();
    for zone in ["Asia/Tokyo", "Europe/Berlin", "America/Detroit"] {
        let wish = format!("zone={zone}");
        let html = browser.get_with(&page, &wish).await.body;
        let time = html.split(&format!("<time datetime=\"{day}\">")).nth(1);
        let written = time.unwrap_or_else(|| panic!("{zone}: {html}"));
        let written = written.split('<').next().unwrap();
        assert!(
            written.ends_with(&format!(" {number}, 2026")),
            "{zone}: {written}"
        );
        let orders = browser.get_with("/orders", &wish).await.body;
        assert!(
            orders.contains(&format!("datetime=\"{day}\">expected {written}<")),
            "{orders}"
        );
    }
}
