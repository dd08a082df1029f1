//! Sets of words and phrases that a rule looks up at one token; frequent words cost nothing elsewhere.

use serde::Deserialize;

use super::{Builder, Syllable};
use crate::model::Token;

/// Single words.
#[derive(Debug, Default)]
pub struct WordSet(Vec<bool>);

impl WordSet {
    /// Whether a syllable is in the set, in any spelling.
    pub fn has(&self, syllable: Syllable) -> bool {
        self.0.get(syllable.0 as usize).is_some_and(|has| *has)
    }
}

/// Phrases found by their last word, whose identity is the place in the list.
#[derive(Debug, Default)]
pub struct PhraseEnds(Vec<Vec<Box<[Syllable]>>>);

impl PhraseEnds {
    /// The length of the longest phrase that ends before token `end` and begins at or after token `from`; 0 if there is none.
    pub fn before(&self, tokens: &[Token], from: u32, end: u32) -> u32 {
        let here = &tokens[from as usize..end as usize];
        let Some(phrases) = here.last().and_then(|last| self.0.get(last.syllable.0 as usize)) else { return 0 };
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
    let mut set = Vec::new();
    for row in rows {
        let word = builder.matcher.intern(&row.phrase).0 as usize;
        set.resize(set.len().max(word + 1), false);
        set[word] = true;
    }
    WordSet(set)
}

pub(super) fn phrase_ends(builder: &mut Builder, name: &'static str, text: &'static str) -> PhraseEnds {
    let rows: Vec<Row> = builder.csv(name, text);
    let mut ends = PhraseEnds::default();
    for row in rows {
        let phrase: Box<[Syllable]> = row.phrase.split(' ').map(|word| builder.matcher.intern(word)).collect();
        if let Some(&last) = phrase.last() {
            let last = last.0 as usize;
            ends.0.resize_with(ends.0.len().max(last + 1), Vec::new);
            ends.0[last].push(phrase);
        }
    }
    ends
}
