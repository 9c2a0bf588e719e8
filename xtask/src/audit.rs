//! `cargo xtask audit`: Lighthouse over the demo's pages, in the system's Chromium.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::install;
use crate::run::children::Children;
use crate::run::{self, Options, setup};
use crate::site::Finish;
use crate::size::first_id;

/// Times that each page is looked at; the median counts.
const RUNS: &str = "5";
const OPTIONS: Options = Options {
    port: 3901,
    sandbox_port: 4901,
    check: false,
};

/// Audits the pages. False where one has less than it should.
pub(crate) fn run() -> Result<bool> {
    let folder = Path::new("end2end/lighthouse");
    install::browser(folder)?;
    run::build(Finish::Small)?;
    let mut children = Children::new()?;
    let (_, servers, _) = run::start(&OPTIONS, &mut children)?;
    let origin = servers.larder_origin;
    let mut customer = setup::sign_in(&origin)?;
    let supplies = customer.download(&format!("{origin}/supplies"), "identity")?;
    let supplies = String::from_utf8(supplies)?;
    let supply = first_id(&supplies, "/supplies").context("the demo has no supply")?;
    let status = |cookie: &str, pages: &[String]| {
        let mut command = Command::new("node");
        command
            .args(["audit.mjs", RUNS])
            .args(pages)
            .env("LARDER_COOKIE", cookie)
            .current_dir(folder);
        command.status().context("node cannot be started")
    };
    let stranger = status("", &[format!("{origin}/sign-in")])?;
    let pages = [
        format!("{origin}/supplies"),
        format!("{origin}/supplies/{supply}"),
        format!("{origin}/settings"),
    ];
    let signed_in = status(&customer.cookie(&origin), &pages)?;
    Ok(stranger.success() && signed_in.success())
}
