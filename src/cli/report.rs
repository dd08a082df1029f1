//! `trichdan report`: a run as a page.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::say::say;
use super::summary::{grouped, megabytes};
use crate::report::{Language, ReportError, ReportOptions, report};

/// Write a finished run as one HTML file: dashboard, tables, articles with what was found marked in place
///
/// The file needs no network and no server. All rows of the run are counted; articles are in it as far as the size allows,
/// evenly sampled, or those that are asked for. Of a run whose rows alone are larger, a sample of documents is counted, and the
/// page says so.
#[derive(Debug, Args)]
#[command(after_help = super::exit::HELP)]
pub(super) struct ReportArguments {
    /// Folder of the run
    #[arg(value_name = "RUN_DIR")]
    folder: PathBuf,
    /// File to write, `-` for standard output; one that is there is replaced [default: beside the folder, of its name]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Language that the page opens in; it can be switched there
    #[arg(long, value_enum, default_value = "vi")]
    language: LanguageName,
    /// Size that the file may have, in MB (millions of bytes)
    #[arg(long, value_name = "MB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=2000))]
    max_size: u32,
    /// Articles to show at most
    #[arg(long, value_name = "N")]
    articles: Option<usize>,
    /// Show this document; may be given more than once [default: a sample of those with rows]
    #[arg(long = "document", value_name = "DOC_ID")]
    documents: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageName {
    Vi,
    En,
}

impl ReportArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let options = ReportOptions {
            language: match self.language {
                LanguageName::Vi => Language::Vi,
                LanguageName::En => Language::En,
            },
            max_bytes: self.max_size as usize * 1_000_000,
            max_articles: self.articles.unwrap_or(usize::MAX),
            documents: self.documents,
        };
        let made = report(&self.folder, &options)?;
        let output = self.output.unwrap_or_else(|| beside(&self.folder));
        let place = if output.as_os_str() == "-" {
            let mut out = std::io::stdout().lock();
            out.write_all(made.html.as_bytes())?;
            out.flush()?;
            "standard output".to_owned()
        } else {
            write(&output, &made.html)?;
            output.display().to_string()
        };
        if (made.counted as u64) < made.documents {
            let (counted, documents) = (grouped(made.counted as u64), grouped(made.documents));
            say(&format!(
                "trichdan: the rows alone are larger than --max-size allows: the page counts a sample of {counted} of {documents} \
                 documents, and says so"
            ));
        }
        let (size, documents) = (megabytes(made.html.len() as u64), grouped(made.documents));
        say(&format!(
            "{size} written to {place}: {documents} documents, {} as articles",
            grouped(made.articles as u64)
        ));
        Ok(Exit::Ok)
    }
}

/// `output/run.html` for the run in `output/run`: not inside the folder, which holds what its manifest says.
fn beside(folder: &Path) -> PathBuf {
    let named =
        if folder.file_name().is_some() { folder.to_owned() } else { folder.canonicalize().unwrap_or_default() };
    let name = named.file_name().map_or_else(|| "run".to_owned(), |name| name.to_string_lossy().into_owned());
    named.with_file_name(format!("{name}.html"))
}

/// Writes a file whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed =
        |error: std::io::Error| Failure { exit: Exit::Failed, message: Some(format!("{}: {error}", path.display())) };
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(format!(".{}.part", std::process::id()));
    let unfinished = PathBuf::from(unfinished);
    std::fs::write(&unfinished, text).and_then(|()| std::fs::rename(&unfinished, path)).map_err(|error| {
        let _ = std::fs::remove_file(&unfinished);
        failed(error)
    })
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Finished(error) => error.into(),
            error => Self::usage(&error),
        }
    }
}
