//! The configuration, by running the binary: each wrong or missing variable is one line that names it,
//! and exit status 2.

use std::process::{Command, Output};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder";

/// `larder` with a complete environment, changed by `changes`; an empty value takes a variable away.
fn larder(arguments: &[&str], changes: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_larder"));
    command.args(arguments).env_clear();
    let complete = [
        ("LARDER_SECRET_KEY", KEY),
        ("LARDER_LWA_CLIENT_ID", "amzn1.application-oa2-client.test"),
        ("LARDER_LWA_CLIENT_SECRET", "the client secret"),
        ("LARDER_SNS_TOPIC_ARNS", TOPIC),
    ];
    for (name, value) in complete.iter().chain(changes) {
        match *value {
            "" => command.env_remove(name),
            value => command.env(name, value),
        };
    }
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn refused(changes: &[(&str, &str)], variable: &str) -> String {
    let output = larder(&["config"], changes);
    let line = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{changes:?}: {line}");
    assert_eq!(line.lines().count(), 1, "{changes:?}: {line}");
    assert!(
        line.starts_with(&format!("{variable}: ")),
        "{changes:?}: {line}"
    );
    assert!(output.stdout.is_empty(), "{changes:?}");
    line
}

#[test]
fn a_missing_variable_is_named_with_what_to_do() {
    for variable in [
        "LARDER_SECRET_KEY",
        "LARDER_LWA_CLIENT_ID",
        "LARDER_LWA_CLIENT_SECRET",
        "LARDER_SNS_TOPIC_ARNS",
    ] {
        let line = refused(&[(variable, "")], variable);
        assert!(line.contains("is not set; set it to"), "{line}");
    }
}

#[test]
fn a_wrong_value_is_named() {
    for (variable, value) in [
        ("LARDER_LISTEN", "3000"),
        ("LARDER_LISTEN", "localhost"),
        ("LARDER_TRUSTED_PROXIES", "proxy.example"),
        ("LARDER_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("LARDER_PUBLIC_URL", "larder.example"),
        ("LARDER_PUBLIC_URL", "http://larder.example"),
        ("LARDER_PUBLIC_URL", "https://larder.example/shop"),
        ("LARDER_PUBLIC_URL", "https://me:secret@larder.example"),
        ("LARDER_DATABASE_URL", "larder.db"),
        ("LARDER_DATABASE_URL", "mysql://localhost"),
        ("LARDER_SECRET_KEY", "short"),
        ("LARDER_SECRET_KEY", "AAECAw=="),
        ("LARDER_OPERATOR_TOKEN", "short"),
        ("LARDER_OPERATOR_TOKEN", "sixteen letters and blanks"),
        ("LARDER_PROVISION_TOKEN", "short"),
        ("LARDER_LWA_AUTHORIZE_URL", "no url"),
        ("LARDER_LWA_API_URL", "ftp://api.amazon.com"),
        ("LARDER_LWA_API_URL", "https://api.amazon.com/auth"),
        (
            "LARDER_DRS_URL",
            "http://dash-replenishment-service-na.amazon.com",
        ),
        ("LARDER_DRS_WEB_URL", "https://drs-web.amazon.com/#top"),
        ("LARDER_SNS_TOPIC_ARNS", "larder"),
        (
            "LARDER_SNS_TOPIC_ARNS",
            "arn:aws:sqs:us-east-1:123456789012:larder",
        ),
        ("LARDER_SNS_MAX_AGE_SECONDS", "an hour"),
        ("LARDER_SNS_MAX_AGE_SECONDS", "5"),
        ("LARDER_AMAZON_CALLS", "many"),
        ("LARDER_AMAZON_CALLS", "0"),
        ("LARDER_AMAZON_CALLS", "1001"),
        ("LARDER_ORDERS_AN_HOUR", "-1"),
        ("LARDER_ORDERS_AN_HOUR", "1000001"),
        ("LARDER_TEST_DEVICES", "yes"),
        ("LARDER_NON_LIVE", "1"),
        ("LARDER_SANDBOX", "on"),
        ("LARDER_LOG", "xml"),
        (
            "LARDER_BRAND_NAME",
            "A name of a maker that is far too long for any header",
        ),
        ("LARDER_BRAND_ACCENT", "blue"),
        ("LARDER_BRAND_LOGO", "/nowhere/logo.svg"),
        ("LARDER_BRAND_HELP_URL", "javascript:alert(1)"),
        ("LARDER_BRAND_PRIVACY_URL", "/privacy"),
    ] {
        refused(&[(variable, value)], variable);
    }
}

/// The skill's client.
const SKILL: [(&str, &str); 2] = [
    (
        "LARDER_ALEXA_CLIENT_ID",
        "amzn1.application-oa2-client.skill",
    ),
    (
        "LARDER_ALEXA_CLIENT_SECRET",
        "the-secret-of-skill-messaging",
    ),
];

/// Everything of account linking.
const ALEXA: [(&str, &str); 4] = [
    ("LARDER_ALEXA_LINK_CLIENT_ID", "alexa-link"),
    ("LARDER_ALEXA_LINK_SECRET", "the-secret-of-account-linking"),
    (
        "LARDER_ALEXA_REDIRECT_URIS",
        "https://pitangui.amazon.com/api/skill/link/M1, https://layla.amazon.com/api/skill/link/M1",
    ),
    ("LARDER_ALEXA_FORWARDER_KEY", KEY),
];

#[test]
fn alexas_settings_are_all_there_or_none() {
    let whole = [&SKILL[..], &ALEXA[..]].concat();
    let shown = text(&larder(&["config"], &whole).stdout);
    for line in [
        "LARDER_ALEXA_LINK_CLIENT_ID=alexa-link",
        "LARDER_ALEXA_LINK_SECRET=(set, not shown)",
        "LARDER_ALEXA_REDIRECT_URIS=https://pitangui.amazon.com/api/skill/link/M1,https://layla.amazon.com/api/skill/link/M1",
        "LARDER_ALEXA_FORWARDER_KEY=(set, not shown)",
    ] {
        assert!(shown.lines().any(|it| it == line), "{line} in {shown}");
    }
    for (variable, _) in ALEXA {
        let mut changes = whole.clone();
        changes.push((variable, ""));
        let line = refused(&changes, variable);
        assert!(line.contains("or leave all of them out"), "{line}");
    }
    for (variable, value) in [
        ("LARDER_ALEXA_LINK_SECRET", "short"),
        ("LARDER_ALEXA_REDIRECT_URIS", "http://pitangui.amazon.com/x"),
        ("LARDER_ALEXA_REDIRECT_URIS", "https://a.example/x,here"),
        ("LARDER_ALEXA_REDIRECT_URIS", "https://a.example/#x"),
        ("LARDER_ALEXA_REDIRECT_URIS", ","),
        ("LARDER_ALEXA_FORWARDER_KEY", "AAECAw=="),
        ("LARDER_ALEXA_FORWARDER_KEY", "no base64"),
    ] {
        let mut changes = whole.clone();
        changes.push((variable, value));
        let line = refused(&changes, variable);
        assert!(!line.contains("AAECAw"), "{line}");
    }
    for (half, missing) in [
        (&ALEXA[..], "LARDER_ALEXA_CLIENT_ID"),
        (&SKILL[..], "LARDER_ALEXA_LINK_CLIENT_ID"),
    ] {
        let line = refused(half, missing);
        assert!(line.contains("or leave all LARDER_ALEXA_"), "{line}");
    }
}

#[test]
fn the_skill_is_whole_and_its_gateways_are_amazons() {
    let whole = [&SKILL[..], &ALEXA[..]].concat();
    let shown = text(&larder(&["config"], &whole).stdout);
    for line in [
        "LARDER_ALEXA_CLIENT_ID=amzn1.application-oa2-client.skill",
        "LARDER_ALEXA_CLIENT_SECRET=(set, not shown)",
        "LARDER_ALEXA_GATEWAY_URLS=https://api.amazonalexa.com/v3/events,https://api.eu.amazonalexa.com/v3/events,https://api.fe.amazonalexa.com/v3/events",
    ] {
        assert!(shown.lines().any(|it| it == line), "{line} in {shown}");
    }
    for (variable, _) in SKILL {
        let mut changes = whole.clone();
        changes.push((variable, ""));
        let line = refused(&changes, variable);
        assert!(line.contains("or leave both out"), "{line}");
    }
    let gateways = "LARDER_ALEXA_GATEWAY_URLS";
    for value in [
        "https://api.amazonalexa.com/v3/events",
        "a,b,c",
        "http://x.example,b,c",
    ] {
        refused(&[(gateways, value)], gateways);
    }
    let foreign = "https://a.example/1,https://b.example/2,https://c.example/3";
    let here = ("LARDER_PUBLIC_URL", "https://larder.example");
    let line = refused(&[here, (gateways, foreign)], gateways);
    assert!(line.contains("a.example is not Amazon's"), "{line}");
    let trial = [here, (gateways, foreign), ("LARDER_SANDBOX", "true")];
    let trial = [&whole[..], &trial[..]].concat();
    let shown = text(&larder(&["config"], &trial).stdout);
    assert!(shown.contains(&format!("{gateways}={foreign}")), "{shown}");
}

#[test]
fn a_doctor_looks_at_alexas_settings() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/larder.db", folder.path().display());
    // Nobody listens there: Amazon does not answer.
    let amazon = "http://127.0.0.1:9";
    let said = |changes: &[(&str, &str)]| {
        let mut all = [&SKILL[..], &ALEXA[..]].concat();
        all.extend([
            ("LARDER_DATABASE_URL", &*url),
            ("LARDER_PUBLIC_URL", amazon),
            ("LARDER_LWA_API_URL", amazon),
            ("LARDER_DRS_URL", amazon),
            ("LARDER_SNS_URL", amazon),
        ]);
        all.extend(changes);
        text(&larder(&["doctor"], &all).stdout)
    };
    let trial = said(&[("LARDER_ALEXA_REDIRECT_URIS", "http://localhost:4000/linked")]);
    for line in [
        "WRONG  LARDER_ALEXA_REDIRECT_URIS: http://localhost:4000/linked is not https",
        "WRONG  Alexa's way here: ",
        "look   account linking: Amazon's console must say http://127.0.0.1:9/oauth/authorize, ",
    ] {
        assert!(trial.contains(line), "{line} in {trial}");
    }
    let trial = said(&[
        ("LARDER_SANDBOX", "true"),
        ("LARDER_PUBLIC_URL", "https://larder.invalid"),
    ]);
    for line in [
        "ok     LARDER_ALEXA_REDIRECT_URIS: 2 addresses",
        "ok     Alexa's way here: ",
    ] {
        assert!(trial.contains(line), "{line} in {trial}");
    }
    assert!(!trial.contains("the-secret-of-account-linking") && !trial.contains(KEY));
}

#[test]
fn everything_that_is_missing_or_wrong_is_named_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let none = [
        ("LARDER_SECRET_KEY", ""),
        ("LARDER_LWA_CLIENT_ID", ""),
        ("LARDER_LWA_CLIENT_SECRET", ""),
        ("LARDER_SNS_TOPIC_ARNS", ""),
        ("LARDER_LISTEN", "3000"),
        ("LARDER_LOG", "xml"),
        ("LARDER_BRAND_ACCENT", "blue"),
    ];
    let url = format!("sqlite://{}/larder.db", folder.path().display());
    let mut all = none.to_vec();
    all.push(("LARDER_DATABASE_URL", &url));
    for command in ["config", "serve", "doctor"] {
        let output = larder(&[command], &all);
        assert_eq!(output.status.code(), Some(2), "{command}");
        let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
        for (name, _) in none {
            assert!(
                said.contains(&format!("{name}: ")),
                "{command} {name}: {said}"
            );
        }
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 0, "a check makes nothing");
}

#[test]
fn a_doctor_makes_no_database_and_migrates_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("larder.db");
    let url = format!("sqlite://{}", file.display());
    // Nobody listens there: Amazon does not answer.
    let amazon = "http://127.0.0.1:9";
    let all = [
        ("LARDER_DATABASE_URL", &*url),
        ("LARDER_PUBLIC_URL", amazon),
        ("LARDER_LWA_API_URL", amazon),
        ("LARDER_DRS_URL", amazon),
        ("LARDER_SNS_URL", amazon),
    ];
    let said = |expected: &str| {
        let output = larder(&["doctor"], &all);
        assert_eq!(output.status.code(), Some(1));
        let said = text(&output.stdout);
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("WRONG  Login with Amazon"), "{said}");
        said
    };
    said("look   database: is not there yet");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    std::fs::write(&file, b"").unwrap();
    said("look   database: is not there yet");
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 0);
    assert!(larder(&["migrate"], &all).status.success());
    let said = said("ok     database: takes writes");
    assert!(said.contains("LARDER_SECRET_KEY"), "{said}");
}

#[test]
fn a_setting_that_does_not_exist_is_named_and_serve_may_be_left_out() {
    let output = larder(&["config"], &[("LARDER_TYPO", "1"), ("LARDER_LISTEM", "1")]);
    assert!(output.status.success());
    let said = text(&output.stderr);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[0].starts_with("LARDER_LISTEM: no such setting; is LARDER_LISTEN meant"));
    assert!(lines[1].starts_with("LARDER_TYPO: no such setting"));
    let output = larder(&["--listen", "nowhere"], &[]);
    let said = text(&output.stderr);
    assert!(said.starts_with("LARDER_LISTEN: "), "{said}");
}

#[test]
fn help_has_every_setting() {
    for arguments in [&["--help"][..], &["serve", "--help"], &["doctor", "--help"]] {
        let help = text(&larder(arguments, &[]).stdout);
        let shown = text(&larder(&["config"], &[]).stdout);
        for line in shown.lines() {
            let name = line.split('=').next().unwrap();
            assert!(help.contains(name), "{arguments:?}: {name}");
        }
    }
}

#[test]
fn an_amazon_that_is_none_needs_a_trial() {
    let public = ("LARDER_PUBLIC_URL", "https://larder.example");
    for variable in [
        "LARDER_LWA_AUTHORIZE_URL",
        "LARDER_LWA_API_URL",
        "LARDER_LWA_BUTTON_URL",
        "LARDER_DRS_URL",
        "LARDER_DRS_WEB_URL",
        "LARDER_SNS_URL",
    ] {
        let foreign = (variable, "https://amazon.example");
        let line = refused(&[public, foreign], variable);
        assert!(line.contains("LARDER_SANDBOX=true"), "{line}");
        let sandbox = ("LARDER_SANDBOX", "true");
        assert!(
            larder(&["config"], &[public, foreign, sandbox])
                .status
                .success(),
            "{variable}"
        );
        assert!(
            larder(&["config"], &[foreign]).status.success(),
            "{variable}"
        );
    }
}

#[test]
fn the_factory_has_a_token_of_its_own() {
    let token = "0123456789abcdef";
    let same = [
        ("LARDER_OPERATOR_TOKEN", token),
        ("LARDER_PROVISION_TOKEN", token),
    ];
    let line = refused(&same, "LARDER_PROVISION_TOKEN");
    assert!(!line.contains(token));
}

#[test]
fn a_secret_may_be_in_a_file_and_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let key = file("key", &format!("{KEY}\n"));
    let client = file("client", "the client secret\n");
    let operator = file("operator", "the-operators-own-token\n");
    let database = file("database", "postgres://larder:hunter2@db.example/larder\n");
    let files = [
        ("LARDER_SECRET_KEY", ""),
        ("LARDER_LWA_CLIENT_SECRET", ""),
        ("LARDER_SECRET_KEY_FILE", &key),
        ("LARDER_LWA_CLIENT_SECRET_FILE", &client),
        ("LARDER_OPERATOR_TOKEN_FILE", &operator),
        ("LARDER_DATABASE_URL_FILE", &database),
    ];
    let output = larder(&["config"], &files);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    for secret in [
        KEY,
        "the client secret",
        "the-operators-own-token",
        "hunter2",
    ] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(
        shown.contains("LARDER_OPERATOR_TOKEN=(set, not shown)"),
        "{shown}"
    );
    assert!(shown.contains("db.example/larder"), "{shown}");

    let missing = [
        ("LARDER_SECRET_KEY", ""),
        ("LARDER_SECRET_KEY_FILE", "/nowhere/key"),
    ];
    refused(&missing, "LARDER_SECRET_KEY");
    refused(&[("LARDER_SECRET_KEY_FILE", &key)], "LARDER_SECRET_KEY");
}

#[test]
fn defaults_are_amazons_and_flags_win() {
    let shown = text(&larder(&["config"], &[]).stdout);
    for line in [
        "LARDER_LISTEN=127.0.0.1:3000",
        "LARDER_PUBLIC_URL=http://127.0.0.1:3000",
        "LARDER_TRUSTED_PROXIES=127.0.0.0/8,::1/128",
        "LARDER_DATABASE_URL=sqlite://larder.db",
        "LARDER_LWA_AUTHORIZE_URL=https://www.amazon.com/ap/oa",
        "LARDER_LWA_API_URL=https://api.amazon.com",
        "LARDER_DRS_URL=https://dash-replenishment-service-na.amazon.com",
        "LARDER_DRS_WEB_URL=https://drs-web.amazon.com",
        "LARDER_SNS_URL=",
        "LARDER_SNS_MAX_AGE_SECONDS=4500",
        "LARDER_AMAZON_CALLS=160",
        "LARDER_ORDERS_AN_HOUR=20",
        "LARDER_SANDBOX=false",
        "LARDER_LOG=text",
        "LARDER_BRAND_NAME=Larder",
        "LARDER_BRAND_ACCENT=",
        "LARDER_BRAND_LOGO=",
    ] {
        assert!(
            shown.lines().any(|shown| shown == line),
            "{line} in\n{shown}"
        );
    }
    let flags = [
        "config",
        "--listen",
        "127.0.0.1:4",
        "--test-devices",
        "--brand-name",
        "Acme",
    ];
    let shown = text(&larder(&flags, &[("LARDER_LISTEN", "127.0.0.1:5")]).stdout);
    for line in [
        "LARDER_LISTEN=127.0.0.1:4",
        "LARDER_TEST_DEVICES=true",
        "LARDER_BRAND_NAME=Acme",
    ] {
        assert!(
            shown.lines().any(|shown| shown == line),
            "{line} in\n{shown}"
        );
    }
    let help = text(&larder(&["serve", "--help"], &[("LARDER_SNS_TOPIC_ARNS", TOPIC)]).stdout);
    assert!(
        help.contains("--sns-topic-arns") && !help.contains("--secret"),
        "{help}"
    );
    assert!(
        !help.contains(TOPIC),
        "values of the environment are not printed"
    );
}

#[test]
fn a_colour_that_is_hard_to_read_is_refused_with_its_contrast() {
    let line = refused(&[("LARDER_BRAND_ACCENT", "#FFCC00")], "LARDER_BRAND_ACCENT");
    assert!(line.contains("1.51:1") && line.contains("4.5:1"), "{line}");
    let flags = ["config", "--brand-accent", "#7A1F5C"];
    let shown = text(&larder(&flags, &[("LARDER_BRAND_ACCENT", "#FFCC00")]).stdout);
    assert!(shown.contains("LARDER_BRAND_ACCENT=#7a1f5c\n"), "{shown}");
}

#[test]
fn a_logo_is_a_small_picture() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let largest = 256 * 1024;
    let svg = |size: usize| {
        let mut svg = b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec();
        svg.resize(size, b' ');
        svg
    };
    for (path, reason) in [
        (file("page.svg", b"<html></html>"), "no picture"),
        (file("large.svg", &svg(largest + 1)), "too large"),
        (folder.path().to_str().unwrap().to_owned(), "cannot be read"),
    ] {
        let line = refused(&[("LARDER_BRAND_LOGO", &path)], "LARDER_BRAND_LOGO");
        assert!(line.contains(reason), "{line}");
    }
    let logo = file("logo", &svg(largest));
    let output = larder(&["config", "--brand-logo", &logo], &[]);
    let shown = text(&output.stdout);
    assert!(
        shown.contains(&format!("LARDER_BRAND_LOGO={logo}\n")),
        "{shown}{}",
        text(&output.stderr)
    );
}

#[test]
fn migrating_needs_the_database_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("larder.db");
    let url = format!("sqlite://{}", file.display());
    let all = [
        ("LARDER_SECRET_KEY", ""),
        ("LARDER_LWA_CLIENT_ID", ""),
        ("LARDER_LWA_CLIENT_SECRET", ""),
        ("LARDER_SNS_TOPIC_ARNS", ""),
        ("LARDER_DATABASE_URL", &url),
    ];
    let output = larder(&["migrate"], &all);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(file.exists());
}
