//! The browser's part: `frontend` as WebAssembly with its glue, in a folder named by its content, with a compressed
//! file beside each. It goes beside the server's program, which looks for it there.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::{install, process};

/// What pages ask for: `larder.js` and, as wasm-bindgen names it, `larder_bg.wasm`.
const NAME: &str = "larder";
/// The profile of the workspace that keeps WebAssembly small.
const PROFILE: &str = "wasm-release";
/// Where the npm package with the optimisers is.
pub(crate) const FRONTEND: &str = "frontend";
/// What rustc's own target uses, and nothing more: with all features on, the optimiser writes what browsers refuse.
const FEATURES: [&str; 7] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the optimiser does, in this order. It takes for granted that nothing traps, as after that nothing
/// would go on anyway, and leaves out what checks for it. With all code flat and its loops rebuilt it makes
/// the module small twice, the second time knowing which values can come where; functions that differ in
/// constants alone become one; and all that again until nothing gets smaller.
const PASSES: [&str; 9] = [
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa-optimizing",
    "-Oz",
    "--merge-similar-functions",
    "--converge",
    "--strip-debug",
    "--strip-producers",
];

/// How much is done to make it small.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finish {
    /// Rust alone is needed.
    Quick,
    /// As it is deployed: optimised by Binaryen and terser, which npm brings.
    Small,
}

/// Builds the site into `{programs}/site`.
pub(crate) fn build(programs: &Path, finish: Finish) -> Result<()> {
    let target = programs.parent().context("the programs are in no folder")?;
    build_into(target, &programs.join("site"), finish)
}

/// Builds the site into `site`; `target` is cargo's folder.
pub(crate) fn build_into(target: &Path, site: &Path, finish: Finish) -> Result<()> {
    install::wasm_target()?;
    process::show(&mut process::cargo([
        "build",
        "--quiet",
        "--package",
        "frontend",
        "--target",
        install::WASM,
        "--profile",
        PROFILE,
    ]))?;
    let module = target
        .join(install::WASM)
        .join(PROFILE)
        .join("frontend.wasm");
    let work = target.join("site");
    bind(&module, &work)?;
    if finish == Finish::Small {
        optimise(&work)?;
    }
    publish(&work, &site.join("pkg"))
}

/// Makes the module and its glue from what rustc built.
fn bind(module: &Path, folder: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .typescript(false)
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .with_context(|| format!("wasm-bindgen cannot read {}", module.display()))
}

fn optimise(work: &Path) -> Result<()> {
    install::npm(Path::new(FRONTEND))?;
    let tools = Path::new(FRONTEND).join("node_modules/.bin");
    let wasm = work.join(format!("{NAME}_bg.wasm"));
    process::show(
        install::node(tools.join("wasm-opt"))?
            .args(FEATURES)
            .args(PASSES)
            .arg("-o")
            .args([&wasm, &wasm]),
    )?;
    let glue = work.join(format!("{NAME}.js"));
    process::show(
        install::node(tools.join("terser"))?
            .arg(&glue)
            .args(["--module", "--compress", "--mangle", "-o"])
            .arg(&glue),
    )
}

/// Copies what was made into `{pkg}/{hash of it}`, compressed as well, and removes what was there before. The file
/// `current` names it to the server, which may find more there when one site is copied over another.
fn publish(work: &Path, pkg: &Path) -> Result<()> {
    let names = [format!("{NAME}.js"), format!("{NAME}_bg.wasm")];
    let files: Vec<(String, Vec<u8>)> = names
        .into_iter()
        .map(|name| {
            let file = work.join(&name);
            let content = fs::read(&file).with_context(|| file.display().to_string())?;
            Ok((name, content))
        })
        .collect::<Result<_>>()?;
    if pkg.exists() {
        fs::remove_dir_all(pkg)?;
    }
    let hash = hash(&files);
    let folder = pkg.join(&hash);
    fs::create_dir_all(&folder)?;
    for (name, content) in files {
        fs::write(folder.join(format!("{name}.br")), compress(&content)?)?;
        fs::write(folder.join(name), content)?;
    }
    fs::write(pkg.join("current"), hash)?;
    Ok(())
}

/// 16 hex digits.
fn hash(files: &[(String, Vec<u8>)]) -> String {
    let mut hash = Sha256::new();
    for (_, content) in files {
        hash.update(content);
    }
    hash.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn compress(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(content), &mut compressed, &parameters)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_named_by_its_content_and_replaces_the_one_before() {
        let folder = tempfile::tempdir().unwrap();
        let (work, pkg) = (folder.path().join("work"), folder.path().join("pkg"));
        fs::create_dir(&work).unwrap();
        let published = |wasm: &[u8]| {
            fs::write(work.join("larder.js"), "export default 1;".repeat(100)).unwrap();
            fs::write(work.join("larder_bg.wasm"), wasm).unwrap();
            publish(&work, &pkg).unwrap();
            let named = fs::read_to_string(pkg.join("current")).unwrap();
            assert_eq!(fs::read_dir(&pkg).unwrap().count(), 2);
            pkg.join(named)
        };
        let one = published(b"one");
        assert_eq!(published(b"one"), one);
        let other = published(b"other");
        assert_ne!(other, one);
        let size = |name: &str| fs::metadata(other.join(name)).unwrap().len();
        assert!(size("larder.js.br") < size("larder.js") / 10);
        assert_eq!(fs::read(other.join("larder_bg.wasm")).unwrap(), b"other");
    }
}
