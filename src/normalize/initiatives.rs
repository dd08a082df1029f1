//! Parties by resolution (`hai nước`, `hai bên`), dates, the statement around.

use crate::model::{Initiative, InitiativeMention, Statement};
use crate::segment::Article;

/// Moves the initiative mentions into rows, resolved and tied to the statements that they stand in.
pub fn resolve(
    article: &Article,
    mentions: &mut Vec<InitiativeMention>,
    statements: &[Statement],
    initiatives: &mut Vec<Initiative>,
) {
    let _ = (article, mentions, statements, initiatives);
}
