//! The way between Larder and the simulated Amazon, in one process: nothing on it is a socket, and
//! everything that can go wrong on the way goes wrong here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use amazon::{Carrier, Failure};
use axum::Router;
use axum::body::{Body, to_bytes};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use crate::step::Trouble;

/// Longer than any answer of Amazon's.
const LONGEST: usize = 1 << 20;

#[derive(Clone, Default)]
pub struct Wire(Arc<Inner>);

#[derive(Default)]
struct Inner {
    troubles: Mutex<VecDeque<Trouble>>,
    /// The server dies in its next call; true once Amazon has heard it.
    crash: Mutex<Option<bool>>,
    crashed: Notify,
}

impl Wire {
    /// Carries calls to a simulated Amazon.
    pub fn to(&self, amazon: Router) -> Carrier {
        let wire = self.clone();
        Carrier::new(move |request| {
            let (wire, amazon) = (wire.clone(), amazon.clone());
            Box::pin(async move { wire.carry(amazon, request).await })
        })
    }

    /// What becomes of the next calls.
    pub fn trouble(&self, trouble: Trouble, times: u8) {
        let mut troubles = self.troubles();
        troubles.extend(std::iter::repeat_n(trouble, usize::from(times)));
    }

    /// The server dies in its next call.
    pub fn crash_next(&self, heard: bool) {
        *self.0.crash.lock().unwrap() = Some(heard);
    }

    /// Nothing goes wrong from here on.
    pub fn calm(&self) {
        self.troubles().clear();
        *self.0.crash.lock().unwrap() = None;
    }

    /// Returns when the server dies.
    pub async fn crashed(&self) {
        self.0.crashed.notified().await;
    }

    fn troubles(&self) -> MutexGuard<'_, VecDeque<Trouble>> {
        self.0.troubles.lock().unwrap()
    }

    async fn carry(
        &self,
        amazon: Router,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, Failure> {
        // The certificate's cache remembers a failure by the system's clock, which stands still here.
        if request.uri().path().ends_with(".pem") {
            return Ok(ask(amazon, request).await);
        }
        let crash = self.0.crash.lock().unwrap().take();
        let trouble = match crash {
            Some(_) => None,
            None => self.troubles().pop_front(),
        };
        let heard = crash.unwrap_or(!matches!(
            trouble,
            Some(Trouble::Unsent | Trouble::Broken | Trouble::Busy | Trouble::Refused)
        ));
        let answer = if heard {
            Some(ask(amazon, request).await)
        } else {
            None
        };
        if crash.is_some() {
            self.0.crashed.notify_one();
            return std::future::pending().await;
        }
        let instead = |status: u16, body: &str| {
            let mut response = http::Response::new(body.as_bytes().to_vec());
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            Ok(response)
        };
        match (trouble, answer) {
            (None, Some(answer)) => Ok(answer),
            (Some(Trouble::Unanswered), _) => Err(Failure::NoAnswer),
            (Some(Trouble::Broken | Trouble::BrokenAfter), _) => instead(500, "{}"),
            (Some(Trouble::Busy), _) => instead(429, ""),
            (Some(Trouble::Refused), _) => instead(400, "<html>no</html>"),
            (Some(Trouble::Empty), Some(answer)) if answer.status() == 200 => instead(200, ""),
            (Some(Trouble::Empty), Some(answer)) => Ok(answer),
            (Some(Trouble::Unsent | Trouble::Empty) | None, _) => Err(Failure::NotSent),
        }
    }
}

async fn ask(amazon: Router, request: http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    let answer = amazon.oneshot(request.map(Body::from)).await.unwrap();
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, LONGEST).await.unwrap();
    http::Response::from_parts(head, body.to_vec())
}
