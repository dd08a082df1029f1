//! The command `trichdan`.

use std::process::ExitCode;

use clap::Parser;
use trichdan::cli::Arguments;

fn main() -> ExitCode {
    Arguments::parse().run().into()
}
