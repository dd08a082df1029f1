//! Who said what, which laws are named, which cooperation is spoken of: tables from Vietnamese public-affairs text.

pub mod cli;
pub mod config;
pub mod diff;
pub mod engine;
pub mod entities;
pub mod eval;
pub mod export;
pub mod extract;
pub mod finished;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod normalize;
pub mod report;
pub mod segment;
pub mod verify;
