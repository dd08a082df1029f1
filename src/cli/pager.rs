//! Long output in the reader's pager.

use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

/// Standard output, by way of a pager where somebody looks at it.
#[derive(Debug)]
pub(super) enum Output {
    Plain(io::StdoutLock<'static>),
    Paged(Child),
}

impl Output {
    /// Starts the program that `PAGER` names, else `less`, if standard output is a terminal. An empty `PAGER`, or `cat`, is none;
    /// one that cannot be started is done without.
    pub fn new(wanted: bool) -> Self {
        let named = std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
        let mut words = named.split_whitespace();
        let program = words.next().filter(|program| *program != "cat");
        if let Some(program) = program.filter(|_| wanted && io::stdout().is_terminal()) {
            let mut command = Command::new(program);
            // Ends at once if all fits on the screen, lets colours through, leaves the text there.
            if std::env::var_os("LESS").is_none() {
                command.env("LESS", "FRX");
            }
            if let Ok(child) = command.args(words).stdin(Stdio::piped()).spawn() {
                return Self::Paged(child);
            }
        }
        Self::Plain(io::stdout().lock())
    }

    /// Waits until the reader has seen enough.
    ///
    /// # Errors
    /// What the system says of the pager.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Plain(mut out) => out.flush(),
            Self::Paged(mut child) => {
                drop(child.stdin.take());
                child.wait().map(|_| ())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Paged(child) => child.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Paged(child) => child.stdin.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}
