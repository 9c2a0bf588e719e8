//! The way between Larder and the simulated Amazon, in one process: nothing on it is a socket, and
//! everything that can go wrong on the way goes wrong here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use amazon::{Carrier, Failure};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use super::step::Trouble;

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
        *self.crash() = Some(heard);
    }

    /// Nothing goes wrong from here on.
    pub fn calm(&self) {
        self.troubles().clear();
        *self.crash() = None;
    }

    /// Returns when the server dies.
    pub async fn crashed(&self) {
        self.0.crashed.notified().await;
    }

    fn troubles(&self) -> MutexGuard<'_, VecDeque<Trouble>> {
        let troubles = self.0.troubles.lock();
        troubles.unwrap_or_else(PoisonError::into_inner)
    }

    fn crash(&self) -> MutexGuard<'_, Option<bool>> {
        let crash = self.0.crash.lock();
        crash.unwrap_or_else(PoisonError::into_inner)
    }

    async fn carry(
        &self,
        amazon: Router,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        // The certificate's cache remembers a failure by the system's clock, which stands still here.
        if request.uri().path().ends_with(".pem") {
            return ask(amazon, request).await;
        }
        let crash = self.crash().take();
        let trouble = match crash {
            Some(_) => None,
            None => self.troubles().pop_front(),
        };
        let heard = crash.unwrap_or(!matches!(
            trouble,
            Some(Trouble::Unsent | Trouble::Broken | Trouble::Busy | Trouble::Refused)
        ));
        let answer = if heard {
            Some(ask(amazon, request).await?)
        } else {
            None
        };
        if crash.is_some() {
            self.0.crashed.notify_one();
            return std::future::pending().await;
        }
        let instead = |status: StatusCode, body: &str| {
            let mut response = Response::new(body.as_bytes().to_vec());
            *response.status_mut() = status;
            Ok(response)
        };
        match (trouble, answer) {
            (None, Some(answer)) => Ok(answer),
            (Some(Trouble::Unanswered), _) => Err(Failure::NoAnswer),
            (Some(Trouble::Broken | Trouble::BrokenAfter), _) => {
                instead(StatusCode::INTERNAL_SERVER_ERROR, "{}")
            }
            (Some(Trouble::Busy), _) => instead(StatusCode::TOO_MANY_REQUESTS, ""),
            (Some(Trouble::Refused), _) => instead(StatusCode::BAD_REQUEST, "<html>no</html>"),
            (Some(Trouble::Empty), Some(answer)) if answer.status() == StatusCode::OK => {
                instead(StatusCode::OK, "")
            }
            (Some(Trouble::Empty), Some(answer)) => Ok(answer),
            (Some(Trouble::Unsent | Trouble::Empty) | None, _) => Err(Failure::NotSent),
        }
    }
}

async fn ask(amazon: Router, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Failure> {
    let Ok(answer) = amazon.oneshot(request.map(Body::from)).await;
    let (head, body) = answer.into_parts();
    let body = to_bytes(body, LONGEST).await;
    let body = body.map_err(|_| Failure::NoAnswer)?;
    Ok(Response::from_parts(head, body.to_vec()))
}
