//! Which document a mention means on the article's date.

use crate::model::{Law, LawMention, Statement};
use crate::segment::Article;

/// Moves the law mentions into rows, resolved and tied to the statements that they stand in.
pub fn resolve(article: &Article, mentions: &mut Vec<LawMention>, statements: &[Statement], laws: &mut Vec<Law>) {
    let _ = (article, mentions, statements, laws);
}
