//! The whole router over a real SQLite file and a simulated Amazon, on real sockets.

#![cfg(test)]

mod accounts;
mod backtest;
#[path = "../shared/binary.rs"]
mod binary;
mod config;
mod contract;
mod data;
mod database;
mod description;
mod device_api;
mod directive;
mod doctor;
mod events;
mod failures;
mod fleet;
mod forms;
mod household;
mod ingest;
mod keys;
mod kill;
#[path = "../shared/larder.rs"]
mod larder;
mod limits;
mod live;
mod log;
mod maker_api;
mod me;
mod metrics;
mod nginx;
mod notices;
mod oauth;
mod ops;
mod pages;
mod restart;
mod routes;
mod search;
mod secrets;
mod session;
mod shop;
#[path = "../shared/table.rs"]
mod table;
mod test_server;
mod texts;
mod webhook;
mod webhooks;
