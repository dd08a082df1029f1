//! Hashes the source text, so that the program knows what was made by another state of itself (see `src/export/shards`).

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    let mut files = vec![PathBuf::from("Cargo.toml")];
    files.extend(Some(PathBuf::from("Cargo.lock")).filter(|lock| lock.exists()));
    list(Path::new("src"), &mut files)?;
    files.sort_unstable();
    let mut hash = DefaultHasher::new();
    for file in files {
        let bytes = fs::read(&file)?;
        hash.write(file.as_os_str().as_encoded_bytes());
        hash.write_usize(bytes.len());
        hash.write(&bytes);
    }
    println!("cargo:rustc-env=TRICHDAN_SOURCE_HASH={:016x}", hash.finish());
    println!("cargo:rerun-if-changed=src");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed=Cargo.lock");
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { list(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
