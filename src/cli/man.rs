//! `trichdan man`: manual pages, from the one definition of the command line.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::exit::{Exit, Failure};

/// Print the manual page, or write a page for each command into a folder
#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Folder for all pages, `trichdan.1`, `trichdan-run.1` and so on
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl ManArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let command = super::Arguments::command();
        if let Some(folder) = self.folder {
            std::fs::create_dir_all(&folder)?;
            clap_mangen::generate_to(command, folder)?;
        } else {
            let mut page = Vec::new();
            Man::new(command).render(&mut page)?;
            std::io::stdout().lock().write_all(&page)?;
        }
        Ok(Exit::Ok)
    }
}
