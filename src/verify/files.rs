//! Sizes and hashes.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Report;
use super::manifest::Manifest;
use crate::export::{Format, Resource, Table, described, descriptions, hex};

/// Checks the files in a folder against the manifest, and that there are no others that could be taken for the run's.
pub(super) fn check(folder: &Path, manifest: &Manifest, report: &mut Report) {
    for file in &manifest.files {
        match measure(&folder.join(&file.name)) {
            Ok((bytes, _)) if bytes != file.bytes => {
                report.file(&file.name, format!("has {bytes} bytes, the manifest says {}", file.bytes));
            }
            Ok((_, sha256)) if sha256 != file.sha256 => {
                report.file(&file.name, format!("has the SHA-256 {sha256}, the manifest says {}", file.sha256));
            }
            Ok(_) => report.files += 1,
            Err(error) => report.file(&file.name, format!("cannot be read: {error}")),
        }
    }
    let names = Table::ALL.iter().flat_map(|table| Format::ALL.map(|format| format.file_name(*table)));
    for name in names.collect::<BTreeSet<_>>() {
        if folder.join(&name).exists() && manifest.files.iter().all(|file| file.name != name) {
            report.file(&name, "is not listed in the manifest");
        }
    }
}

/// Checks that the descriptions of the tables in common terms are of these files.
pub(super) fn check_package(folder: &Path, manifest: &Manifest, report: &mut Report) {
    let Some(format) = described(&manifest.formats()) else { return };
    let resource = |table: &Table| {
        let file = manifest.file(*table, format)?;
        Some(Resource { table: *table, name: file.name.clone(), bytes: file.bytes, sha256: file.sha256.clone() })
    };
    let resources: Vec<_> = Table::ALL.iter().filter_map(resource).collect();
    for (name, expected) in descriptions(format, manifest.csv(), &resources) {
        match std::fs::read(folder.join(name)) {
            Ok(text) if text == expected.as_bytes() => {}
            Ok(_) => report.file(name, "does not describe the files that the manifest lists"),
            Err(error) => report.file(name, format!("cannot be read: {error}")),
        }
    }
}

/// Size and SHA-256.
fn measure(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut hash, mut bytes) = (File::open(path)?, Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((bytes, hex(&hash.finalize()))),
            read => {
                hash.update(&buffer[..read]);
                bytes += read as u64;
            }
        }
    }
}
