//! The code: a module for each file, a function for each message, in it a `match` on the locale. What it calls is
//! `crate::i18n`'s (`locale`, `plural`, `finished`), and the locales are the variants of its `Locale`, named by their tags.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use icu_plurals::PluralCategory;

use crate::SOURCE;
use crate::check::parent;
use crate::message::{Kind, Message, Pattern, Piece, Texts};

/// A locale without texts of its own: the source's, made longer.
const PSEUDO: &str = "Pseudo";

/// The code of texts in which nothing is wrong.
pub(crate) fn code(texts: &Texts) -> String {
    let mut code = String::new();
    for (file, module) in texts.get(SOURCE).into_iter().flatten() {
        docs(&mut code, "", &module.docs);
        let _ = writeln!(code, "pub mod {file} {{");
        for message in &module.messages {
            docs(&mut code, "    ", &message.docs);
            function(&mut code, file, message, texts);
        }
        code.push_str("}\n");
    }
    code
}

fn docs(code: &mut String, indent: &str, lines: &[String]) {
    for line in lines {
        let _ = writeln!(code, "{indent}/// {line}");
    }
}

fn function(code: &mut String, file: &str, message: &Message, texts: &Texts) {
    let declared = message
        .variables
        .iter()
        .map(|variable| match variable.kind {
            Kind::String => format!("{}: &str", variable.name),
            Kind::Integer => format!("{}: i64", variable.name),
        });
    let arguments = declared.collect::<Vec<_>>().join(", ");
    let _ = writeln!(
        code,
        "    pub fn {}({arguments}) -> String {{",
        message.name
    );
    code.push_str("        crate::i18n::finished(match crate::i18n::locale() {\n");
    for (tag, locales) in said_by(file, &message.name, texts) {
        let said = texts
            .get(tag)
            .and_then(|modules| modules.get(file)?.find(&message.name));
        let Some(said) = said else { continue };
        let locales = locales
            .iter()
            .map(|name| format!("crate::i18n::Locale::{name}"));
        let locales = locales.collect::<Vec<_>>().join(" | ");
        let text = expression(&said.pattern, message);
        let _ = writeln!(code, "            {locales} => {text},");
    }
    code.push_str("        })\n    }\n");
}

/// The languages that have a text of a message, and the locales that it is for.
fn said_by<'t>(file: &str, name: &str, texts: &'t Texts) -> BTreeMap<&'t str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for tag in texts.keys() {
        let mut from = tag.as_str();
        while texts[from]
            .get(file)
            .and_then(|module| module.find(name))
            .is_none()
        {
            let Some(next) = parent(texts, from) else {
                break;
            };
            from = next;
        }
        found.entry(from).or_default().push(variant(tag));
    }
    found.entry(SOURCE).or_default().push(PSEUDO.to_owned());
    found
}

/// `EnGb` of `en-GB`.
fn variant(tag: &str) -> String {
    let capital = |part: &str| {
        let (first, rest) = part.split_at(1);
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    };
    tag.split('-').map(capital).collect()
}

/// A `String`.
fn expression(pattern: &Pattern, message: &Message) -> String {
    match pattern.0.as_slice() {
        [] => "String::new()".to_owned(),
        [Piece::Text(text)] => format!("String::from({text:?})"),
        [Piece::Plural(name, forms)] => plural(name, forms, message),
        pieces => {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Text(text) => format!("{text:?}"),
                Piece::Variable(name) if is_integer(name, message) => {
                    format!("{name}.to_string().as_str()")
                }
                Piece::Variable(name) => name.clone(),
                Piece::Plural(name, forms) => {
                    format!("({}).as_str()", plural(name, forms, message))
                }
            });
            format!("[{}].concat()", pieces.collect::<Vec<_>>().join(", "))
        }
    }
}

fn is_integer(name: &str, message: &Message) -> bool {
    let mut integers = message
        .variables
        .iter()
        .filter(|variable| variable.kind == Kind::Integer);
    integers.any(|variable| variable.name == name)
}

fn plural(name: &str, forms: &BTreeMap<PluralCategory, Pattern>, message: &Message) -> String {
    let forms = forms.iter().map(|(category, pattern)| {
        let category = match category {
            PluralCategory::Other => "_".to_owned(),
            category => format!("icu_plurals::PluralCategory::{category:?}"),
        };
        format!("{category} => {}", expression(pattern, message))
    });
    let forms = forms.collect::<Vec<_>>().join(", ");
    format!("match crate::i18n::plural({name}) {{ {forms} }}")
}
