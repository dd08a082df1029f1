//! The command line: the only place that prints. Standard output carries data alone; whatever is said about it goes to
//! standard error.

mod check;
mod completions;
mod diff;
mod eval;
mod exit;
mod explain;
mod laws;
mod man;
mod notes;
mod pager;
mod paint;
mod progress;
mod report;
mod run;
mod say;
mod schema;
mod summary;
mod verify;
mod wrap;

use clap::{Parser, Subcommand};

pub use exit::Exit;

/// Who said what, which laws are named, which cooperation is spoken of: tables from Vietnamese public-affairs text.
///
/// Without a command the sample pipeline runs: `trichdan run pipelines/sample.toml`.
#[derive(Debug, Parser)]
#[command(version, about, after_help = exit::HELP, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::RunArguments),
    Explain(explain::ExplainArguments),
    Check(check::CheckArguments),
    Schema(schema::SchemaArguments),
    Laws(laws::LawsArguments),
    Verify(verify::VerifyArguments),
    Completions(completions::CompletionsArguments),
    Man(man::ManArguments),
    Report(report::ReportArguments),
    Eval(eval::EvalArguments),
    Diff(diff::DiffArguments),
}

impl Arguments {
    /// Does what was asked for, and says on standard error what went wrong.
    pub fn run(self) -> Exit {
        let outcome = match self.command.unwrap_or_else(|| Command::Run(run::RunArguments::default())) {
            Command::Run(arguments) => arguments.run(),
            Command::Explain(arguments) => arguments.run(),
            Command::Check(arguments) => arguments.run(),
            Command::Schema(arguments) => arguments.run(),
            Command::Laws(arguments) => arguments.run(),
            Command::Verify(arguments) => arguments.run(),
            Command::Completions(arguments) => arguments.run(),
            Command::Man(arguments) => arguments.run(),
            Command::Report(arguments) => arguments.run(),
            Command::Eval(arguments) => arguments.run(),
            Command::Diff(arguments) => arguments.run(),
        };
        outcome.unwrap_or_else(|failure| {
            if let Some(message) = failure.message {
                say::say(&format!("trichdan: {message}"));
            }
            failure.exit
        })
    }
}
