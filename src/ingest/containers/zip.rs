//! ZIP archives, read member by member from their table of contents, which is not kept in memory.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use ::zip::ZipReadOptions;
use ::zip::read::Config;
use ::zip::result::ZipError;
use ::zip::unstable::read::ZipIterable;

use super::members::{Member, Members, damaged};
use super::seekable::Seekable;
use super::{Flow, Walk};
use crate::ingest::decompress::Opened;
use crate::ingest::failure::{blame, failure};
use crate::ingest::limits::Budget;
use crate::ingest::record::Place;
use crate::model::RejectCode;

/// Goes through an archive.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, mut opened: Opened<'_>) -> Flow {
    let place = Place::file(uri);
    let prepared = Seekable::new(walk, &mut opened).and_then(|bytes| {
        let size = bytes.size()?;
        // Sizes are counted from the archive's own begin, so that one with a program before it is read too.
        Ok((size, ZipIterable::try_new(bytes, Config::default()).map_err(error_of)?))
    });
    let (size, mut archive) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return walk.reject(place.failed(&error)),
    };
    let budget = Budget::new(Arc::new(AtomicU64::new(size)), walk.options);
    let mut members = Members::new(uri, budget);
    let entries = match archive.files() {
        Ok(entries) => entries,
        Err(error) => return walk.reject(place.failed(&error_of(error))),
    };
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walk.reject(place.failed(&error_of(error)))?;
                continue;
            }
        };
        let raw = entry.name_raw();
        // Names that are UTF-8 without saying so are common.
        let name = std::str::from_utf8(raw).map(Cow::Borrowed).ok().or_else(|| entry.name().ok());
        let name = name.unwrap_or_else(|| String::from_utf8_lossy(raw)).into_owned();
        if !entry.is_file() {
            continue;
        }
        let open = entry.with_reader(entries.reader_mut(), ZipReadOptions::new()).map_err(error_of);
        members.next(walk, &name, open.map(|open| Member::new(open, "zip", 0)))?;
    }
    members.end(walk)
}

/// What is wrong, as an error of reading.
fn error_of(error: ZipError) -> io::Error {
    match error {
        ZipError::Io(error) => blame(error, RejectCode::BadArchive, |error| damaged("zip", error)),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            failure(RejectCode::Encrypted, "it is encrypted".to_owned())
        }
        error => failure(RejectCode::BadArchive, format!("the zip archive cannot be read: {error}")),
    }
}
