use super::*;

const GREETING: &str = "# A greeting.\n# $name (String)\nhello = Hello { $name }\n";
const DAYS: &str = "# $count (Integer)\ndays = { $count ->\n    [one] { $count } day\n   *[other] { $count } days\n}\n";

fn files(texts: &[(&str, &str)]) -> Vec<File> {
    let file = |(tag, text): &(&str, &str)| File {
        tag: (*tag).to_owned(),
        name: "home".to_owned(),
        text: (*text).to_owned(),
    };
    texts.iter().map(file).collect()
}

/// The one thing that is wrong, as it is told.
fn refused(texts: &[(&str, &str)]) -> String {
    let problems = generate(&files(texts)).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].to_string()
}

fn generated(texts: &[(&str, &str)]) -> String {
    generate(&files(texts)).unwrap()
}

#[test]
fn a_message_is_a_function_with_a_text_for_each_locale() {
    let english = format!("### The first page.\n\n{GREETING}");
    let code = generated(&[
        ("en-US", &english),
        ("en-GB", ""),
        ("de", "hello = Hallo, { $name }!\n"),
    ]);
    let expected = r#"/// The first page.
pub mod home {
    /// A greeting.
    pub fn hello(name: &str) -> String {
        crate::i18n::finished(match crate::i18n::locale() {
            crate::i18n::Locale::De => ["Hallo, ", name, "!"].concat(),
            crate::i18n::Locale::EnGb | crate::i18n::Locale::EnUs | crate::i18n::Locale::Pseudo => ["Hello ", name].concat(),
        })
    }
}
"#;
    assert_eq!(code, expected);
}

#[test]
fn a_region_has_only_what_differs() {
    let code = generated(&[
        ("en-US", "over = canceled\n"),
        ("en-GB", "over = cancelled\n"),
        ("de", "over = storniert\n"),
        ("de-AT", ""),
    ]);
    assert!(
        code.contains("Locale::EnGb => String::from(\"cancelled\")"),
        "{code}"
    );
    assert!(
        code.contains("Locale::De | crate::i18n::Locale::DeAt => String::from(\"storniert\")"),
        "{code}"
    );
}

#[test]
fn a_number_chooses_among_the_forms_of_its_language() {
    let code = generated(&[
        ("en-US", DAYS),
        ("ja", "days = { $count }日\n"),
        (
            "pl",
            "days = { $count ->\n [one] { $count } dzień\n [few] { $count } dni\n [many] { $count } dni\n *[other] { $count } dnia\n}\n",
        ),
    ]);
    let one = "icu_plurals::PluralCategory::One => [count.to_string().as_str(), \" day\"].concat()";
    let few = "icu_plurals::PluralCategory::Few => [count.to_string().as_str(), \" dni\"].concat()";
    assert!(
        code.contains("match crate::i18n::plural(count) {"),
        "{code}"
    );
    assert!(code.contains(one) && code.contains(few), "{code}");
    assert!(
        code.contains("Locale::Ja => [count.to_string().as_str(), \"日\"].concat()"),
        "{code}"
    );
}

#[test]
fn a_form_may_stand_within_a_text() {
    let code = generated(&[(
        "en-US",
        "# $count (Integer)\ndays = In { $count ->\n [one] one day\n *[other] { $count } days\n}.\n",
    )]);
    assert!(
        code.contains("[\"In \", (match crate::i18n::plural(count) {"),
        "{code}"
    );
    assert!(code.contains("}).as_str(), \".\"].concat()"), "{code}");
}

#[test]
fn quotes_hold_what_fluent_would_read_otherwise() {
    let code = generated(&[(
        "en-US",
        "between = { \" \" }\nempty = { \"\" }\nend = { \".\" }\\n{ \"\\u00A0\" }\n",
    )]);
    assert!(code.contains("String::from(\" \")"), "{code}");
    assert!(code.contains("String::from(\"\")"), "{code}");
    assert!(code.contains(r#"String::from(".\\n\u{a0}")"#), "{code}");
}

#[test]
fn a_message_missing_in_a_language_is_told() {
    let said = "de/home.ftl: hello: is missing; translate it from en-US";
    assert_eq!(refused(&[("en-US", GREETING), ("de", "")]), said);
}

#[test]
fn a_message_that_the_source_does_not_have_is_told() {
    let said = "de/home.ftl: bye: is not in en-US/home.ftl; remove it, or write it there, too";
    assert_eq!(refused(&[("en-US", ""), ("de", "bye = Ade\n")]), said);
}

#[test]
fn a_variable_that_a_text_leaves_out_is_told() {
    let said = "de/home.ftl: hello: $name is missing; say it somewhere: { $name }";
    assert_eq!(
        refused(&[("en-US", GREETING), ("de", "hello = Hallo\n")]),
        said
    );
}

#[test]
fn a_variable_that_nobody_declared_is_told() {
    let said = "de/home.ftl: hello: $you is unknown; the comment in en-US declares $name";
    assert_eq!(
        refused(&[
            ("en-US", GREETING),
            ("de", "hello = Hallo { $name } { $you }\n")
        ]),
        said
    );
    let said = "en-US/home.ftl: hello: $name is unknown; the comment in en-US declares none";
    assert_eq!(refused(&[("en-US", "hello = Hello { $name }\n")]), said);
}

#[test]
fn a_variable_that_is_declared_and_not_used_is_told() {
    let said = "en-US/home.ftl: hello: $name is declared and not used; remove it";
    assert_eq!(
        refused(&[("en-US", "# $name (String)\nhello = Hello\n")]),
        said
    );
}

#[test]
fn a_number_may_choose_a_form_in_one_language_alone() {
    let english = "# $number (String)\n# $count (Integer)\nlow = { $number } low\n";
    let french = "low = { $number } { $count ->\n [one] bas\n *[other] bas tous\n}\n";
    generated(&[("en-US", english), ("fr", french)]);
}

#[test]
fn a_variable_without_a_type_is_told() {
    let problems = generate(&files(&[(
        "en-US",
        "# $n (Number)\nhello = Hello { $n }\n",
    )]))
    .unwrap_err();
    let said = "en-US/home.ftl: hello: the comment does not say what $n is; write $n (String) or $n (Integer)";
    assert_eq!(problems[0].to_string(), said);
}

#[test]
fn syntax_that_is_not_fluents_is_told_with_its_line() {
    let said = refused(&[("en-US", "hello = Hello\nbye = { $name\n")]);
    assert!(
        said.starts_with("en-US/home.ftl: line 2 is not Fluent: "),
        "{said}"
    );
}

#[test]
fn syntax_that_is_not_read_here_is_told() {
    let said = refused(&[("en-US", "hello = { DATETIME($day) }\n")]);
    assert!(said.contains("hello: has more in { } than"), "{said}");
    let said = refused(&[("en-US", "-brand = Larder\n")]);
    assert_eq!(said, "en-US/home.ftl: -brand is a term; write its text out");
    let said = refused(&[("en-US", "hello = Hello\n    .title = Hi\n")]);
    assert_eq!(
        said,
        "en-US/home.ftl: hello: .title is an attribute; make it a message"
    );
    let said = refused(&[("en-US", "add-more = Hello\n")]);
    assert!(
        said.contains("add-more: is the name of a function"),
        "{said}"
    );
}

#[test]
fn a_form_that_is_missing_is_told() {
    let said = "de/home.ftl: days: the plural lacks [one]; write it";
    let german = "days = { $count ->\n   *[other] { $count } Tage\n}\n";
    assert_eq!(refused(&[("en-US", DAYS), ("de", german)]), said);
}

#[test]
fn a_form_that_the_language_does_not_have_is_told() {
    let said = "de/home.ftl: days: de has no form [few]; remove it";
    let german = "days = { $count ->\n [one] { $count } Tag\n [few] { $count } Tage\n *[other] { $count } Tage\n}\n";
    assert_eq!(refused(&[("en-US", DAYS), ("de", german)]), said);
    let said = "de/home.ftl: days: [2] is no form of a plural; remove it";
    let german =
        "days = { $count ->\n [one] { $count } Tag\n [2] zwei Tage\n *[other] { $count } Tage\n}\n";
    assert_eq!(refused(&[("en-US", DAYS), ("de", german)]), said);
}

#[test]
fn whole_millions_need_no_form_of_their_own() {
    let french = "days = { $count ->\n [one] { $count } jour\n *[other] { $count } jours\n}\n";
    generated(&[("en-US", DAYS), ("fr", french)]);
}

#[test]
fn the_form_for_all_others_is_the_one_with_the_star() {
    let said = refused(&[(
        "en-US",
        "# $n (Integer)\ndays = { $n ->\n *[one] { $n } day\n [other] { $n } days\n}\n",
    )]);
    assert_eq!(
        said,
        "en-US/home.ftl: days: the form with the * must be *[other]"
    );
}

#[test]
fn a_text_chooses_no_form() {
    let german = "hello = { $name ->\n [one] { $name }\n *[other] { $name }\n}\n";
    let said = "de/home.ftl: hello: $name is a text; choose a form by an integer";
    assert_eq!(refused(&[("en-US", GREETING), ("de", german)]), said);
}

#[test]
fn what_stands_twice_is_told() {
    let said = "en-US/home.ftl: hello: stands twice in this file; remove one";
    assert_eq!(refused(&[("en-US", "hello = Hello\nhello = Hi\n")]), said);
    let said = "en-US/home.ftl: days: the form [one] stands twice; remove one";
    let twice = "# $n (Integer)\ndays = { $n ->\n [one] { $n } day\n [one] day { $n }\n *[other] { $n } days\n}\n";
    assert_eq!(refused(&[("en-US", twice)]), said);
    let said = "en-US/home.ftl: hello: $name stands twice in the comment; remove one";
    assert_eq!(
        refused(&[(
            "en-US",
            "# $name (String)\n# $name (String)\nhello = { $name }\n"
        )]),
        said
    );
}

#[test]
fn a_folder_that_is_no_language_is_told() {
    let said = "german!: is no language; name the folder by its tag (BCP 47)";
    let problems = generate(&files(&[("en-US", ""), ("german!", "")])).unwrap_err();
    assert_eq!(problems[0].to_string(), said);
    assert!(
        generate(&[]).unwrap_err()[0]
            .to_string()
            .starts_with("en-US: there is no folder")
    );
}
