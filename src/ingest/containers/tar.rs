//! TAR archives, read as a stream.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use ::tar::Archive;

use super::members::{Member, Members, damaged};
use super::{Flow, Walk};
use crate::ingest::decompress::Opened;
use crate::ingest::failure::{blame, failure};
use crate::ingest::limits::Budget;
use crate::ingest::meter::Meter;
use crate::ingest::record::Place;
use crate::model::RejectCode;

/// Most bytes that a member's headers may take, long names among them.
const HEADERS: u64 = 1 << 20;

/// Goes through an archive.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let place = Place::file(uri);
    // What is in an archive is not larger than the archive.
    let budget = Budget::new(Arc::new(AtomicU64::new(u64::MAX)), walk.options);
    let mut members = Members::new(uri, budget);
    let (input, meter) = Meter::new(opened.input);
    let mut archive = Archive::new(input);
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.reject(place.failed(&error)),
    };
    loop {
        meter.allow(HEADERS);
        let Some(entry) = entries.next() else { return members.end(walk) };
        meter.allow(u64::MAX);
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let error = if meter.is_over() { too_long() } else { error };
                let error = blame(error, RejectCode::BadArchive, |error| damaged("tar", error));
                return walk.reject(place.failed(&error));
            }
        };
        // Links lead elsewhere, perhaps out of the archive.
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let size = entry.size();
            members.next(walk, &name, Ok(Member::new(&mut entry, "tar", size)))?;
        }
        // What was not read of it, here rather than with the next one's headers.
        if let Err(error) = io::copy(&mut entry.by_ref(), &mut io::sink()) {
            let error = blame(error, RejectCode::BadArchive, |error| damaged("tar", error));
            return walk.reject(place.failed(&error));
        }
    }
}

fn too_long() -> io::Error {
    failure(RejectCode::TooLarge, format!("the headers of a member are longer than {HEADERS} bytes"))
}
