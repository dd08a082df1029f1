//! What is wrong with a pipeline file or a file that it names, and where.

use std::fmt;
use std::path::{Path, PathBuf};

/// A pipeline file, or a file that it names, that cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    path: Option<PathBuf>,
    /// Counted from 1.
    line: Option<usize>,
    message: String,
}

impl ConfigError {
    pub(super) fn new(path: Option<&Path>, message: impl Into<String>) -> Self {
        Self { path: path.map(Path::to_owned), line: None, message: message.into() }
    }

    /// An error in another file that a pipeline file names.
    pub(super) fn at(path: &Path, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { path: Some(path.to_owned()), line, message: message.into() }
    }

    /// An error of the parser, which knows where in `text` it came to a stop.
    pub(super) fn parse(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
        Self { path: Some(path.to_owned()), line, message: error.message().trim_end().to_owned() }
    }

    /// Line in the file, counted from 1, where it is known.
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}
