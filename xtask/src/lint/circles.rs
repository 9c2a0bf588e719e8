//! Circles of files: inside a crate no file may need another one that, over any number of files, needs it back. What is
//! in a circle can only be read, moved and tried all at once.
//!
//! A file needs what it names by a path of its crate (`crate::`, `super::`, a module below it); a name that a file has
//! from elsewhere counts as elsewhere's. A file and those below it are one subject, and what only tests name is left out.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, File, ItemFn, ItemMod, ItemUse, Macro, UseTree};

use super::metadata::Metadata;
use super::sources::rust_files;
use super::verdict;

const ROOMS: &str = "taken apart with the rooms of replenish";

/// Circles that stay, each with the reason. Whatever else comes into one of them is refused.
const KEPT: [(&[&str], &str); 4] = [
    (
        &[
            "crates/sandbox/src/amazon/deliver.rs",
            "crates/sandbox/src/amazon/notification.rs",
            "crates/sandbox/src/amazon/orders.rs",
            "crates/sandbox/src/amazon/registration.rs",
            "crates/sandbox/src/amazon/sns.rs",
            "crates/sandbox/src/amazon/tokens.rs",
            "crates/sandbox/src/amazon/view.rs",
            "crates/sandbox/src/amazon/world.rs",
        ],
        "the simulated Amazon is one state, and each part of it sets others off",
    ),
    (
        &[
            "crates/replenish/src/application.rs",
            "crates/replenish/src/device_unit.rs",
            "crates/replenish/src/customer.rs",
            "crates/replenish/src/jobs.rs",
            "crates/replenish/src/live.rs",
            "crates/replenish/src/ready.rs",
            "crates/replenish/src/stock.rs",
            "crates/replenish/src/subscription.rs",
            "crates/replenish/src/token.rs",
            "crates/replenish/src/usage/decode.rs",
            "crates/replenish/src/usage/queue.rs",
            "crates/replenish/src/usage/slot_batch.rs",
        ],
        ROOMS,
    ),
    (
        &[
            "crates/replenish/src/account.rs",
            "crates/replenish/src/registration.rs",
        ],
        ROOMS,
    ),
    (
        &[
            "crates/replenish/src/outlook.rs",
            "crates/replenish/src/view.rs",
        ],
        ROOMS,
    ),
];

/// Where a file stands in its crate: `["jobs", "daily"]`; nothing for `lib.rs`.
type Module = Vec<String>;

/// The files of a crate.
type Files = BTreeMap<Module, (PathBuf, File)>;

/// # Errors
/// One line for each circle of files.
pub(crate) fn check(metadata: &Metadata) -> Result<()> {
    let mut reasons = Vec::new();
    for folder in metadata.folders() {
        let files = read(&folder.join("src"))?;
        reasons.extend(circles(&files).iter().filter_map(|circle| told(circle)));
    }
    verdict(reasons)
}

fn read(source: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in rust_files(source)? {
        let Some(module) = module(path.strip_prefix(source)?) else {
            continue;
        };
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let file = syn::parse_file(&text).with_context(|| path.display().to_string())?;
        files.insert(module, (path, file));
    }
    Ok(files)
}

/// The module of a file below `src`; none for a program's own file, which nothing can name, and for tests.
fn module(file: &Path) -> Option<Module> {
    let parts = file.with_extension("");
    let mut parts: Module = parts
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if parts == ["main"] || parts.iter().any(|part| part == "tests") {
        return None;
    }
    if parts == ["lib"] || parts.last().is_some_and(|last| last == "mod") {
        parts.pop();
    }
    Some(parts)
}

/// The line of a circle; none for one that is kept.
fn told(circle: &[&Path]) -> Option<String> {
    let is_kept = KEPT.iter().any(|(files, _)| {
        circle
            .iter()
            .all(|file| files.iter().any(|kept| *file == Path::new(kept)))
    });
    let names: Vec<_> = circle
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    (!is_kept).then(|| format!("need each other: {}", names.join(", ")))
}

/// The circles of a crate, each in order.
fn circles(files: &Files) -> Vec<Vec<&Path>> {
    let names: BTreeMap<_, _> = files
        .iter()
        .map(|(module, (_, file))| (module, Names::of(module, file)))
        .collect();
    let mut graph: DiGraphMap<&Module, ()> = DiGraphMap::new();
    for (&from, Names { used, .. }) in &names {
        for to in used.iter().filter_map(|path| owner(files, &names, path)) {
            if !from.starts_with(to) && !to.starts_with(from) {
                graph.add_edge(from, to, ());
            }
        }
    }
    let mut found: Vec<_> = tarjan_scc(&graph)
        .into_iter()
        .filter(|circle| circle.len() > 1)
        .map(|mut circle| {
            circle.sort_unstable();
            circle
                .into_iter()
                .map(|module| files[module].0.as_path())
                .collect::<Vec<_>>()
        })
        .collect();
    found.sort_unstable();
    found
}

/// The file that has what a path of the crate names.
fn owner<'f>(
    files: &'f Files,
    names: &BTreeMap<&Module, Names>,
    path: &[String],
) -> Option<&'f Module> {
    let mut path = path.to_vec();
    // No name goes through more files than there are.
    for _ in files {
        let (file, rest) = place(files, &path)?;
        let Some(from) = rest.first().and_then(|name| names[file].had.get(name)) else {
            return Some(file);
        };
        path = [from.as_slice(), &rest[1..]].concat();
    }
    place(files, &path).map(|(file, _)| file)
}

/// The file that a path of the crate leads into, and what is named in it.
fn place<'f, 'p>(files: &'f Files, path: &'p [String]) -> Option<(&'f Module, &'p [String])> {
    (0..=path.len()).rev().find_map(|length| {
        let (head, rest) = path.split_at(length);
        files.get_key_value(head).map(|(module, _)| (module, rest))
    })
}

/// What a file names, as paths from the root of its crate.
#[derive(Default)]
struct Names {
    /// Where the walk is: the file's module and the inline ones in it.
    within: Module,
    used: Vec<Module>,
    /// Names that it has from elsewhere, and where from.
    had: HashMap<String, Module>,
}

impl Names {
    fn of(module: &Module, file: &File) -> Self {
        let mut names = Self {
            within: module.clone(),
            ..Self::default()
        };
        names.visit_file(file);
        names
    }

    /// A path from the root of the crate; none for what is in scope already.
    fn absolute(&self, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([self.within.as_slice(), rest].concat()),
            "super" => {
                let up = path.iter().take_while(|part| *part == "super").count();
                let above = self.within.len().saturating_sub(up);
                Some([&self.within[..above], &path[up..]].concat())
            }
            _ if rest.is_empty() => None,
            _ => Some([self.within.as_slice(), path].concat()),
        }
    }

    fn use_path(&mut self, path: &[String]) {
        self.used.extend(self.absolute(path));
    }

    fn use_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()][..]].concat();
        match tree {
            UseTree::Path(it) => self.use_tree(&with(&it.ident), &it.tree),
            UseTree::Group(it) => {
                for tree in &it.items {
                    self.use_tree(before, tree);
                }
            }
            UseTree::Glob(_) => self.use_path(before),
            UseTree::Name(it) => self.use_name(with(&it.ident), None),
            UseTree::Rename(it) => self.use_name(with(&it.ident), Some(it.rename.to_string())),
        }
    }

    /// What is used, by its own name or by another one.
    fn use_name(&mut self, mut path: Module, name: Option<String>) {
        // `place::{self, Thing}`
        if path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = name.or_else(|| path.last().cloned());
        if let (Some(path), Some(name)) = (self.absolute(&path), name) {
            self.had.insert(name, path.clone());
            self.used.push(path);
        }
    }

    /// What a macro's tokens name: `view! { <crate::components::Title/> }`.
    fn use_tokens(&mut self, tokens: TokenStream) {
        let mut path = Module::new();
        let mut colons = 0;
        for token in tokens {
            if let TokenTree::Punct(it) = &token
                && it.as_char() == ':'
            {
                colons += 1;
                continue;
            }
            if colons != 2 || !matches!(token, TokenTree::Ident(_)) {
                self.use_path(&path);
                path.clear();
            }
            colons = 0;
            match token {
                TokenTree::Ident(it) => path.push(it.to_string()),
                TokenTree::Group(it) => self.use_tokens(it.stream()),
                _ => {}
            }
        }
        self.use_path(&path);
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_test(&item.attrs) {
            self.use_tree(&[], &item.tree);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            self.within.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.within.pop();
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Module = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        self.use_path(&parts);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.use_tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        let condition = it.parse_args::<syn::Ident>();
        it.path().is_ident("cfg") && condition.is_ok_and(|condition| condition == "test")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The circles of a crate of these files.
    fn of(sources: &[(&str, &str)]) -> Vec<String> {
        let files: Files = sources
            .iter()
            .map(|(path, text)| {
                let file = syn::parse_file(text).unwrap();
                (
                    module(Path::new(path)).unwrap(),
                    (PathBuf::from(path), file),
                )
            })
            .collect();
        let name = |file: &&Path| file.display().to_string();
        let told = |circle: &Vec<&Path>| circle.iter().map(name).collect::<Vec<_>>().join(" ");
        circles(&files).iter().map(told).collect()
    }

    #[test]
    fn a_circle_is_found_however_its_files_name_each_other() {
        let root = ("lib.rs", "mod a; mod b; mod c; pub use c::C;");
        for (a, b) in [
            ("use crate::b::B;", "use crate::a::A;"),
            ("use super::{b::B, c};", "fn f() -> crate::a::A { todo!() }"),
            (
                "fn f() { crate::b::g(); }",
                "fn g() { view! { <super::a::A/> } }",
            ),
            ("mod inner { use super::super::b::B; }", "use crate::a::*;"),
        ] {
            let sources = [root, ("a.rs", a), ("b.rs", b), ("c.rs", "pub struct C;")];
            assert_eq!(of(&sources), ["a.rs b.rs"], "{a} {b}");
        }
        let third = ("c.rs", "use crate::a::A; pub struct C;");
        let sources = [
            root,
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::C;"),
            third,
        ];
        assert_eq!(
            of(&sources),
            ["a.rs b.rs c.rs"],
            "by what the root passes on"
        );
    }

    #[test]
    fn one_way_a_subject_of_its_own_and_tests_are_no_circle() {
        let root = ("lib.rs", "mod a; mod b; pub use a::A;");
        let below = ("a/below.rs", "use super::A; use crate::b::B;");
        let tests = "pub struct B; #[cfg(test)] mod tests { use crate::a::A; }";
        let sources = [
            root,
            ("a.rs", "mod below; use below::Below;"),
            below,
            ("b.rs", tests),
        ];
        assert_eq!(of(&sources), [""; 0]);
    }

    #[test]
    fn a_name_counts_as_that_of_the_file_that_has_it_however_far_it_went() {
        let root = ("lib.rs", "mod a; mod b; mod c; pub use b::C;");
        let passes_on = "mod below; use crate::c::{self, C as Other}; pub use crate::c::C;";
        for names in ["use crate::C;", "use crate::b::C;"] {
            let back = ("c.rs", "use crate::a::A; pub struct C;");
            let sources = [root, ("a.rs", names), ("b.rs", passes_on), back];
            assert_eq!(of(&sources), ["a.rs c.rs"], "{names}");
        }
        for names in ["use super::Other;", "fn f() { super::c::f(); }"] {
            let below = ("b/below.rs", names);
            let back = ("c.rs", "use crate::b::below::Below; pub struct C;");
            let sources = [root, ("b.rs", passes_on), below, back];
            assert_eq!(of(&sources), ["b/below.rs c.rs"], "{names}");
        }
    }

    #[test]
    fn a_circle_is_told_unless_all_of_it_is_kept() {
        let (kept, _) = KEPT[0];
        let mut circle: Vec<_> = kept.iter().map(Path::new).collect();
        assert_eq!(told(&circle), None);
        circle.push(Path::new("crates/sandbox/src/amazon/html.rs"));
        assert!(
            told(&circle)
                .unwrap()
                .ends_with("world.rs, crates/sandbox/src/amazon/html.rs")
        );
    }
}
