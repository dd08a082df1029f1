//! What has been done before: by a run that was cut off, or by the one whose tables are in the folder.

use std::fmt;

use super::RunError;
use crate::config::Settings;
use crate::export::{Basis, Difference, ExportError, Folder, Store};

/// Work that need not be done again.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// Parts of the run that goes on, in the order of the chunks.
    pub resumed: Option<Store>,
    /// Parts of the finished run, looked up by record.
    pub previous: Option<Store>,
}

/// On what a run begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// On nothing: everything is read.
    #[default]
    Fresh,
    /// On what a run that was cut off had finished.
    Resumed,
    /// There was nothing to resume: everything is read.
    NothingToResume,
    /// On the run that is in the folder.
    Incremental,
    /// No earlier run has kept its shards: everything is read.
    NothingKept,
    /// The earlier run differs: everything is read.
    Different(Difference),
}

impl fmt::Display for Start {
    /// A remark for the user; empty where there is nothing to say.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fresh => Ok(()),
            Self::Resumed => f.write_str("goes on where the last run was cut off"),
            Self::NothingToResume => f.write_str("nothing to resume: everything is read"),
            Self::Incremental => f.write_str("reads what is new or has changed since the last run"),
            Self::NothingKept => f.write_str("no earlier run has kept its shards: everything is read"),
            Self::Different(what) => write!(f, "the last run had {what}: everything is read"),
        }
    }
}

impl Earlier {
    /// What can be used of what is in the folder.
    ///
    /// # Errors
    /// [`ExportError::Refused`] if a run is to be resumed that had another basis.
    pub fn find(folder: &Folder, settings: &Settings, basis: &Basis) -> Result<(Self, Start), RunError> {
        let (mut earlier, mut start) = (Self::default(), Start::Fresh);
        if settings.incremental {
            earlier.previous = Store::open(&folder.kept(), true);
            start = match earlier.previous.as_ref().map(|store| store.basis().difference(basis)) {
                None => Start::NothingKept,
                Some(None) => Start::Incremental,
                Some(Some(what)) => {
                    earlier.previous = None;
                    Start::Different(what)
                }
            };
        }
        if settings.resume {
            earlier.resumed = Store::open(&folder.work(), false);
            let difference = earlier.resumed.as_ref().map(|store| store.basis().difference_with_inputs(basis));
            start = match difference {
                Some(Some(what)) => return Err(refused(settings, &format!("the run that was cut off had {what}"))),
                Some(None) => Start::Resumed,
                None if settings.incremental => start,
                None => Start::NothingToResume,
            };
        }
        Ok((earlier, start))
    }
}

/// A run that cannot be resumed.
pub(super) fn refused(settings: &Settings, why: &str) -> RunError {
    let why = format!("cannot be resumed: {why}; without --resume everything is read again");
    RunError::Export(ExportError::Refused { path: settings.output.clone(), why })
}
