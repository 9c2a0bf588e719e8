//! Every method of a transaction has a contract.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The text of every Rust file of a directory.
fn sources(directory: &str) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// The public asynchronous functions of the `impl Tx` blocks of a source.
fn methods(source: &str) -> impl Iterator<Item = &str> {
    source
        .split("\nimpl Tx {\n")
        .skip(1)
        .filter_map(|block| block.split("\n}\n").next())
        .flat_map(str::lines)
        .filter_map(|line| line.trim_start().strip_prefix("pub async fn "))
        .filter_map(|rest| rest.split('(').next())
}

#[test]
fn every_method_of_a_transaction_is_called() {
    let sources_of_store = sources("src");
    let methods: BTreeSet<&str> = sources_of_store.iter().flat_map(|s| methods(s)).collect();
    assert!(methods.contains("commit") && methods.contains("device_lock"));
    let contract = sources("tests/contract").join("\n");
    let missing: Vec<&str> = methods
        .into_iter()
        .filter(|method| !contract.contains(&format!(".{method}(")))
        .collect();
    assert!(missing.is_empty(), "no contract calls {missing:?}");
}
