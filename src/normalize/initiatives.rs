//! Ties initiatives to the statements that they stand in.

use crate::model::{Initiative, InitiativeMention, Span, Statement};
use crate::segment::Article;

/// Moves the initiative mentions into rows, tied to the statements that they stand in.
pub fn resolve(
    _article: &Article,
    mentions: &mut Vec<InitiativeMention>,
    statements: &[Statement],
    initiatives: &mut Vec<Initiative>,
) {
    initiatives.extend(mentions.drain(..).map(|mention| {
        let statement = innermost(statements, mention.span);
        Initiative { mention, statement }
    }));
}

/// The innermost statement around a span. Statements are ordered by begin; nesting is shallow, so few are looked at.
fn innermost(statements: &[Statement], span: Span) -> Option<u32> {
    let end = statements.partition_point(|statement| statement.mention.span.start <= span.start);
    (0..end).rev().take(8).find(|&index| statements[index].mention.span.contains(span)).map(|index| index as u32)
}
