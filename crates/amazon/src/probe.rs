//! Whether something answers at all, for checking a set-up.

use url::Url;

use crate::client::{Amazon, Failure};

/// Nothing of the answer but its status is of interest.
const ANSWER_CAP: usize = 64 * 1024;

impl Amazon {
    /// Asks `url` with a plain GET, without any token; the status of the answer.
    pub async fn probe(&self, url: &Url) -> Result<u16, Failure> {
        let answer = self.send(self.0.http.get(url.clone()), ANSWER_CAP).await?;
        Ok(answer.status.as_u16())
    }
}
