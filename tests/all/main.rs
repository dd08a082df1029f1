//! Tests of the program as a whole: one binary, so that it is linked once.

mod command;
mod fixture;
mod initiatives;
mod invariants;
mod round_trip;
mod runs;
