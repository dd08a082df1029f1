//! Finds who said what.
//!
//! A sentence is looked at where the lexicon found a reporting verb or `theo`. Each shape of attribution is a rule in a file of
//! its own; [`rules`] tries them in order at each cue. Then [`extent`] stretches contents over the sentences that follow, and
//! [`continuation`] over paragraphs that go on without a reporting expression.

mod addressees;
mod content;
mod continuation;
mod cues;
mod extent;
mod found;
mod interview;
mod introductions;
mod loose;
mod modifiers;
mod quoted;
mod rules;
mod saying;
mod subject;
mod subject_edges;
mod theo;
mod theo_source;

use crate::model::{Block, Mentions};
use crate::segment::Article;

use found::Found;

/// Appends the statements and people of one article, by position.
#[inline(never)] // a line of its own in profiles
pub fn find(article: &Article, mentions: &mut Mentions) {
    introductions::find(article, &mut mentions.people);
    let mut all: Vec<Found> = Vec::new();
    for (index, paragraph) in article.seg.paragraphs.iter().enumerate() {
        if paragraph.block != Block::Body {
            continue;
        }
        let first = all.len();
        if interview::turn(article, index, &mut all) {
            continue;
        }
        for sentence in paragraph.sentences.start..paragraph.sentences.end {
            rules::find(article, sentence, first, &mut all);
        }
        if article.work.is_over() {
            return;
        }
        extent::stretch(article, index as u32, &mut all[first..]);
    }
    continuation::extend(article, &mut all);
    found::finish(article, all, &mut mentions.statements);
}
