//! The part of `cargo metadata` that the checks read.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::Deserialize;

use crate::process::{cargo, collect};

/// The workspace and everything below it, for every platform.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) workspace_members: BTreeSet<String>,
    #[serde(default)]
    workspace_root: PathBuf,
    resolve: Resolve,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    manifest_path: PathBuf,
    pub(crate) dependencies: Vec<Dependency>,
}

/// As written in a Cargo.toml.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// `dev` or `build`; a normal one has none.
    kind: Option<String>,
    pub(crate) optional: bool,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

impl Metadata {
    pub(crate) fn load() -> Result<Self> {
        let text = collect(&mut cargo(["metadata", "--quiet", "--format-version", "1"]))?;
        Ok(serde_json::from_str(&text)?)
    }

    /// The packages of the workspace.
    pub(crate) fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Where the packages of the workspace are, below its root.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &Path> {
        let folders = self
            .ours()
            .filter_map(|package| package.manifest_path.parent());
        folders.filter_map(|folder| folder.strip_prefix(&self.workspace_root).ok())
    }

    /// The names of everything that `package` stands on through normal dependencies, however deep.
    pub(crate) fn below(&self, package: &Package) -> BTreeSet<&str> {
        let edges: HashMap<&str, &[Edge]> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (&*node.id, &*node.deps))
            .collect();
        let mut found = BTreeSet::new();
        let mut open = vec![&*package.id];
        while let Some(id) = open.pop() {
            for edge in edges.get(id).copied().unwrap_or_default() {
                if edge.dep_kinds.iter().any(|kind| kind.kind.is_none()) && found.insert(&*edge.pkg)
                {
                    open.push(&edge.pkg);
                }
            }
        }
        self.packages
            .iter()
            .filter(|p| found.contains(&*p.id))
            .map(|p| &*p.name)
            .collect()
    }
}

impl Package {
    /// The names of its own normal dependencies.
    pub(crate) fn normal(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies
            .iter()
            .filter(|dependency| dependency.kind.is_none())
    }
}
