//! Writes the tables of a run, part after part in the order of the input.

use std::io::Write;
use std::time::Duration;

use arrow::array::{AsArray, RecordBatch};
use serde::Serialize;
use serde_json::json;

use super::csv::CsvOptions;
use super::data_package::{Resource, described, descriptions};
use super::error::ExportError;
use super::folder::{Folder, MANIFEST, TIMING, WholeFile};
use super::identity::Identity;
use super::index::Index;
use super::manifest::{Counts, FileFacts, RunFacts, manifest, text};
use super::parquet::ParquetOptions;
use super::part::{PART_TABLES, Part};
use super::run_file::RunFile;
use super::schema::Table;
use super::table_file::{Format, TableFile};
use crate::lexicon::Lexicon;

/// What to write, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportOptions {
    /// Kinds of files, without repetition.
    pub formats: Vec<Format>,
    /// For CSV.
    pub csv: CsvOptions,
    /// For Parquet.
    pub parquet: ParquetOptions,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { formats: Format::USUAL.into(), csv: CsvOptions::default(), parquet: ParquetOptions::default() }
    }
}

impl ExportOptions {
    /// What a worker needs in order to prepare CSV; none where none is wanted.
    pub fn csv(&self) -> Option<CsvOptions> {
        self.formats.contains(&Format::Csv).then_some(self.csv)
    }
}

/// The files of a run on the way. Dropped before [`RunWriter::finish`], it leaves nothing behind.
pub struct RunWriter {
    // Before the folder, which is taken away only when it is empty.
    files: Vec<TableFile>,
    run_files: Vec<RunFile>,
    folder: Folder,
    options: ExportOptions,
    identity: Identity,
    index: Index,
    counts: Counts,
    rows: [u64; Table::ALL.len()],
}

impl RunWriter {
    /// Begins the files of all tables.
    pub fn begin(folder: Folder, options: &ExportOptions) -> Result<Self, ExportError> {
        let (of_run, of_table): (Vec<Format>, Vec<Format>) =
            options.formats.iter().partition(|format| format.is_of_run());
        let names = Table::ALL.into_iter().flat_map(|table| of_table.iter().map(move |&format| (table, format)));
        let files = names.map(|(table, format)| TableFile::begin(table, format, &folder, options));
        Ok(Self {
            files: files.collect::<Result<_, _>>()?,
            run_files: of_run.iter().map(|&format| RunFile::begin(format, &folder)).collect::<Result<_, _>>()?,
            folder,
            options: options.clone(),
            identity: Identity::default(),
            index: Index::default(),
            counts: Counts::default(),
            rows: [0; Table::ALL.len()],
        })
    }

    /// Writes the next part. Documents that repeat an earlier one are marked, those with an id that stands for another
    /// text become rejects.
    #[inline(never)] // a line of its own in profiles
    pub fn append(&mut self, mut part: Part) -> Result<(), ExportError> {
        self.identity.settle(&mut part);
        self.index.add(&part);
        self.count(&part);
        for table in PART_TABLES {
            self.write(table, part.rows(table), &part.csv[table as usize])?;
        }
        Ok(())
    }

    fn write(&mut self, table: Table, rows: &RecordBatch, csv: &[u8]) -> Result<(), ExportError> {
        self.rows[table as usize] += rows.num_rows() as u64;
        self.run_files.iter_mut().try_for_each(|file| file.append(table, rows))?;
        self.files.iter_mut().filter(|file| file.table == table).try_for_each(|file| file.append(rows, csv))
    }

    fn count(&mut self, part: &Part) {
        let documents = part.rows(Table::Documents);
        let duplicates = documents.num_rows() - documents["duplicate_of"].null_count();
        self.counts.documents += documents.num_rows() as u64;
        self.counts.duplicates += duplicates as u64;
        self.counts.text_bytes +=
            documents["text"].as_string::<i32>().iter().flatten().map(str::len).sum::<usize>() as u64;
        for code in part.reject_codes() {
            *self.counts.rejects.entry(code.to_owned()).or_default() += 1;
        }
    }

    /// Records written so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Rows written so far, by table.
    pub fn rows(&self) -> [u64; Table::ALL.len()] {
        self.rows
    }

    /// Writes the tables that sum the run up and the manifest, and gives all files their final names.
    #[inline(never)] // a line of its own in profiles
    pub fn finish(mut self, run: &RunFacts, timing: &Timing, lexicon: &Lexicon) -> Result<Finished, ExportError> {
        for (table, rows) in std::mem::take(&mut self.index).finish(lexicon) {
            let mut csv = Vec::new();
            if let Some(options) = self.options.csv() {
                options.rows(&rows, &mut csv);
            }
            self.write(table, &rows, &csv)?;
        }
        let (mut files, mut facts) = (Vec::new(), Vec::new());
        for open in self.files {
            let rows = self.rows[open.table as usize];
            let (file, about) = open.close(rows)?;
            files.push(file);
            facts.push(about);
        }
        for open in self.run_files {
            let (file, about) = open.close(&self.folder, self.rows.iter().sum())?;
            files.push(file);
            facts.push(about);
        }
        if let Some(format) = described(&self.options.formats) {
            let of_format = facts.iter().filter(|file| file.format == format);
            let resource = |FileFacts { name, table, bytes, sha256, .. }: &FileFacts| {
                table.map(|table| Resource { table, name: name.clone(), bytes: *bytes, sha256: sha256.clone() })
            };
            let resources: Vec<_> = of_format.filter_map(resource).collect();
            for (name, text) in descriptions(format, self.options.csv, &resources) {
                files.push(small_file(&self.folder, name, &text)?);
            }
        }
        files.push(small_file(&self.folder, TIMING, &timing.text())?);
        files.push(small_file(&self.folder, MANIFEST, &manifest(run, &self.counts, &facts, lexicon))?);
        self.folder.publish(&files)?;
        Ok(Finished { counts: self.counts, rows: self.rows, files: facts })
    }
}

/// A run that has been written.
#[derive(Clone, Debug)]
pub struct Finished {
    /// Records by what became of them.
    pub counts: Counts,
    /// Rows by table, in the order of [`Table::ALL`].
    pub rows: [u64; Table::ALL.len()],
    /// The files of the tables.
    pub files: Vec<FileFacts>,
}

/// What differs between two runs of the same input.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// From the first byte read to the last row written.
    pub elapsed: Duration,
    /// Worker threads.
    pub threads: usize,
}

impl Timing {
    fn text(self) -> String {
        text(&json!({ "seconds": self.elapsed.as_secs_f64(), "threads": self.threads }))
    }
}

fn small_file(folder: &Folder, name: &str, text: &str) -> Result<WholeFile, ExportError> {
    let mut file = folder.begin(name.to_owned())?;
    let path = folder.path().join(name);
    file.write_all(text.as_bytes()).map_err(ExportError::io(&path, "write the file"))?;
    file.close().map_err(ExportError::io(&path, "write the file"))
}
