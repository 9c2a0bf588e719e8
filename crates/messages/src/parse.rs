//! Reads the files: text, variables and plurals, and nothing else of Fluent's syntax.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::{ast, parser, unicode};
use icu_plurals::PluralCategory;

use crate::files::File;
use crate::message::{Kind, Message, Module, Pattern, Piece, Texts, Variable};
use crate::problem::Problem;

/// The texts of all files.
///
/// # Errors
/// Everything that cannot be read.
pub(crate) fn parse(files: &[File]) -> Result<Texts, Vec<Problem>> {
    let mut texts = Texts::new();
    let mut problems = Vec::new();
    for file in files {
        let mut reader = Reader {
            file,
            message: String::new(),
            problems: &mut problems,
        };
        let module = reader.module();
        let language = texts.entry(file.tag.clone()).or_default();
        language.insert(file.name.clone(), module);
    }
    if problems.is_empty() {
        Ok(texts)
    } else {
        Err(problems)
    }
}

struct Reader<'f> {
    file: &'f File,
    /// The one that is being read.
    message: String,
    problems: &'f mut Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, what: impl Into<String>) {
        self.problems.push(Problem {
            file: format!("{}/{}.ftl", self.file.tag, self.file.name),
            message: self.message.clone(),
            what: what.into(),
        });
    }

    fn module(&mut self) -> Module {
        let resource = match parser::parse(self.file.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let start = error.slice.map_or(error.pos.start, |junk| junk.start);
                    let before = self.file.text.get(..start).unwrap_or_default();
                    let line = before.matches('\n').count() + 1;
                    self.problem(format!("line {line} is not Fluent: {}", error.kind));
                }
                resource
            }
        };
        let mut module = Module::default();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    self.message = message.id.name.to_owned();
                    if module.find(message.id.name).is_some() {
                        self.problem("stands twice in this file; remove one");
                    } else if let Some(message) = self.message(&message) {
                        module.messages.push(message);
                    }
                    self.message.clear();
                }
                Entry::Term(term) => {
                    self.problem(format!("-{} is a term; write its text out", term.id.name));
                }
                Entry::ResourceComment(comment) => {
                    module
                        .docs
                        .extend(comment.content.iter().map(|line| (*line).to_owned()));
                }
                // Junk is told of by the parser's errors.
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::Junk { .. } => {}
            }
        }
        module
    }

    fn message(&mut self, message: &ast::Message<&str>) -> Option<Message> {
        let name = message.id.name;
        let is_plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if !name.chars().all(is_plain) {
            self.problem("is the name of a function: write it in small letters, digits and _");
        }
        if let Some(attribute) = message.attributes.first() {
            let attribute = attribute.id.name;
            self.problem(format!(".{attribute} is an attribute; make it a message"));
        }
        let Some(value) = &message.value else {
            self.problem("has no text; write it behind the =");
            return None;
        };
        let mut docs = Vec::new();
        let mut variables = Vec::new();
        for line in message.comment.iter().flat_map(|comment| &comment.content) {
            match line.trim().strip_prefix('$') {
                Some(declared) => variables.extend(self.variable(declared, &variables)),
                None => docs.push((*line).to_owned()),
            }
        }
        Some(Message {
            name: name.to_owned(),
            docs,
            variables,
            pattern: self.pattern(value),
        })
    }

    /// Of a comment's line `$count (Integer) how many there are`.
    fn variable(&mut self, declared: &str, others: &[Variable]) -> Option<Variable> {
        let mut words = declared.split_whitespace();
        let name = words.next().unwrap_or_default();
        if others.iter().any(|other| other.name == name) {
            self.problem(format!("${name} stands twice in the comment; remove one"));
            return None;
        }
        let kind = match words.next() {
            Some("(String)") => Kind::String,
            Some("(Integer)") => Kind::Integer,
            _ => {
                self.problem(format!(
                    "the comment does not say what ${name} is; write ${name} (String) or ${name} (Integer)"
                ));
                return None;
            }
        };
        Some(Variable {
            name: name.to_owned(),
            kind,
        })
    }

    fn pattern(&mut self, pattern: &ast::Pattern<&str>) -> Pattern {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text(&mut pieces, value),
                PatternElement::Placeable { expression } => {
                    self.expression(expression, &mut pieces)
                }
            }
        }
        Pattern(pieces)
    }

    fn expression(&mut self, expression: &Expression<&str>, pieces: &mut Vec<Piece>) {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                text(pieces, &unicode::unescape_unicode_to_string(value));
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                pieces.push(Piece::Variable(id.name.to_owned()));
            }
            Expression::Inline(InlineExpression::Placeable { expression }) => {
                self.expression(expression, pieces);
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => {
                let forms = self.forms(variants);
                pieces.push(Piece::Plural(id.name.to_owned(), forms));
            }
            _ => self.problem(
                "has more in { } than a variable, a text in quotes or a choice by a variable; write it out",
            ),
        }
    }

    fn forms(&mut self, variants: &[ast::Variant<&str>]) -> BTreeMap<PluralCategory, Pattern> {
        let mut forms = BTreeMap::new();
        for variant in variants {
            let (VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name }) =
                variant.key;
            let pattern = self.pattern(&variant.value);
            let Some(category) = PluralCategory::get_for_cldr_string(name) else {
                self.problem(format!("[{name}] is no form of a plural; remove it"));
                continue;
            };
            if variant.default && category != PluralCategory::Other {
                self.problem("the form with the * must be *[other]");
            }
            if forms.insert(category, pattern).is_some() {
                self.problem(format!("the form [{name}] stands twice; remove one"));
            }
        }
        forms
    }
}

/// Adds to the text before, if there is one.
fn text(pieces: &mut Vec<Piece>, more: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push_str(more),
        _ => pieces.push(Piece::Text(more.to_owned())),
    }
}
