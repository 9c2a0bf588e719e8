//! Whether all languages say the same: the messages of the source, each with the source's variables and with the plural's
//! forms of its own language.

use std::collections::{BTreeMap, BTreeSet};

use crate::SOURCE;
use crate::message::{Kind, Message, Module, Texts};
use crate::plural::{self, Forms};
use crate::problem::Problem;

/// Where a language's texts are that it has not itself: `en-GB` has them from `en-US`, `de-AT` from `de`.
pub(crate) fn parent<'t>(texts: &'t Texts, tag: &str) -> Option<&'t str> {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let of = language(tag);
    if tag == SOURCE {
        None
    } else if of == language(SOURCE) {
        texts.get_key_value(SOURCE).map(|(tag, _)| tag.as_str())
    } else if of == tag {
        None
    } else {
        texts.get_key_value(&of).map(|(tag, _)| tag.as_str())
    }
}

/// Everything that is wrong.
pub(crate) fn check(texts: &Texts) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(source) = texts.get(SOURCE) else {
        let what = format!("there is no folder {SOURCE}, which says which messages there are");
        return vec![problem(SOURCE, "", "", what)];
    };
    for (file, module) in source {
        for message in &module.messages {
            problems.extend(declared(file, message, texts));
        }
    }
    for (tag, modules) in texts {
        let Some(forms) = plural::forms(tag) else {
            let what = "is no language; name the folder by its tag (BCP 47)".to_owned();
            problems.push(problem(tag, "", "", what));
            continue;
        };
        for (file, module) in modules {
            problems.extend(unknown(tag, file, module, source));
        }
        for (file, module) in source {
            let translated = modules.get(file);
            for message in &module.messages {
                match translated.and_then(|module| module.find(&message.name)) {
                    Some(said) => problems.extend(one(tag, file, message, said, &forms)),
                    None if parent(texts, tag).is_some() => {}
                    None => {
                        let what = format!("is missing; translate it from {SOURCE}");
                        problems.push(problem(tag, file, &message.name, what));
                    }
                }
            }
        }
    }
    problems
}

/// Whether each variable that a message's comment declares is used, in whatever language.
fn declared(file: &str, message: &Message, texts: &Texts) -> Vec<Problem> {
    let said = texts
        .values()
        .filter_map(|modules| modules.get(file)?.find(&message.name));
    let used: BTreeSet<_> = said
        .flat_map(|said| {
            let choosing = said.pattern.plurals().into_iter().map(|(name, _)| name);
            said.pattern.shown().into_iter().chain(choosing)
        })
        .collect();
    let is_idle = |name: &str| !used.contains(name);
    let idle = message
        .variables
        .iter()
        .filter(|variable| is_idle(&variable.name));
    idle.map(|variable| {
        let what = format!("${} is declared and not used; remove it", variable.name);
        problem(SOURCE, file, &message.name, what)
    })
    .collect()
}

/// What a language has and the source has not.
fn unknown(
    tag: &str,
    file: &str,
    module: &Module,
    source: &BTreeMap<String, Module>,
) -> Vec<Problem> {
    let is_known = |name: &str| {
        source
            .get(file)
            .is_some_and(|known| known.find(name).is_some())
    };
    let unknown = module
        .messages
        .iter()
        .filter(|message| !is_known(&message.name));
    unknown
        .map(|message| {
            let what = format!("is not in {SOURCE}/{file}.ftl; remove it, or write it there, too");
            problem(tag, file, &message.name, what)
        })
        .collect()
}

/// One message in one language.
fn one(tag: &str, file: &str, source: &Message, said: &Message, forms: &Forms) -> Vec<Problem> {
    let mut wrong = Vec::new();
    let kind = |name: &str| {
        let declared = source
            .variables
            .iter()
            .find(|variable| variable.name == name);
        declared.map(|variable| variable.kind)
    };
    let shown = said.pattern.shown();
    for name in shown.iter().filter(|name| kind(name).is_none()) {
        wrong.push(format!(
            "${name} is unknown; the comment in {SOURCE} declares {}",
            list(
                source
                    .variables
                    .iter()
                    .map(|variable| format!("${}", variable.name))
            )
        ));
    }
    for name in source.pattern.shown().difference(&shown) {
        wrong.push(format!(
            "${name} is missing; say it somewhere: {{ ${name} }}"
        ));
    }
    for (name, said) in said.pattern.plurals() {
        match kind(name) {
            Some(Kind::Integer) => {}
            Some(Kind::String) => {
                wrong.push(format!("${name} is a text; choose a form by an integer"))
            }
            None => wrong.push(format!("${name}, which chooses a form, is unknown")),
        }
        let said: BTreeSet<_> = said.keys().copied().collect();
        let name = |category: &_| format!("[{}]", plural::name(*category));
        let missing: Vec<_> = forms.needed.difference(&said).map(name).collect();
        if !missing.is_empty() {
            wrong.push(format!("the plural lacks {}; write it", list(missing)));
        }
        let idle: Vec<_> = said.difference(&forms.known).map(name).collect();
        if !idle.is_empty() {
            wrong.push(format!("{tag} has no form {}; remove it", list(idle)));
        }
    }
    wrong
        .into_iter()
        .map(|what| problem(tag, file, &source.name, what))
        .collect()
}

fn list(names: impl IntoIterator<Item = String>) -> String {
    let names: Vec<_> = names.into_iter().collect();
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}

fn problem(tag: &str, file: &str, message: &str, what: String) -> Problem {
    Problem {
        file: if file.is_empty() {
            tag.to_owned()
        } else {
            format!("{tag}/{file}.ftl")
        },
        message: message.to_owned(),
        what,
    }
}
