//! How the program ends.

use std::process::ExitCode;

use crate::config::ConfigError;
use crate::engine::RunError;
use crate::export::ExportError;
use crate::finished::FinishedError;
use crate::ingest::DiscoverError;
use crate::verify::VerifyError;

/// Exit codes. Part of the interface, like the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Ok = 0,
    /// The output could not be written, or the program has a defect.
    Failed = 1,
    /// The command line, the pipeline file, an input or the output folder is not usable. Nothing was done.
    Usage = 2,
    /// The tables are written, but too large a share of the records was refused.
    Rejects = 3,
    /// A run is not what it says: `verify` found that, or a command that reads it.
    Faulty = 4,
    /// Stopped by a signal (SIGINT, SIGTERM, SIGHUP); no table was written, `run --resume` goes on.
    Interrupted = 130,
}

/// The codes for `--help`.
pub(super) const HELP: &str = "Exit codes:
    0  all went well
    1  the output could not be written, or the program has a defect
    2  the command line, the pipeline file, an input or the output folder is not usable
    3  the tables are written, but too large a share of the records was refused
    4  a run is not what it says: verify or a command that reads it found that
  130  stopped by a signal; no table was written, `run --resume` goes on from what was finished";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A command that did not do what was asked for.
#[derive(Debug)]
pub(super) struct Failure {
    pub exit: Exit,
    /// None where there is nobody to tell.
    pub message: Option<String>,
}

impl Failure {
    pub fn usage(message: &impl ToString) -> Self {
        Self { exit: Exit::Usage, message: Some(message.to_string()) }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::usage(&error)
    }
}

impl From<DiscoverError> for Failure {
    fn from(error: DiscoverError) -> Self {
        Self::usage(&error)
    }
}

impl From<VerifyError> for Failure {
    fn from(error: VerifyError) -> Self {
        let exit = match &error {
            VerifyError::NoFolder(_) => Exit::Usage,
            VerifyError::Io { .. } | VerifyError::Replaced(_) => Exit::Failed,
        };
        Self { exit, message: Some(error.to_string()) }
    }
}

impl From<FinishedError> for Failure {
    fn from(error: FinishedError) -> Self {
        let exit = match &error {
            FinishedError::NoFolder(_) | FinishedError::NoRun(_) => Exit::Usage,
            FinishedError::Io { .. } => Exit::Failed,
            FinishedError::Damaged { .. } => Exit::Faulty,
        };
        Self { exit, message: Some(error.to_string()) }
    }
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        let exit = match &error {
            RunError::Discover(_) | RunError::Export(ExportError::Refused { .. }) => Exit::Usage,
            RunError::Interrupted => Exit::Interrupted,
            RunError::Export(_) | RunError::Table(_) | RunError::Internal(_) => Exit::Failed,
        };
        Self { exit, message: Some(error.to_string()) }
    }
}

/// Standard output that fails. A reader that has seen enough (`| head`) is no failure.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self { exit: Exit::Ok, message: None },
            _ => Self { exit: Exit::Failed, message: Some(format!("standard output: {error}")) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_help_lists_every_code() {
        for exit in [Exit::Ok, Exit::Failed, Exit::Usage, Exit::Rejects, Exit::Faulty, Exit::Interrupted] {
            let code = format!("{:>5}  ", exit as u8);
            assert!(HELP.lines().any(|line| line.starts_with(&code)), "{code}");
        }
    }
}
