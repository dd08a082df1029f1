//! `trichdan run`: the main job.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::progress::Reporter;
use super::say::say;
use super::summary;
use crate::config::{Overrides, Settings};
use crate::engine::{self, Control, Progress, RunError};
use crate::export::{Format, has_work};

/// The pipeline that runs when nothing is said.
const SAMPLE: &str = "pipelines/sample.toml";

/// Read articles and write the tables
#[derive(Debug, Default, Args)]
#[command(after_help = super::exit::HELP)]
pub(super) struct RunArguments {
    /// A pipeline file (.toml) and/or inputs: files, folders, globs, `-` for standard input
    ///
    /// Inputs replace those of the pipeline file. Without a pipeline file, defaults apply; without either, the sample
    /// pipeline runs.
    #[arg(value_name = "PIPELINE.toml] [INPUT")]
    arguments: Vec<String>,
    /// Folder for the tables [default: as the pipeline says, else output/NAME of the pipeline, else output/run]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Kinds of files [default: as the pipeline says, else csv and parquet]
    #[arg(short, long, value_delimiter = ',', value_name = "FORMAT")]
    format: Vec<FormatName>,
    /// Worker threads; 0 for one a processor
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=1024))]
    threads: Option<u16>,
    /// Replace a finished run in the output folder
    #[arg(long)]
    overwrite: bool,
    /// Go on where a run with the same inputs and settings into the same folder was cut off
    ///
    /// Refused if the program, the settings, the lexicons or the inputs are not those of that run. Where nothing was
    /// finished, everything is read. The tables have the same bytes as those of a run that was not cut off.
    #[arg(long)]
    resume: bool,
    /// Read only records that are new or have changed since the finished run in the output folder, and replace that run
    ///
    /// The tables have the same bytes as those of a full run. What the next incremental run needs is kept in the folder, in
    /// .shards; where it is missing, or was made by another version, with other settings or lexicons, everything is read.
    #[arg(long)]
    incremental: bool,
    /// Leave out rows of rules that were measured as less sure than this, 0.0 to 1.0 [default: as the pipeline says, else 0.0]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f64>,
}

/// What went wrong, and whether the run can go on from what it has finished.
fn failure(error: RunError, settings: &Settings) -> Failure {
    let mut failure = Failure::from(error);
    if failure.exit != Exit::Usage && has_work(&settings.output) {
        let message = failure.message.get_or_insert_default();
        message.push_str("; what was finished is kept, --resume goes on from there");
    }
    failure
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "expected a number from 0.0 to 1.0".to_owned())
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Csv,
    Parquet,
    Jsonl,
    Arrow,
    Sqlite,
    Xlsx,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Csv => Self::Csv,
            FormatName::Parquet => Self::Parquet,
            FormatName::Jsonl => Self::Jsonl,
            FormatName::Arrow => Self::Arrow,
            FormatName::Sqlite => Self::Sqlite,
            FormatName::Xlsx => Self::Xlsx,
        }
    }
}

impl RunArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let settings = self.settings()?;
        let mut reporter = Reporter::new();
        let mut begun = false;
        let mut update = |progress: &Progress| {
            let remark = progress.start.to_string();
            if !mem::replace(&mut begun, true) && !remark.is_empty() {
                say(&format!("trichdan: {remark}"));
            }
            reporter.update(progress);
        };
        let control = Control { stop: stop_on_signal(), progress: &mut update };
        let outcome = engine::run(&settings, control);
        reporter.finish();
        let summary = outcome.map_err(|error| failure(error, &settings))?;
        say(&summary::text(&summary));
        Ok(if summary.too_many_rejects { Exit::Rejects } else { Exit::Ok })
    }

    fn settings(self) -> Result<Settings, Failure> {
        let (pipeline, inputs) = split(self.arguments).map_err(|message| Failure::usage(&message))?;
        let formats = self.format.into_iter().map(Format::from).collect::<Vec<_>>();
        let overrides = Overrides {
            inputs,
            output: self.output,
            formats: (!formats.is_empty()).then_some(formats),
            threads: self.threads.map(usize::from),
            overwrite: self.overwrite,
            resume: self.resume,
            incremental: self.incremental,
            min_confidence: self.min_confidence,
        };
        Ok(Settings::load(pipeline.as_deref(), overrides)?)
    }
}

/// Tells the pipeline file from the inputs.
fn split(arguments: Vec<String>) -> Result<(Option<PathBuf>, Vec<String>), String> {
    let is_pipeline = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "toml");
    let (mut pipelines, inputs): (Vec<_>, Vec<_>) = arguments.into_iter().partition(is_pipeline);
    if pipelines.is_empty() && inputs.is_empty() {
        pipelines.push(SAMPLE.to_owned());
    }
    match &pipelines[..] {
        [first, second, ..] => Err(format!("{first} and {second}: one pipeline file at a time")),
        _ => Ok((pipelines.pop().map(PathBuf::from), inputs)),
    }
}

/// How long a run may take to stop after a signal: the time for what is on the way, which is a few chunks. One that waits
/// for standard input might never stop.
const GRACE: Duration = Duration::from_secs(5);

/// A flag that SIGINT, SIGTERM and SIGHUP set. At the second signal, and when [`GRACE`] is over, the program ends at once:
/// the folder is then as a killed run leaves it, unchanged but for hidden files that the next run removes.
fn stop_on_signal() -> &'static AtomicBool {
    static STOP: AtomicBool = AtomicBool::new(false);
    let end = || std::process::exit(Exit::Interrupted as i32);
    let handler = move || {
        if STOP.swap(true, Ordering::Relaxed) {
            end();
        }
        say("trichdan: stopping; once more to end at once");
        std::thread::spawn(move || {
            std::thread::sleep(GRACE);
            say("trichdan: ended by force; no table was written, --resume goes on from what was finished");
            end();
        });
    };
    // Where no handler can be set, a signal ends the program, which leaves no half-written file under a final name.
    let _ = ctrlc::set_handler(handler);
    &STOP
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &[&str]) -> Result<(Option<PathBuf>, Vec<String>), String> {
        split(arguments.iter().map(|&argument| argument.to_owned()).collect())
    }

    #[test]
    fn pipeline_and_inputs() {
        assert_eq!(of(&[]), Ok((Some(SAMPLE.into()), vec![])));
        assert_eq!(of(&["news", "-"]), Ok((None, vec!["news".into(), "-".into()])));
        assert_eq!(of(&["p.toml", "a.txt"]), Ok((Some("p.toml".into()), vec!["a.txt".into()])));
        assert!(of(&["p.toml", "q.toml"]).is_err());
    }
}
