//! `trichdan completions`: what a shell needs to complete commands, from the one definition of the command line.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::exit::{Exit, Failure};

/// Print a script that lets a shell complete commands and options
///
/// For bash: `trichdan completions bash > ~/.local/share/bash-completion/completions/trichdan`; for others see their manual.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

impl CompletionsArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::Arguments::command(), env!("CARGO_PKG_NAME"), &mut script);
        std::io::stdout().lock().write_all(&script)?;
        Ok(Exit::Ok)
    }
}
