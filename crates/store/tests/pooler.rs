//! PgBouncer in front of PostgreSQL. One that keeps no session, or drops what is set when one begins, is refused at the
//! start, with what to do: with it most writes would fail, and every plan be another one.

#![cfg(test)]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::Cluster;
use store::{Error, Store};
use tempfile::TempDir;

struct Pooler {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Pooler {
    /// One in front of the database of an address, with settings.
    fn start(url: &str, settings: &str) -> Self {
        let socket = url.strip_prefix("postgres://postgres@").unwrap();
        let socket = socket.split('/').next().unwrap();
        let socket = socket.replace("%2F", "/").replace("%25", "%");
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pgbouncer.ini");
        let config = format!(
            "[databases]\n* = host={socket} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nunix_socket_dir =\nauth_type = any\n{settings}\n"
        );
        fs::write(&file, config).unwrap();
        // It refuses to run as root, as PostgreSQL does.
        let is_root = fs::read_to_string("/proc/self/status")
            .unwrap()
            .lines()
            .any(|line| line.starts_with("Uid:\t0\t"));
        let mut command = Command::new(program());
        if is_root {
            command.args(["-u", "postgres"]);
        }
        let child = command
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("PgBouncer: `cargo xtask test` installs it, or install Debian's package `pgbouncer`");
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(20),
                "it does not start"
            );
            std::thread::yield_now();
        }
        Self {
            child,
            port,
            _folder: folder,
        }
    }

    async fn opened(&self, url: &str) -> Result<Store, Error> {
        let name = url.rsplit('/').next().unwrap();
        let port = self.port;
        Store::open(&format!(
            "postgres://postgres@127.0.0.1:{port}/{name}?sslmode=disable"
        ))
        .await
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian keeps it off the `PATH` of users.
fn program() -> &'static Path {
    let debians = Path::new("/usr/sbin/pgbouncer");
    if debians.exists() {
        debians
    } else {
        Path::new("pgbouncer")
    }
}

#[tokio::test]
async fn a_pooler_that_keeps_no_session_is_refused_at_the_start() {
    let url = Cluster::shared().unwrap().database().unwrap();
    for settings in [
        "pool_mode = transaction\nignore_startup_parameters = options, extra_float_digits",
        "pool_mode = session\nignore_startup_parameters = options, extra_float_digits",
    ] {
        let pooler = Pooler::start(&url, settings);
        let refused = pooler.opened(&url).await;
        let said = refused.as_ref().map(drop).unwrap_err().to_string();
        assert!(matches!(refused, Err(Error::Pooled)), "{settings}: {said}");
        assert!(said.contains("LARDER_DATABASE_URL") && said.contains("pool_mode = session"));
    }
}
