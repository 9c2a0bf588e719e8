//! The cluster against the real PostgreSQL.

#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use cluster::Cluster;

/// The answer to one query, without decoration.
fn ask(url: &str, query: &str) -> String {
    let output = Command::new("psql")
        .args(["-X", "-A", "-t", "-c", query, url])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn directory(url: &str) -> PathBuf {
    let host = url
        .strip_prefix("postgres://postgres@")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    Path::new(&host.replace("%2F", "/").replace("%25", "%")).to_owned()
}

#[test]
fn databases_are_apart_and_all_goes_when_it_is_dropped() {
    let cluster = Cluster::start().unwrap();
    let (one, two) = (cluster.database().unwrap(), cluster.database().unwrap());
    ask(&one, "create table t (i bigint)");
    assert_eq!(ask(&one, "select count(*) from t"), "0");
    assert_eq!(ask(&two, "select to_regclass('t') is null"), "t");
    assert!(directory(&one).exists());
    drop(cluster);
    assert!(!directory(&one).exists());
}

#[test]
fn a_panicking_test_leaves_nothing_behind() {
    let (send, receive) = std::sync::mpsc::channel();
    let test = std::thread::spawn(move || {
        let cluster = Cluster::start().unwrap();
        send.send(cluster.database().unwrap()).unwrap();
        panic!("as a failing test does");
    });
    let url = receive.recv().unwrap();
    assert!(test.join().is_err());
    assert!(!directory(&url).exists());
}

#[test]
fn what_was_committed_outlives_a_kill() {
    let cluster = Cluster::durable().unwrap();
    let url = cluster.database().unwrap();
    ask(&url, "create table t as select 1 as i");
    cluster.kill().unwrap();
    assert!(matches!(cluster.kill(), Err(cluster::Error::Down)));
    cluster.start_again().unwrap();
    assert_eq!(ask(&url, "select i from t"), "1");
    assert_eq!(ask(&url, "show fsync"), "on");
    let directory = directory(&url);
    drop(cluster);
    assert!(!directory.exists());
}

#[test]
fn the_shared_one_is_one() {
    let one = Cluster::shared().unwrap().database().unwrap();
    let two = Cluster::shared().unwrap().database().unwrap();
    assert_ne!(one, two);
    assert_eq!(directory(&one), directory(&two));
}
