//! The manual's block for nginx, as it stands there, in an nginx of its own: what customers, machines and
//! Amazon meet behind it.

use std::fs;
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use reqwest::{Certificate, Method, StatusCode, Version, header};
use serde_json::json;
use tempfile::TempDir;

use crate::test_server::TestServer;

const NAME: &str = "larder.example";
/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// An nginx with the block, and Larder behind it.
struct Proxied {
    server: TestServer,
    port: u16,
    certificate: Certificate,
    nginx: Child,
    _folder: TempDir,
}

impl Drop for Proxied {
    fn drop(&mut self) {
        self.nginx.kill().unwrap();
        self.nginx.wait().unwrap();
    }
}

/// The block in the manual.
fn block() -> String {
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations.md");
    let manual = fs::read_to_string(manual).unwrap();
    let (_, rest) = manual.split_once("```nginx\n").unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// The block with the places of this test in the place of the manual's; each has to be there.
fn placed(places: &[(&str, String)]) -> String {
    places.iter().fold(block(), |block, (manuals, ours)| {
        assert!(block.contains(manuals), "{manuals} in\n{block}");
        block.replace(manuals, ours)
    })
}

impl Proxied {
    async fn start() -> Self {
        let port = {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            free.local_addr().unwrap().port()
        };
        let public = format!("https://{NAME}:{port}");
        let mut server =
            TestServer::with(|config| config.public_url = public.parse().unwrap()).await;
        let upstream = server.origin.clone();

        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name).display().to_string();
        let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).unwrap();
        fs::write(file("certificate.pem"), made.cert.pem()).unwrap();
        fs::write(file("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let block = placed(&[
            ("listen 443 ", format!("listen 127.0.0.1:{port} ")),
            ("http://127.0.0.1:3000", upstream),
            ("/etc/ssl/larder.example.pem", file("certificate.pem")),
            ("/etc/ssl/larder.example.key", file("key.pem")),
        ]);
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {};\n", file(name)))
            .concat();
        let whole = format!(
            "daemon off;\nmaster_process off;\npid {};\nevents {{}}\n\
             http {{\naccess_log off;\n{temporary}{block}}}\n",
            file("pid")
        );
        fs::write(file("nginx.conf"), whole).unwrap();
        let log = file("error.log");
        // Where it is installed, a user's PATH may not have it.
        let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
        let mut nginx = Command::new("nginx")
            .env("PATH", path)
            .args(["-e", &log, "-p", &file(""), "-c", &file("nginx.conf")])
            .spawn()
            .expect("nginx is installed: `cargo xtask test` does");
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = nginx.try_wait().unwrap();
            assert_eq!(ended, None, "{}", fs::read_to_string(&log).unwrap());
            tokio::task::yield_now().await;
        }
        let certificate = Certificate::from_pem(made.cert.pem().as_bytes()).unwrap();
        server.origin = public;
        let mut proxied = Self {
            server,
            port,
            certificate,
            nginx,
            _folder: folder,
        };
        proxied.server.http = proxied.client("127.0.0.1");
        proxied
    }

    /// A client at one of this host's own addresses.
    fn client(&self, address: &str) -> reqwest::Client {
        let nginx = SocketAddr::new(IpAddr::from([127, 0, 0, 1]), self.port);
        #[expect(clippy::disallowed_methods, reason = "the test is the client")]
        let builder = reqwest::Client::builder();
        builder
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .tls_certs_only([self.certificate.clone()])
            .resolve(NAME, nginx)
            .local_address(address.parse::<IpAddr>().unwrap())
            .timeout(PATIENCE)
            .build()
            .unwrap()
    }
}

#[tokio::test]
async fn behind_the_manuals_nginx_clients_are_told_apart_and_none_can_lie() {
    let proxied = Proxied::start().await;
    let guess = async |address: &str, claimed: Option<&str>| {
        let client = proxied.client(address);
        let request = client
            .get(proxied.server.url("/api/v1/device"))
            .bearer_auth("wrong");
        let request = match claimed {
            Some(claimed) => request.header("x-forwarded-for", claimed),
            None => request,
        };
        request.send().await.unwrap().status().as_u16()
    };
    for _ in 0..25 {
        guess("127.0.0.1", None).await;
    }
    assert_eq!(guess("127.0.0.1", None).await, 429);
    assert_eq!(guess("127.0.0.1", Some("198.51.100.9")).await, 429);
    assert_eq!(guess("127.0.0.2", None).await, 401);
    for number in 0..25 {
        guess("127.0.0.3", Some(&format!("198.51.100.{number}"))).await;
    }
    assert_eq!(guess("127.0.0.3", Some("198.51.100.99")).await, 429);
}

#[tokio::test]
async fn behind_the_manuals_nginx_customers_sign_in_and_pages_hear_at_once() {
    let proxied = Proxied::start().await;
    let server = &proxied.server;
    let anna = server.customer("Anna").await;
    let page = anna.get("/supplies").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("location"), "", "no going round in circles");
    let again = anna.post("/settings", &[("theme", "dark")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);

    let cookie = anna.cookie.lock().unwrap().clone().unwrap();
    let live = server.http.get(server.url("/live?since=-1"));
    let live = live.header(header::COOKIE, cookie).send().await.unwrap();
    assert_eq!(live.version(), Version::HTTP_2);
    let mut live = live;
    // What nginx holds back comes with the next thing, and there is none.
    let first = tokio::time::timeout(PATIENCE, live.chunk()).await.unwrap();
    let first = String::from_utf8(first.unwrap().unwrap().to_vec()).unwrap();
    assert!(first.contains("event: changed"), "{first}");
}

#[tokio::test]
async fn behind_the_manuals_nginx_what_amazon_and_machines_may_send_gets_through() {
    let proxied = Proxied::start().await;
    let server = &proxied.server;
    let large = vec![b' '; 2 * 1024 * 1024];
    let webhook = server.http.post(server.url("/webhooks/sns")).body(large);
    assert_eq!(
        webhook.send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    let ready = server
        .http
        .get(server.url("/health/ready"))
        .send()
        .await
        .unwrap();
    assert_eq!(ready.status(), StatusCode::OK);
    let new = json!({"model": "NONE", "serial": "K1"});
    let make = server.maker(Method::POST, "/api/v1/devices").json(&new);
    assert_eq!(
        make.send().await.unwrap().status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
