//! The members of an archive, whatever its kind: which of them are read, and how much.

use std::io::{self, Read};

use super::{Flow, Walk};
use crate::ingest::decompress::open_stream;
use crate::ingest::failure::blame;
use crate::ingest::limits::{Budget, Unpacked};
use crate::ingest::record::Place;
use crate::ingest::source::by_name;
use crate::model::RejectCode;

/// The members of one archive.
pub(super) struct Members<'a> {
    uri: &'a str,
    budget: Budget,
    seen: u64,
    read: u64,
}

impl<'a> Members<'a> {
    pub fn new(uri: &'a str, budget: Budget) -> Self {
        Self { uri, budget, seen: 0, read: 0 }
    }

    /// Goes through the next member, if it is of a kind that is read: as in a folder, others and hidden ones are left out.
    pub fn next<R: Read>(&mut self, walk: &mut Walk<'_>, name: &str, member: io::Result<Member<R>>) -> Flow {
        self.seen += 1;
        let most = walk.options.max_members;
        if self.seen > most {
            if self.seen > most + 1 {
                return Flow::Continue(());
            }
            let message = format!("it has more than {most} members (input.max_members)");
            return walk.reject(Place::file(self.uri).reject(RejectCode::TooLarge, message));
        }
        let name = name.replace(char::is_control, "\u{FFFD}");
        let (format, compression) = by_name(&name);
        if format.is_none() || is_hidden(&name) {
            return Flow::Continue(());
        }
        self.read += 1;
        let uri = format!("{}#{name}", self.uri);
        let opened = member.and_then(|member| {
            let bytes = Unpacked::within(member, self.budget.clone());
            open_stream(Box::new(bytes), None, format, compression, walk.options)
        });
        walk.file(&uri, opened)
    }

    /// After the last one.
    pub fn end(self, walk: &mut Walk<'_>) -> Flow {
        if self.read > 0 {
            return Flow::Continue(());
        }
        let message = format!("none of its {} members is of a kind that is read", self.seen);
        walk.reject(Place::file(self.uri).reject(RejectCode::NoContent, message))
    }
}

/// Whether some part of the name begins with a dot, or it is what macOS adds.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | ".."))
}

/// The bytes of a member; errors say that the archive is damaged.
pub(super) struct Member<R> {
    inner: R,
    kind: &'static str,
    /// Bytes that must still come.
    left: u64,
}

impl<R> Member<R> {
    /// `size`: how many bytes there must be; 0 where the reader itself finds that out.
    pub fn new(inner: R, kind: &'static str, size: u64) -> Self {
        Self { inner, kind, left: size }
    }
}

impl<R: Read> Read for Member<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).and_then(|read| match read {
            0 if self.left > 0 && !buffer.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            read => Ok(read),
        });
        let read = read.map_err(|error| blame(error, RejectCode::BadArchive, |error| damaged(self.kind, error)))?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

/// The message about an archive whose bytes make no sense.
pub(super) fn damaged(kind: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => format!("the {kind} archive is cut short"),
        _ => format!("the {kind} archive is damaged: {error}"),
    }
}
