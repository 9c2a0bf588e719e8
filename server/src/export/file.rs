//! A file on its way: what is written goes out in order, no faster than it is taken. Only a file that was
//! written to its end has one: whatever else ends it, its body ends in an error.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::Unit;
use futures_util::stream::{self, StreamExt as _};
use replenish::Application;
use replenish::personal_data::Pages;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

use super::download::Download;
use super::table;

/// Pieces that wait to be taken.
const AHEAD: usize = 2;
/// How long a piece may wait: whoever takes nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a file may take in all.
const IN_ALL: Duration = Duration::from_secs(600);

/// Why a file was not written to its end. Whoever takes it sees that it was cut off.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cut {
    /// Nobody takes it any more.
    #[error("nobody takes it")]
    Gone,
    /// It takes too long.
    #[error("it takes too long")]
    Late,
    /// It could not be packed.
    #[error("it could not be packed: {0}")]
    Packed(#[from] zip::result::ZipError),
    /// It could not be written.
    #[error("it could not be written: {0}")]
    Written(#[from] csv::Error),
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] replenish::Error),
}

impl From<serde_json::Error> for Cut {
    fn from(error: serde_json::Error) -> Self {
        Self::Written(io::Error::from(error).into())
    }
}

/// Where a file goes, packed or as it is.
pub(super) struct Out {
    pieces: mpsc::Sender<Bytes>,
    packer: Option<Packer>,
    is_whole: Arc<AtomicBool>,
    /// When it is cut off.
    until: Instant,
}

/// Packs on a thread that may be busy, a piece at a time.
struct Packer {
    archive: ZipWriter<StreamWriter<Packed>>,
    packed: Packed,
}

/// What has been packed and not sent yet.
#[derive(Clone, Default)]
struct Packed(Arc<Mutex<Vec<u8>>>);

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut packed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        packed.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Packed {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Out {
    /// The body of an answer, and what goes into it for so long.
    fn new(packer: Option<Packer>, time: Duration) -> (Self, Body) {
        let (pieces, taken) = mpsc::channel(AHEAD);
        let out = Self {
            pieces,
            packer,
            is_whole: Arc::default(),
            until: Instant::now() + time,
        };
        let left = Some((taken, out.is_whole.clone()));
        let taken = stream::unfold(left, |left| async move {
            let (mut taken, is_whole) = left?;
            match taken.recv().await {
                Some(piece) => Some((Ok(piece), Some((taken, is_whole)))),
                None if is_whole.load(Ordering::SeqCst) => None,
                None => Some((Err(io::Error::other("the file was cut off")), None)),
            }
        });
        // Whoever compresses it asks again after its end.
        (out, Body::from_stream(taken.fuse()))
    }

    /// The body of an archive, and what goes into it.
    pub(super) fn packed() -> (Self, Body) {
        let packed = Packed::default();
        let packer = Packer {
            archive: ZipWriter::new_stream(packed.clone()),
            packed,
        };
        Self::new(Some(packer), IN_ALL)
    }

    /// The end of a file, and of its download. A body that ends in an error is not taken for a whole one.
    pub(super) fn end(self, written: Result<(), Cut>, download: Download) {
        match written {
            Ok(()) => self.is_whole.store(true, Ordering::SeqCst),
            Err(cut) => tracing::warn!(%cut, "a download was cut off"),
        }
        drop(download);
    }

    /// Writes a piece.
    pub(super) async fn write(&mut self, piece: Vec<u8>) -> Result<(), Cut> {
        if self.packer.is_none() {
            return self.send(piece).await;
        }
        self.pack(move |archive| Ok(archive.write_all(&piece)?))
            .await
    }

    /// Begins another file of the archive.
    pub(super) async fn begin(&mut self, name: String) -> Result<(), Cut> {
        self.pack(|archive| archive.start_file(name, SimpleFileOptions::default()))
            .await
    }

    async fn pack(
        &mut self,
        work: impl FnOnce(&mut ZipWriter<StreamWriter<Packed>>) -> zip::result::ZipResult<()>
        + Send
        + 'static,
    ) -> Result<(), Cut> {
        let Some(mut packer) = self.packer.take() else {
            return Err(Cut::Gone);
        };
        let work = spawn_blocking(move || {
            work(&mut packer.archive)?;
            let packed = packer.packed.take();
            Ok::<_, zip::result::ZipError>((packer, packed))
        });
        let (packer, packed) = work.await.map_err(|_| Cut::Gone)??;
        self.packer = Some(packer);
        self.send(packed).await
    }

    /// Ends the archive.
    pub(super) async fn finish(&mut self) -> Result<(), Cut> {
        let Some(packer) = self.packer.take() else {
            return Ok(());
        };
        packer.archive.finish()?;
        self.send(packer.packed.take()).await
    }

    async fn send(&self, piece: Vec<u8>) -> Result<(), Cut> {
        if self.until <= Instant::now() {
            return Err(Cut::Late);
        }
        if piece.is_empty() {
            return Ok(());
        }
        let sent = self.pieces.send(piece.into());
        match tokio::time::timeout(PATIENCE, sent).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Cut::Gone),
        }
    }
}

/// One table.
pub(super) fn table(download: Download, app: Application, pages: Pages, unit: Unit) -> Response {
    let (mut out, body) = Out::new(None, IN_ALL);
    tokio::spawn(async move {
        let written = journal(&mut out, &app, pages, unit).await;
        out.end(written, download);
    });
    attachment("text/csv; charset=utf-8", "journal.csv", body)
}

async fn journal(
    out: &mut Out,
    app: &Application,
    mut pages: Pages,
    unit: Unit,
) -> Result<(), Cut> {
    let columns = table::JOURNAL_ALONE;
    let whose = table::row(&[("unit", unit.name().into())]);
    out.write(table::head(columns)?).await?;
    loop {
        let rows = pages.next(app).await?;
        if rows.is_empty() {
            return Ok(());
        }
        out.write(table::rows(columns, &rows, &whose)?).await?;
    }
}

/// An answer that a browser keeps as a file.
pub(super) fn attachment(kind: &'static str, name: &'static str, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use domain::AccountId;
    use uuid::Uuid;

    use super::*;
    use crate::export::Downloads;

    fn download() -> Download {
        let account = AccountId(Uuid::from_u128(1));
        Downloads::default().begin(account).unwrap()
    }

    /// A file of as many pieces as may wait, and its body, of which nothing was taken.
    async fn waiting() -> (Out, Body) {
        let (mut out, body) = Out::new(None, IN_ALL);
        for _ in 0..AHEAD {
            out.write(b"line\n".to_vec()).await.unwrap();
        }
        (out, body)
    }

    #[tokio::test]
    async fn a_file_that_was_cut_off_does_not_end_as_a_whole_one() {
        let (out, body) = waiting().await;
        out.end(Ok(()), download());
        let whole = to_bytes(body, usize::MAX).await.unwrap();
        assert_eq!(whole, "line\n".repeat(AHEAD));

        let (out, body) = waiting().await;
        out.end(Err(Cut::Gone), download());
        assert!(to_bytes(body, usize::MAX).await.is_err(), "nobody took it");

        let (out, body) = waiting().await;
        drop(out);
        assert!(to_bytes(body, usize::MAX).await.is_err(), "it panicked");
    }

    #[tokio::test]
    async fn a_file_is_not_written_for_longer_than_its_time() {
        let (mut out, _body) = Out::new(None, Duration::ZERO);
        let written = out.write(b"line\n".to_vec()).await;
        assert!(matches!(written, Err(Cut::Late)), "{written:?}");
    }
}
