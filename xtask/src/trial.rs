//! `cargo xtask try-release` and `try-sources`: what a newcomer does, in a Debian 12 with nothing in it. Both need root, and
//! the release as `cargo xtask release` made it, or a Rust toolchain that is copied.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::chroot::Chroot;
use crate::process;

/// Ports on loopback, which the trial shares with this machine.
const LARDER: u16 = 3907;
const AMAZON: u16 = 4907;
/// How long a server may take to answer.
const START: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(100);
/// What an archive's demo may take: until it is set up, and until its first order has arrived.
const READY: f64 = 10.0;
const ARRIVED: f64 = 120.0;
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:larder-trial";

/// The archive's demo, then the package from its installation to its end.
pub(crate) fn release() -> Result<bool> {
    let target = process::target()?;
    let artifacts = target.join("release-artifacts");
    let found = |end: &str| -> Result<PathBuf> {
        let listed = fs::read_dir(&artifacts).context("make it first: cargo xtask release")?;
        let mut paths = listed.filter_map(|entry| Some(entry.ok()?.path()));
        paths
            .find(|path| path.to_string_lossy().ends_with(end))
            .with_context(|| format!("no {end} in {}", artifacts.display()))
    };
    let (archive, package) = (found(".tar.zst")?, found(".deb")?);
    demo(&archive)?;
    installed(&package, &archive)?;
    println!("All of it went as it should.");
    Ok(true)
}

/// The first command of the README in a fresh system with Rust, a C compiler and nothing else.
pub(crate) fn sources(is_whole: bool) -> Result<bool> {
    let chroot = Chroot::new("sources")?;
    let toolchain = process::collect(Command::new("rustc").args(["--print", "sysroot"]))?;
    let rust = chroot.path("/usr/local/cargo");
    copy(Path::new(toolchain.trim()), &rust)?;
    let sources = chroot.path("/root/larder");
    fs::create_dir_all(&sources)?;
    let archive = chroot.path("/root/larder.tar");
    process::show(
        Command::new("git")
            .args(["archive", "--format=tar", "HEAD", "--output"])
            .arg(&archive),
    )?;
    chroot.run("tar -C /root/larder -xf /root/larder.tar")?;
    chroot.run("apt-get update -q && apt-get install -qy --no-install-recommends gcc libc6-dev ca-certificates")?;
    let ports = format!("--port {LARDER} --sandbox-port {AMAZON}");
    chroot.run(&format!(
        "cd /root/larder && cargo xtask run --check {ports}"
    ))?;
    if is_whole {
        chroot.run("cd /root/larder && cargo xtask test")?;
    }
    Ok(true)
}

/// The demo of the archive, where nothing could be compiled.
fn demo(archive: &Path) -> Result<()> {
    let chroot = Chroot::new("archive")?;
    let name = unpack(&chroot, archive)?;
    chroot.run("! command -v cc && ! command -v cargo")?;
    let began = Instant::now();
    let ports = format!("--port {LARDER} --sandbox-port {AMAZON}");
    let said = chroot.ask(&format!("/root/{name}/larder-sandbox demo --check {ports}"))?;
    print!("{said}");
    let ready = said
        .split_once("Ready after ")
        .and_then(|(_, rest)| rest.split(' ').next()?.parse::<f64>().ok())
        .context("the demo does not say when it is ready")?;
    ensure!(ready <= READY, "ready after {ready} s, and not {READY}");
    let all = began.elapsed().as_secs_f64();
    ensure!(
        all <= ARRIVED,
        "an order's life took {all:.0} s, and not {ARRIVED}"
    );
    Ok(())
}

/// The package: installed, configured, green, upgraded, removed, purged.
fn installed(package: &Path, archive: &Path) -> Result<()> {
    let chroot = Chroot::new("package")?;
    let name = unpack(&chroot, archive)?;
    fs::copy(package, chroot.path("/root/larder.deb"))?;
    older(&chroot)?;
    chroot.run("apt-get install -qy --no-install-recommends /root/older.deb curl")?;
    let status = chroot.shell("larder doctor").status()?;
    ensure!(
        status.code() == Some(2),
        "doctor of a fresh installation ended with {status}"
    );
    configure(&chroot)?;
    let _amazon = Running::start(&chroot, &amazon(&name))?;
    until(
        &chroot,
        &format!("curl -sf http://localhost:{AMAZON}/sandbox/state"),
    )?;
    let secrets =
        "sha256sum /etc/larder/secret-key /etc/larder/operator-token /etc/larder/larder.env";
    let before = chroot.ask(secrets)?;
    serve(&chroot, "installed")?;
    chroot.run("larder backup /var/lib/larder/before.backup")?;
    chroot.run("apt-get install -qy /root/larder.deb")?;
    ensure!(
        chroot.ask(secrets)? == before,
        "an upgrade changed settings or secrets"
    );
    serve(&chroot, "upgraded")?;
    chroot.run("apt-get remove -qy larder")?;
    chroot.run("test -f /var/lib/larder/larder.db && test -f /etc/larder/secret-key && ! command -v larder")?;
    chroot.run("apt-get purge -qy larder")?;
    chroot.run("test ! -e /etc/larder && test ! -e /var/lib/larder && ! getent passwd larder")?;
    Ok(())
}

/// Starts the installed server until the doctor finds nothing wrong.
fn serve(chroot: &Chroot, what: &str) -> Result<()> {
    let server = Running::start(chroot, "exec larder serve")?;
    until(
        chroot,
        &format!("curl -sf http://127.0.0.1:{LARDER}/health/ready"),
    )?;
    until(chroot, "larder doctor")?;
    chroot.run("larder doctor")?;
    chroot.run("test \"$(stat -c %U /var/lib/larder/larder.db)\" = larder")?;
    println!("{what}: the doctor finds nothing wrong");
    server.end()
}

/// A package like this one with an older version.
fn older(chroot: &Chroot) -> Result<()> {
    chroot.run(
        "cd /root && dpkg-deb -R larder.deb older && sed -i 's/^Version: .*/Version: 0.0.1/' older/DEBIAN/control \
         && dpkg-deb --build --root-owner-group -Znone older older.deb && rm -r older",
    )
}

/// What the manual says to set, for the simulated Amazon.
fn configure(chroot: &Chroot) -> Result<()> {
    let amazon = format!("http://localhost:{AMAZON}");
    let settings = [
        ("LARDER_LISTEN", format!("127.0.0.1:{LARDER}")),
        ("LARDER_PUBLIC_URL", format!("http://127.0.0.1:{LARDER}")),
        (
            "LARDER_LWA_CLIENT_ID",
            "amzn1.application-oa2-client.trial".to_owned(),
        ),
        (
            "LARDER_LWA_CLIENT_SECRET_FILE",
            "/etc/larder/lwa-client-secret".to_owned(),
        ),
        ("LARDER_SNS_TOPIC_ARNS", TOPIC.to_owned()),
        ("LARDER_LWA_AUTHORIZE_URL", format!("{amazon}/ap/oa")),
        ("LARDER_LWA_API_URL", amazon.clone()),
        ("LARDER_DRS_URL", amazon.clone()),
        ("LARDER_DRS_WEB_URL", amazon.clone()),
        ("LARDER_SNS_URL", amazon.clone()),
    ];
    let file = chroot.path("/etc/larder/larder.env");
    let mut text = fs::read_to_string(&file)?;
    for (name, value) in settings {
        text.push_str(&format!("{name}={value}\n"));
    }
    fs::write(&file, text)?;
    chroot.run(
        "echo trial >/etc/larder/lwa-client-secret && chown root:larder /etc/larder/lwa-client-secret \
         && chmod 640 /etc/larder/lwa-client-secret",
    )
}

fn amazon(archive: &str) -> String {
    format!(
        "exec /root/{archive}/larder-sandbox amazon --listen 127.0.0.1:{AMAZON} --topic {TOPIC} \
         --webhook http://127.0.0.1:{LARDER}/webhooks/sns --client-id amzn1.application-oa2-client.trial --client-secret trial"
    )
}

/// Puts the archive into the system and unpacks it; returns its folder's name.
fn unpack(chroot: &Chroot, archive: &Path) -> Result<String> {
    let file = archive.file_name().context("no name")?.to_string_lossy();
    fs::copy(archive, chroot.path("/root").join(&*file))?;
    chroot.run("apt-get update -q && apt-get install -qy --no-install-recommends zstd")?;
    chroot.run(&format!("cd /root && tar --zstd -xf {file}"))?;
    Ok(file.trim_end_matches(".tar.zst").to_owned())
}

/// Waits until a line of shell succeeds.
fn until(chroot: &Chroot, line: &str) -> Result<()> {
    let began = Instant::now();
    let (_never, pause) = std::sync::mpsc::channel::<()>();
    while chroot.ask(line).is_err() {
        if began.elapsed() > START {
            bail!("{line}: not within {} seconds", START.as_secs());
        }
        let _ = pause.recv_timeout(LOOK);
    }
    Ok(())
}

/// A program that runs in the system. Dropping it kills it.
struct Running(Child);

impl Running {
    fn start(chroot: &Chroot, line: &str) -> Result<Self> {
        let mut command = chroot.shell(line);
        Ok(Self(
            command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?,
        ))
    }

    /// Ends it as systemd would, and waits for that.
    fn end(mut self) -> Result<()> {
        process::show(Command::new("kill").arg(self.0.id().to_string()))?;
        let status = self.0.wait()?;
        ensure!(status.success(), "it ended with {status}");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    process::show(Command::new("cp").arg("-a").arg(from).arg(to))
}
