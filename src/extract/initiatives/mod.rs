//! Finds acts, instruments, bodies and plans of cooperation.

use crate::model::InitiativeMention;
use crate::segment::Article;

/// Appends the initiatives of one article, by position.
pub fn find(article: &Article, initiatives: &mut Vec<InitiativeMention>) {
    let _ = (article, initiatives);
}
