//! `trichdan run`: the main job.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::exit::{Exit, Failure};
use super::progress::Reporter;
use super::say::say;
use super::summary;
use crate::config::{Overrides, Settings};
use crate::engine::{self, Control};
use crate::export::Format;

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
    /// Leave out rows of rules that were measured as less sure than this, 0.0 to 1.0 [default: as the pipeline says, else 0.0]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f64>,
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
        let control = Control { stop: stop_on_signal(), progress: &mut |progress| reporter.update(progress) };
        let outcome = engine::run(&settings, control);
        reporter.finish();
        let summary = outcome?;
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
            say("trichdan: ended by force; nothing was written, the next run removes what lies hidden in the folder");
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
