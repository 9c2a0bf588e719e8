//! Makes the functions of `app::i18n` from the texts in `locales`.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    match messages::generate(&messages::read(Path::new("locales"))?) {
        Ok(code) => fs::write(out.join("messages.rs"), code)?,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error=app/locales/{problem}");
            }
        }
    }
    Ok(())
}
