//! The browser's part, built into `site/pkg/{hash}` beside this program: files that never change under
//! their path, with a compressed one beside each.

use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::map_response;
use axum::response::Response;
use tower_http::services::ServeDir;

/// A year.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Where the browser's part is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scripts {
    /// Its folder in the addresses of the site, `pkg/{hash}`.
    pub path: String,
    /// Its folder on this machine.
    pub folder: PathBuf,
}

impl Scripts {
    /// The part in the folder `site` beside `program`; none where it was not built.
    pub fn beside(program: &Path) -> Option<Self> {
        Self::within(&program.parent()?.join("site"))
    }

    /// The part in a site's folder; none where there is not exactly one.
    pub fn within(site: &Path) -> Option<Self> {
        let mut folders = std::fs::read_dir(site.join("pkg")).ok()?;
        let folder = folders.next()?.ok()?.path();
        let hash = folder.file_name()?.to_str()?;
        let whole = folders.next().is_none() && folder.join("larder_bg.wasm").is_file();
        whole.then(|| Self {
            path: format!("pkg/{hash}"),
            folder: folder.clone(),
        })
    }

    /// Serves its files.
    pub(crate) fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        let files = ServeDir::new(&self.folder)
            .append_index_html_on_directories(false)
            .precompressed_br();
        Router::new()
            .nest_service(&format!("/{}", self.path), files)
            .layer(map_response(keep))
    }
}

/// A file is kept; that there is none is not.
async fn keep(mut response: Response) -> Response {
    if response.status().is_success() {
        response.headers_mut().insert(CACHE_CONTROL, FOR_EVER);
    }
    response
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn one_whole_folder_is_the_browsers_part() {
        let folder = tempfile::tempdir().unwrap();
        let found = || Scripts::beside(&folder.path().join("larder"));
        assert_eq!(found(), None);
        let pkg = folder.path().join("site/pkg");
        fs::create_dir_all(pkg.join("0a1b")).unwrap();
        assert_eq!(found(), None);
        fs::write(pkg.join("0a1b/larder_bg.wasm"), b"").unwrap();
        let scripts = found().unwrap();
        assert_eq!(scripts.path, "pkg/0a1b");
        assert_eq!(scripts.folder, pkg.join("0a1b"));
        fs::create_dir(pkg.join("ffff")).unwrap();
        assert_eq!(found(), None);
    }
}
