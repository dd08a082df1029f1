//! `trichdan report`: a finished run as one HTML file that needs no network and no server.
//!
//! The file holds what every view computes from: for each row of the run what it is counted by (`facts.rs`), and for the
//! articles that are shown their text and all columns of their rows (`articles.rs`). `page.rs` puts this, the scripts and
//! styles of `page/` and the libraries of `vendor/` into the template. What the reader sees is made in the browser, from data
//! that is never taken for markup.
//!
//! Architecture invariants: the result depends on the run and the options alone; all rows are counted, whatever the number of
//! articles, or those of a sample of documents that is said, where the rows alone would be too large; the file is never larger
//! than it may be; a text of the run reaches the page as JSON alone, with all characters
//! that could end it escaped, and the page's policy lets nothing run or load but what was put there.

mod articles;
mod facts;
mod page;
mod strings;

use std::path::Path;

use serde::Serialize;

use crate::export::Table;
use crate::finished::{Finished, FinishedError};
use facts::{DOCUMENT_BYTES, Facts, ROW_BYTES};

/// What a report shows.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// Language that the page opens in; it can be switched there.
    pub language: Language,
    /// Bytes that the file may have.
    pub max_bytes: usize,
    /// Articles that are shown at most.
    pub max_articles: usize,
    /// Ids of the documents to show; if empty, as many as fit, evenly sampled.
    pub documents: Vec<String>,
}

impl Default for ReportOptions {
    /// Vietnamese, 16 MB (which an e-mail still carries when it has been encoded), as many articles as fit.
    fn default() -> Self {
        Self { language: Language::Vi, max_bytes: 16_000_000, max_articles: usize::MAX, documents: Vec::new() }
    }
}

/// Language of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The run cannot be read.
    #[error(transparent)]
    Finished(#[from] FinishedError),
    /// A document that was asked for is not there.
    #[error("the run has no document `{0}`")]
    NoDocument(String),
    /// Nothing of the run fits.
    #[error("nothing of the run fits into {0} bytes")]
    TooSmall(usize),
}

/// A finished page.
#[derive(Debug)]
pub struct Report {
    /// The file.
    pub html: String,
    /// Documents of the run.
    pub documents: u64,
    /// Documents that are counted: all, or a sample.
    pub counted: usize,
    /// Documents whose text is in the file.
    pub articles: usize,
}

/// What the page knows of the run as a whole.
#[derive(Debug, Serialize)]
struct RunFacts<'a> {
    name: String,
    program: &'static str,
    settings_sha256: &'a str,
    records: u64,
    documents: u64,
    /// Documents that are in the file.
    counted: usize,
    duplicates: u64,
    rejects: &'a std::collections::BTreeMap<String, u64>,
    articles: usize,
    /// Documents with rows, of which there might be an article.
    worth_showing: usize,
}

/// Makes the page of a run.
///
/// # Errors
/// [`ReportError`]
pub fn report(folder: &Path, options: &ReportOptions) -> Result<Report, ReportError> {
    let run = Finished::open(folder)?;
    let rows: u64 = facts::FOUND.iter().map(|(table, _)| run.count(*table)).sum();
    let needed = run.count(Table::Documents) as usize * DOCUMENT_BYTES + rows as usize * ROW_BYTES;
    // Of a sample some articles are to be shown too.
    let mut share = if needed > options.max_bytes { options.max_bytes as f64 * 0.6 / needed as f64 } else { 1.0 };
    loop {
        match page_of(folder, &run, share, options)? {
            Ok(report) => return Ok(report),
            // Even without articles it is too large.
            Err(size) => share *= options.max_bytes as f64 / size as f64 * 0.8,
        }
        if share < 1e-6 {
            return Err(ReportError::TooSmall(options.max_bytes));
        }
    }
}

/// The page of a share of the documents, or the size that it has without articles, if that is too large.
fn page_of(
    folder: &Path,
    run: &Finished,
    share: f64,
    options: &ReportOptions,
) -> Result<Result<Report, usize>, ReportError> {
    let mut facts = Facts::read(run, share)?;
    let name = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name =
        name.file_name().map_or_else(|| folder.display().to_string(), |name| name.to_string_lossy().into_owned());
    let mut chosen = articles::choose(&facts, options)?;
    loop {
        let articles = articles::read(run, &mut facts, &chosen)?;
        let about = RunFacts {
            name: name.clone(),
            program: env!("CARGO_PKG_VERSION"),
            settings_sha256: &run.manifest.settings_sha256,
            records: run.manifest.records,
            documents: run.count(Table::Documents),
            counted: facts.sizes.len(),
            duplicates: run.manifest.duplicates,
            rejects: &run.manifest.rejects,
            articles: chosen.len(),
            worth_showing: facts.worth_showing(),
        };
        let html = page::render(&about, &facts, &articles, options.language);
        if html.len() <= options.max_bytes {
            let counted = facts.sizes.len();
            return Ok(Ok(Report { html, documents: about.documents, counted, articles: chosen.len() }));
        }
        if chosen.is_empty() {
            return Ok(Err(html.len()));
        }
        // The estimate was too low; what is left out now is what was taken last.
        let fits = options.max_bytes as f64 / html.len() as f64 * 0.95;
        chosen.truncate((chosen.len() as f64 * fits) as usize);
        facts.forget_articles();
    }
}
