//! Finds mentions of legal documents.

use crate::model::LawMention;
use crate::segment::Article;

/// Appends the mentions of one article, by position.
pub fn find(article: &Article, laws: &mut Vec<LawMention>) {
    let _ = (article, laws);
}
