//! Finds statements, laws and initiatives. Pure: no input or output, no clock, no state.

mod confidence;
mod initiatives;
mod laws;
mod statements;

pub use confidence::confidence;

use crate::model::Mentions;
use crate::segment::Article;

/// Finds everything in one article; `mentions` is cleared first.
pub fn extract(article: &Article, mentions: &mut Mentions) {
    mentions.clear();
    laws::find(article, &mut mentions.laws);
    statements::find(article, mentions);
    initiatives::find(article, &mut mentions.initiatives);
}
