//! Sets of words and phrases that a rule looks up at one token; frequent words cost nothing elsewhere.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Builder, Syllable};
use crate::model::Token;

/// Single words.
#[derive(Debug, Default)]
pub struct WordSet(HashSet<Syllable>);

impl WordSet {
    /// Whether a syllable is in the set, in any spelling.
    pub fn has(&self, syllable: Syllable) -> bool {
        self.0.contains(&syllable)
    }
}

/// Phrases found by their last word.
#[derive(Debug, Default)]
pub struct PhraseEnds(HashMap<Syllable, Vec<Box<[Syllable]>>>);

impl PhraseEnds {
    /// The length of the longest phrase that ends before token `end` and begins at or after token `from`; 0 if there is none.
    pub fn before(&self, tokens: &[Token], from: u32, end: u32) -> u32 {
        let here = &tokens[from as usize..end as usize];
        let Some(phrases) = here.last().and_then(|last| self.0.get(&last.syllable)) else { return 0 };
        let ends = |phrase: &[Syllable]| {
            phrase.len() <= here.len()
                && phrase.iter().rev().zip(here.iter().rev()).all(|(syllable, token)| *syllable == token.syllable)
        };
        phrases.iter().filter(|phrase| ends(phrase)).map(|phrase| phrase.len() as u32).max().unwrap_or(0)
    }
}

#[derive(Deserialize)]
struct Row {
    #[serde(alias = "word")]
    phrase: String,
}

pub(super) fn words(builder: &mut Builder, name: &'static str, text: &'static str) -> WordSet {
    let rows: Vec<Row> = builder.csv(name, text);
    WordSet(rows.iter().map(|row| builder.matcher.intern(&row.phrase)).collect())
}

pub(super) fn phrase_ends(builder: &mut Builder, name: &'static str, text: &'static str) -> PhraseEnds {
    let rows: Vec<Row> = builder.csv(name, text);
    let mut ends = PhraseEnds::default();
    for row in rows {
        let phrase: Box<[Syllable]> = row.phrase.split(' ').map(|word| builder.matcher.intern(word)).collect();
        if let Some(&last) = phrase.last() {
            ends.0.entry(last).or_default().push(phrase);
        }
    }
    ends
}
