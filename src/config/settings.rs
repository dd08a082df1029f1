//! Settings: checked, with paths that can be opened from where the program was started.

use std::path::{Component, Path, PathBuf};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::error::ConfigError;
use super::file::{Extract, Input, PipelineFile};
use crate::export::{ExportOptions, Format, hex};
use crate::ingest::ReadOptions;
use crate::lexicon::OwnLaws;

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Files, folders, globs, `-`.
    pub inputs: Vec<String>,
    /// How to read them.
    pub input: Input,
    /// What to keep.
    pub extract: Extract,
    /// Laws and treaties of the user's own.
    pub laws: Option<OwnLaws>,
    /// Folder for the tables.
    pub output: PathBuf,
    /// Replace a finished run in that folder.
    pub overwrite: bool,
    /// Go on where a run into that folder was cut off.
    pub resume: bool,
    /// Take over what a finished run in that folder made of records that are still there, and replace it; keep what the next
    /// such run needs.
    pub incremental: bool,
    /// Bytes of input after which what is finished is kept for [`Settings::resume`]; 0 for never.
    pub shard_bytes: u64,
    /// How to write.
    pub export: ExportOptions,
    /// Worker threads, at least 1.
    pub threads: usize,
    /// Largest share of refused records (0 to 1) with which a run counts as good.
    pub max_reject_share: f64,
}

/// What the command line says instead of the pipeline file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Inputs; none leaves those of the file.
    pub inputs: Vec<String>,
    /// Output folder.
    pub output: Option<PathBuf>,
    /// Kinds of files.
    pub formats: Option<Vec<Format>>,
    /// Worker threads; 0 for one a processor.
    pub threads: Option<usize>,
    /// Replace a finished run.
    pub overwrite: bool,
    /// Go on where a run was cut off.
    pub resume: bool,
    /// Do again only what is new.
    pub incremental: bool,
    /// Least confidence of a row, 0 to 1.
    pub min_confidence: Option<f64>,
}

impl Settings {
    /// Settings from a pipeline file, if there is one, and the command line, which wins.
    ///
    /// # Errors
    /// If the file cannot be read or says something that has no meaning, or no input is named.
    pub fn load(pipeline: Option<&Path>, overrides: Overrides) -> Result<Self, ConfigError> {
        let settings = Self::load_without_inputs(pipeline, overrides)?;
        if settings.inputs.is_empty() {
            return Err(ConfigError::new(
                pipeline,
                "no input is named, expected files, folders or globs in input.paths",
            ));
        }
        Ok(settings)
    }

    /// [`Settings::load`] for work on what is in memory already: inputs need not be named.
    ///
    /// # Errors
    /// The same, but for inputs.
    pub fn load_without_inputs(pipeline: Option<&Path>, overrides: Overrides) -> Result<Self, ConfigError> {
        let file = pipeline.map_or_else(|| Ok(PipelineFile::default()), read)?;
        let home = pipeline.and_then(Path::parent).unwrap_or(Path::new(""));
        let inputs = match overrides.inputs {
            given if !given.is_empty() => given,
            _ => file.input.paths.iter().map(|path| beside(home, path)).collect(),
        };
        let incremental = overrides.incremental || file.run.incremental;
        if incremental && file.run.shard_bytes == 0 {
            return Err(ConfigError::new(pipeline, "without shards (run.shard_bytes = 0) no run can be incremental"));
        }
        let laws = file.registry.laws.map(|path| own_laws(&home.join(path))).transpose()?;
        let output = overrides.output.or_else(|| file.output.dir.map(|dir| tidy(&home.join(dir))));
        let formats = overrides.formats.or(file.output.formats);
        Ok(Self {
            inputs,
            input: file.input,
            extract: Extract { min_confidence: overrides.min_confidence.unwrap_or(file.extract.min_confidence) },
            laws,
            output: output.unwrap_or_else(|| default_output(pipeline)),
            overwrite: overrides.overwrite || file.output.overwrite,
            resume: overrides.resume,
            incremental,
            shard_bytes: file.run.shard_bytes,
            export: ExportOptions {
                formats: formats.map_or_else(|| Format::USUAL.into(), in_order),
                csv: file.output.csv,
                parquet: file.output.parquet.into(),
            },
            threads: threads(overrides.threads.unwrap_or(file.run.threads)),
            max_reject_share: file.run.max_reject_share,
        })
    }

    /// How to read the inputs.
    pub fn read_options(&self) -> ReadOptions {
        self.input.read_options()
    }

    /// The settings that decide what is in the files: not the inputs, which the manifest lists, nor where the files go and
    /// how many threads write them.
    pub fn canonical(&self) -> Value {
        let laws = self.laws.as_ref().map(OwnLaws::hash);
        json!({ "input": self.input, "extract": self.extract, "export": self.export, "registry": { "laws": laws } })
    }

    /// SHA-256, in hex, of the canonical settings as JSON without spaces, keys sorted.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(self.canonical().to_string()))
    }
}

/// A user's own registry file of laws.
///
/// # Errors
/// If it cannot be read, or the first of its lines that says something that has no meaning.
pub fn own_laws(path: &Path) -> Result<OwnLaws, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::new(Some(path), error.to_string()))?;
    let tabs = path.extension().is_some_and(|extension| extension == "tsv");
    OwnLaws::parse(&text, tabs).map_err(|error| ConfigError::at(path, error.line, error.message))
}

fn read(path: &Path) -> Result<PipelineFile, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::new(Some(path), error.to_string()))?;
    toml::from_str(&text).map_err(|error| ConfigError::parse(path, &text, &error))
}

/// An input of a pipeline file, which is relative to the file's folder. In a pattern, marks in the folder's own name mean
/// themselves.
fn beside(home: &Path, input: &str) -> String {
    if input == "-" || Path::new(input).is_absolute() {
        return input.to_owned();
    }
    let path = home.join(input);
    let literal = home.as_os_str().is_empty() || path.exists();
    let path = if literal { path } else { Path::new(&glob::Pattern::escape(&home.to_string_lossy())).join(input) };
    path.to_string_lossy().into_owned()
}

/// A path without `folder/..`, where leaving that out leads to the same place.
fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        let removable = matches!(out.components().next_back(), Some(Component::Normal(_))) && !out.is_symlink();
        match part {
            Component::ParentDir if removable => _ = out.pop(),
            Component::CurDir => {}
            _ => out.push(part),
        }
    }
    out
}

fn default_output(pipeline: Option<&Path>) -> PathBuf {
    let name = pipeline.and_then(Path::file_stem);
    Path::new("output").join(name.unwrap_or("run".as_ref()))
}

/// Each format once, in one order, so that the same choice has the same hash.
fn in_order(mut formats: Vec<Format>) -> Vec<Format> {
    formats.sort_unstable();
    formats.dedup();
    formats
}

fn threads(wanted: usize) -> usize {
    if wanted > 0 { wanted } else { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Settings, String> {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("p.toml");
        std::fs::write(&path, text).unwrap();
        let prefix = format!("{}/", home.path().display());
        Settings::load(Some(&path), Overrides::default()).map_err(|error| error.to_string().replace(&prefix, ""))
    }

    #[test]
    fn errors_say_file_line_and_what_was_expected() {
        let error = load("[input]\npaths = [\"a\"]\n\n[output]\nformat = [\"csv\"]\n").unwrap_err();
        assert!(error.starts_with("p.toml:5: unknown field `format`, expected one of `dir`, `formats`"), "{error}");
        let error = load("[output.parquet]\nzstd_level = 40\n").unwrap_err();
        assert_eq!(error, "p.toml:2: 40 is out of range, expected 1 to 22");
        let error = load("[run]\nmax_reject_share = 2.0\n").unwrap_err();
        assert_eq!(error, "p.toml:2: 2 is out of range, expected 0.0 to 1.0");
        let error = load("[output]\nformats = [\"csv\", \"xls\"]\n").unwrap_err();
        assert_eq!(
            error,
            "p.toml:2: unknown variant `xls`, expected one of `csv`, `parquet`, `jsonl`, `arrow`, `sqlite`, `xlsx`"
        );
        assert!(load("").unwrap_err().contains("no input is named"));
        assert!(load("[input").unwrap_err().starts_with("p.toml:1: "));
    }

    #[test]
    fn own_laws_are_read_from_beside_the_file() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("p.toml");
        std::fs::write(&path, "[input]\npaths = [\"a\"]\n[registry]\nlaws = \"laws.csv\"\n").unwrap();
        let load = || Settings::load(Some(&path), Overrides::default());
        let prefix = format!("{}/", home.path().display());
        assert!(load().unwrap_err().to_string().replace(&prefix, "").starts_with("laws.csv: "));
        std::fs::write(home.path().join("laws.csv"), "number,doc_type,title_vi\n,law,Luật Lạ\n").unwrap();
        let error = load().unwrap_err();
        assert_eq!(error.line(), Some(2));
        assert!(error.to_string().replace(&prefix, "").starts_with("laws.csv:2: number and id: "), "{error}");
        std::fs::write(home.path().join("laws.csv"), "number,doc_type,title_vi\n1/2031/QH16,law,Luật Lạ\n").unwrap();
        let with = load().unwrap();
        assert_eq!(with.laws.as_ref().map(OwnLaws::len), Some(1));
        std::fs::write(&path, "[input]\npaths = [\"a\"]\n").unwrap();
        assert_ne!(with.sha256(), load().unwrap().sha256());
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        assert_eq!(beside(Path::new("pipelines"), "sample/*.txt"), "pipelines/sample/*.txt");
        assert_eq!(beside(Path::new("a[1]"), "*.txt"), "a[[]1[]]/*.txt");
        assert_eq!(beside(Path::new(""), "x.txt"), "x.txt");
        assert_eq!(beside(Path::new("pipelines"), "-"), "-");
        assert_eq!(tidy(Path::new("pipelines/../output/./sample")), Path::new("output/sample"));
        assert_eq!(tidy(Path::new("../output")), Path::new("../output"));
    }

    #[test]
    fn the_hash_is_of_what_decides_the_files() {
        let plain = load("[input]\npaths = [\"a\"]").unwrap();
        let moved = load(
            "[input]\npaths = [\"b\"]\n[output]\ndir = \"x\"\nformats = [\"parquet\", \"csv\"]\n[run]\nthreads = 3",
        );
        let other = load("[input]\npaths = [\"a\"]\n[output.csv]\nbom = true").unwrap();
        let surer = load("[input]\npaths = [\"a\"]\n[extract]\nmin_confidence = 0.8").unwrap();
        assert_ne!(plain.sha256(), surer.sha256());
        assert_eq!(plain.sha256(), moved.unwrap().sha256());
        assert_ne!(plain.sha256(), other.sha256());
    }
}
