//! The simulated Amazon over real sockets, on a clock wound by hand.
#![cfg(test)]

mod alexa;
mod drs;
mod faults;
mod lwa;
mod orders;
mod pages;
mod rig;
mod sns;
