//! What, beside the bytes of a record, decides its rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::export::hex;
use crate::export::manifest::lexicon_hashes;
use crate::ingest::Source;
use crate::lexicon::Lexicon;

/// On what the parts of a shard rest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Version of the program, and a hash of its source text: rules may change within a version.
    program: String,
    /// SHA-256 of the settings that decide what is in the files.
    settings: String,
    /// Hashes of the lexicons.
    lexicons: BTreeMap<String, String>,
    /// Hash of the names and sizes of the inputs.
    inputs: String,
}

/// Why parts cannot be used: what is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another version of the program.
    Program,
    /// Other settings.
    Settings,
    /// Other lexicons.
    Lexicons,
    /// Other inputs, or inputs of other sizes.
    Inputs,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Program => "another version of the program",
            Self::Settings => "other settings",
            Self::Lexicons => "other lexicons",
            Self::Inputs => "other inputs, or inputs of other sizes",
        })
    }
}

impl Basis {
    /// The basis of a run.
    pub fn new(settings_sha256: &str, lexicon: &Lexicon, sources: &[Source]) -> Self {
        let mut inputs = Xxh3::new();
        for source in sources {
            inputs.update(&(source.uri.len() as u64).to_le_bytes());
            inputs.update(source.uri.as_bytes());
            inputs.update(&source.size.to_le_bytes());
        }
        Self {
            program: concat!(env!("CARGO_PKG_VERSION"), "+", env!("TRICHDAN_SOURCE_HASH")).to_owned(),
            settings: settings_sha256.to_owned(),
            lexicons: lexicon_hashes(lexicon).map(|(name, hash)| (name.to_owned(), hash)).collect(),
            inputs: hex(&inputs.digest128().to_be_bytes()),
        }
    }

    /// The first thing in which a run differs, its inputs left aside.
    pub fn difference(&self, other: &Self) -> Option<Difference> {
        let differences = [
            (self.program != other.program, Difference::Program),
            (self.settings != other.settings, Difference::Settings),
            (self.lexicons != other.lexicons, Difference::Lexicons),
        ];
        differences.into_iter().find_map(|(differs, what)| differs.then_some(what))
    }

    /// The first thing in which a run differs.
    pub fn difference_with_inputs(&self, other: &Self) -> Option<Difference> {
        self.difference(other).or_else(|| (self.inputs != other.inputs).then_some(Difference::Inputs))
    }
}
