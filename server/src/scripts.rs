//! The browser's part, built into `site/pkg/{hash}` beside this program: files that never change under
//! their path, with a compressed one beside each. The file `site/pkg/current` names the folder, which may have older
//! ones and anything else beside it.

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

    /// The part in a site's folder; none where none is named, or it is not there.
    pub fn within(site: &Path) -> Option<Self> {
        let pkg = site.join("pkg");
        let named = std::fs::read_to_string(pkg.join("current")).ok()?;
        let hash = named.trim();
        let folder = pkg.join(hash);
        let is_hash = !hash.is_empty() && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let whole = is_hash && folder.join("larder_bg.wasm").is_file();
        whole.then(|| Self {
            path: format!("pkg/{hash}"),
            folder,
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
    fn the_folder_that_is_named_is_the_browsers_part() {
        let folder = tempfile::tempdir().unwrap();
        let found = || Scripts::beside(&folder.path().join("larder"));
        assert_eq!(found(), None);
        let pkg = folder.path().join("site/pkg");
        fs::create_dir_all(pkg.join("0a1b")).unwrap();
        assert_eq!(found(), None);
        fs::write(pkg.join("0a1b/larder_bg.wasm"), b"").unwrap();
        assert_eq!(found(), None);
        fs::write(pkg.join("current"), "0a1b\n").unwrap();
        let scripts = found().unwrap();
        assert_eq!(scripts.path, "pkg/0a1b");
        assert_eq!(scripts.folder, pkg.join("0a1b"));
        // A new one copied over it, and what somebody left there.
        fs::create_dir(pkg.join("ffff")).unwrap();
        fs::write(pkg.join("ffff/larder_bg.wasm"), b"").unwrap();
        fs::write(pkg.join(".DS_Store"), b"").unwrap();
        assert_eq!(found(), Some(scripts));
        fs::write(pkg.join("current"), "ffff").unwrap();
        assert_eq!(found().unwrap().path, "pkg/ffff");
        for wrong in ["", "..", "0000"] {
            fs::write(pkg.join("current"), wrong).unwrap();
            assert_eq!(found(), None, "{wrong}");
        }
    }
}
