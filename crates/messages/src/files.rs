//! The files as they lie in their folders: `de/order.ftl` is the module `order` in German.

use std::fs;
use std::io;
use std::path::Path;

/// A file of texts.
#[derive(Clone, Debug)]
pub struct File {
    /// Of its language (BCP 47).
    pub tag: String,
    /// Without `.ftl`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// All files below a folder, in order.
///
/// # Errors
/// When one cannot be read, or something else lies there.
pub fn read(folder: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    for tag in names(folder)? {
        for name in names(&folder.join(&tag))? {
            let path = folder.join(&tag).join(&name);
            let Some(stem) = name.strip_suffix(".ftl") else {
                let problem = format!("{} is no file of texts: name it .ftl", path.display());
                return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
            };
            files.push(File {
                text: fs::read_to_string(&path)?,
                name: stem.to_owned(),
                tag: tag.clone(),
            });
        }
    }
    Ok(files)
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let listed = fs::read_dir(folder)?;
    let mut names = listed
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort_unstable();
    Ok(names)
}
