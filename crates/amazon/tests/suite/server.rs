//! A loopback server that keeps the bytes it was sent and answers, breaks off or stays silent.

use std::sync::{Arc, Mutex};

use amazon::{Amazon, Endpoints, SecurityProfile};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use url::Url;

/// What becomes of one request.
#[derive(Clone)]
pub enum Answer {
    /// Status, header lines and body, whole.
    Whole(u16, String, Vec<u8>),
    /// A head that announces more than follows.
    Cut(u16, Vec<u8>),
    /// The connection is closed without a byte.
    Broken,
    /// Nothing, until the server is dropped.
    Silent,
    /// As the other, once the semaphore has a permit.
    Held(Arc<Semaphore>, Box<Answer>),
}

impl Answer {
    pub fn json(status: u16, body: &str) -> Self {
        Self::Whole(
            status,
            "content-type: application/json\r\n".into(),
            body.into(),
        )
    }

    pub fn body(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::Whole(status, String::new(), body.into())
    }

    pub fn redirect(to: &str) -> Self {
        Self::Whole(302, format!("location: {to}\r\n"), vec![])
    }
}

pub struct Server {
    pub origin: Url,
    requests: Arc<Mutex<Vec<String>>>,
    count: watch::Receiver<usize>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Answers the request, and how many came before it, with what `answer` says.
    pub async fn start(answer: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap())
            .parse()
            .unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (counted, count) = watch::channel(0);
        let seen = requests.clone();
        let (answer, counted) = (Arc::new(answer), Arc::new(counted));
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (seen, answer, counted) = (seen.clone(), answer.clone(), counted.clone());
                connections.spawn(async move {
                    let mut stream = stream;
                    let Some(request) = read(&mut stream).await else {
                        return;
                    };
                    let (reply, before) = {
                        let mut seen = seen.lock().unwrap();
                        let before = seen.len();
                        let reply = answer(&request, before);
                        seen.push(request);
                        (reply, before)
                    };
                    counted.send_replace(before + 1);
                    write(stream, reply).await;
                });
            }
        });
        Self {
            origin,
            requests,
            count,
            task,
        }
    }

    /// One answer for whatever comes.
    pub async fn always(answer: Answer) -> Self {
        Self::start(move |_, _| answer.clone()).await
    }

    /// The requests so far: head and body as they came, with `\n` for line ends and a fixed host.
    pub fn requests(&self) -> Vec<String> {
        let host = self.origin.authority();
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .map(|r| r.replace("\r\n", "\n").replace(host, "HOST"))
            .collect()
    }

    pub fn count(&self) -> usize {
        self.requests.lock().unwrap().len()
    }

    /// Waits for the `count`-th request.
    pub async fn saw(&self, count: usize) {
        self.count
            .clone()
            .wait_for(|seen| *seen >= count)
            .await
            .unwrap();
    }
}

async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some(head) = text.find("\r\n\r\n") else {
            continue;
        };
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        if bytes.len() >= head + 4 + length {
            return Some(text.into_owned());
        }
    }
}

async fn write(mut stream: TcpStream, mut answer: Answer) {
    while let Answer::Held(permit, then) = answer {
        permit.acquire().await.unwrap().forget();
        answer = *then;
    }
    let head = |status: u16, headers: &str, length: usize| {
        format!(
            "HTTP/1.1 {status} Accepted\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
        )
    };
    let bytes = match answer {
        Answer::Whole(status, headers, body) => {
            [head(status, &headers, body.len()).into_bytes(), body].concat()
        }
        Answer::Cut(status, body) => [head(status, "", body.len() + 1).into_bytes(), body].concat(),
        Answer::Broken | Answer::Held(..) => return,
        Answer::Silent => std::future::pending().await,
    };
    // The client may have seen enough and be gone.
    let _ = stream.write_all(&bytes).await;
    let _ = stream.shutdown().await;
}

/// An address where nobody listens.
pub fn nowhere() -> Url {
    "http://127.0.0.1:1".parse().unwrap()
}

/// A client for which all of Amazon is at `origin`.
pub fn amazon(origin: &Url) -> Amazon {
    let at = |path: &str| origin.join(path).unwrap();
    let endpoints = Endpoints {
        lwa_authorize: at("/ap/oa"),
        lwa_api: origin.clone(),
        drs: origin.clone(),
        drs_web: origin.clone(),
        sns: Some(origin.clone()),
    };
    let profile = SecurityProfile {
        client_id: "amzn1.application-oa2-client.X".into(),
        client_secret: "a secret & more".into(),
    };
    Amazon::new(endpoints, profile).unwrap()
}
