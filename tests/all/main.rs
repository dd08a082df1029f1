//! Tests of the program as a whole: one binary, so that it is linked once.

mod cases;
mod cases_initiatives;
mod cases_statements;
mod command;
mod costs;
mod docs;
mod eval;
mod explain;
mod failures;
mod faults;
mod fixture;
mod formats;
mod hostile;
mod invariants;
mod kills;
mod lexicon;
mod processes;
mod properties;
mod readme;
mod report;
mod resume;
mod round_trip;
mod runs;
mod soundness;
mod tables;
mod verify;
