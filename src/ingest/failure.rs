//! Why a stream of bytes cannot be read to its end: a limit, damage, or the system.

use std::error::Error;
use std::fmt;
use std::io;

use crate::model::RejectCode;

/// What is wrong with the bytes of an input, which no operating system says. Travels inside [`io::Error`].
#[derive(Debug)]
struct Failure {
    code: RejectCode,
    message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {}

/// An error that becomes a row of `rejects` with this code and message.
pub(super) fn failure(code: RejectCode, message: String) -> io::Error {
    io::Error::other(Failure { code, message })
}

/// The same error, but for one of whoever makes sense of the bytes: that becomes a [`failure`].
pub(super) fn blame(error: io::Error, code: RejectCode, message: impl FnOnce(&io::Error) -> String) -> io::Error {
    if of(&error).is_some() || is_of_system(&error) { error } else { failure(code, message(&error)) }
}

/// The code in the rejects table.
pub(super) fn code_of(error: &io::Error) -> RejectCode {
    of(error).map_or(RejectCode::Io, |failure| failure.code)
}

/// What stands in the rejects table.
pub(super) fn message_of(error: &io::Error) -> String {
    of(error).map_or_else(|| error.to_string(), |failure| failure.message.clone())
}

/// The failure inside an error, however often readers have wrapped it.
fn of(error: &io::Error) -> Option<&Failure> {
    let mut inner: &(dyn Error + 'static) = error.get_ref()?;
    loop {
        if let Some(failure) = inner.downcast_ref() {
            return Some(failure);
        }
        inner = match inner.downcast_ref::<io::Error>() {
            Some(error) => error.get_ref()?,
            None => inner.source()?,
        };
    }
}

fn is_of_system(error: &io::Error) -> bool {
    error.raw_os_error().is_some()
}
