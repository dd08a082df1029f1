//! How far a run has come: a bar where standard error is a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::say::say;
use super::summary::{grouped, megabytes};
use crate::engine::Progress;

/// Time between two lines where there is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// Shows progress.
pub(super) enum Reporter {
    Bar(ProgressBar),
    Lines { next: Duration },
}

impl Reporter {
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines { next: BETWEEN_LINES };
        }
        let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {msg} {bytes_per_sec} {eta} left");
        let bar = ProgressBar::new(0).with_style(style.expect("the template is well formed"));
        Self::Bar(bar)
    }

    pub fn update(&mut self, progress: &Progress) {
        match self {
            Self::Bar(bar) => {
                bar.set_length(progress.total_bytes);
                bar.set_position(progress.bytes);
                bar.set_message(format!("{} documents", grouped(progress.documents)));
            }
            Self::Lines { next } if progress.elapsed >= *next => {
                *next = progress.elapsed + BETWEEN_LINES;
                say(&line(progress));
            }
            Self::Lines { .. } => {}
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

fn line(progress: &Progress) -> String {
    let seconds = progress.elapsed.as_secs_f64();
    let rate = progress.bytes as f64 / seconds.max(1e-9);
    let left = progress.total_bytes.saturating_sub(progress.bytes) as f64 / rate.max(1.0);
    format!(
        "{} of {}, {} documents, {} rejects, {}/s, {left:.0} s left",
        megabytes(progress.bytes),
        megabytes(progress.total_bytes),
        grouped(progress.documents),
        grouped(progress.rejects),
        megabytes(rate as u64),
    )
}
