//! A way to a server that takes its time, as one in another building does, and that can be led elsewhere.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, UnixStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until};

use crate::Cluster;

/// What is read at a time.
const CHUNK: usize = 16 << 10;

/// A port of this machine behind which a cluster is. It closes when this is dropped; connections through it go on.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    socket: Arc<Mutex<PathBuf>>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// A way to that cluster on which everything takes `delay`, each way.
    ///
    /// # Errors
    /// No port can be listened on.
    pub async fn to(cluster: &Cluster, delay: Duration) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let socket = Arc::new(Mutex::new(cluster.socket()));
        let led = Arc::clone(&socket);
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let socket = led.lock().unwrap_or_else(PoisonError::into_inner).clone();
                tokio::spawn(async move {
                    let Ok(server) = UnixStream::connect(socket).await else {
                        return;
                    };
                    // Held back once is enough.
                    let _ = client.set_nodelay(true);
                    let ((ours, to_us), (theirs, to_them)) =
                        (client.into_split(), server.into_split());
                    tokio::join!(carry(ours, to_them, delay), carry(theirs, to_us, delay));
                });
            }
        });
        Ok(Self {
            address,
            socket,
            accepting,
        })
    }

    /// Leads new connections to another cluster. Those that are open stay where they are.
    pub fn lead_to(&self, cluster: &Cluster) {
        *self.socket.lock().unwrap_or_else(PoisonError::into_inner) = cluster.socket();
    }

    /// The address of a cluster's database, through this.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let name = database.rsplit('/').next().unwrap_or_default();
        format!(
            "postgres://postgres@{}/{name}?sslmode=disable",
            self.address
        )
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Carries what is read, each piece late by `delay`, until there is no more.
async fn carry(mut from: impl AsyncRead + Unpin, mut to: impl AsyncWrite + Unpin, delay: Duration) {
    let (sender, mut under_way) = mpsc::unbounded_channel();
    let read = async move {
        let mut chunk = vec![0; CHUNK];
        while let Ok(length @ 1..) = from.read(&mut chunk).await {
            if sender
                .send((Instant::now() + delay, chunk[..length].to_vec()))
                .is_err()
            {
                return;
            }
        }
    };
    let write = async move {
        while let Some((at, bytes)) = under_way.recv().await {
            sleep_until(at).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        // Whoever is gone hears no end.
        let _ = to.shutdown().await;
    };
    tokio::join!(read, write);
}
