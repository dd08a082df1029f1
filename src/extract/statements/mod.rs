//! Finds who said what.

use crate::model::Mentions;
use crate::segment::Article;

/// Appends the statements and people of one article, by position.
pub fn find(article: &Article, mentions: &mut Mentions) {
    let _ = (article, mentions);
}
