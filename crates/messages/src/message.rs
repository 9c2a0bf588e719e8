//! What the files say: messages, what varies in them, and their text.

use std::collections::{BTreeMap, BTreeSet};

use icu_plurals::PluralCategory;

/// The texts of each language, by its tag.
pub(crate) type Texts = BTreeMap<String, BTreeMap<String, Module>>;

/// A file.
#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) docs: Vec<String>,
    pub(crate) messages: Vec<Message>,
}

impl Module {
    pub(crate) fn find(&self, name: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.name == name)
    }
}

#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    /// As its comment declares them; only the source's does.
    pub(crate) variables: Vec<Variable>,
    pub(crate) pattern: Pattern,
}

#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Ready-made text.
    String,
    /// A whole number: shown without marks, and what chooses a plural's form.
    Integer,
}

/// A text, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct Pattern(pub(crate) Vec<Piece>);

#[derive(Debug)]
pub(crate) enum Piece {
    Text(String),
    Variable(String),
    /// The form that stands beside a number.
    Plural(String, BTreeMap<PluralCategory, Pattern>),
}

impl Pattern {
    /// The variables that are shown.
    pub(crate) fn shown(&self) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(_) => {}
                Piece::Variable(name) => {
                    found.insert(name.as_str());
                }
                Piece::Plural(_, forms) => found.extend(forms.values().flat_map(Self::shown)),
            }
        }
        found
    }

    /// Every choice of a form, with the variable that chooses.
    pub(crate) fn plurals(&self) -> Vec<(&str, &BTreeMap<PluralCategory, Self>)> {
        let mut found = Vec::new();
        for piece in &self.0 {
            if let Piece::Plural(name, forms) = piece {
                found.push((name.as_str(), forms));
                found.extend(forms.values().flat_map(Self::plurals));
            }
        }
        found
    }
}
