//! Gives mentions their identities: speakers, laws, bodies, dates.

mod confident;
mod initiatives;
mod laws;
mod speakers;

pub use confident::keep;

use crate::model::{Mentions, Records};
use crate::segment::Article;

/// Resolves the mentions of one article into rows. Takes the mentions out, leaves the buffers.
#[inline(never)] // a line of its own in profiles
pub fn normalize(article: &Article, mentions: &mut Mentions, records: &mut Records) {
    records.clear();
    speakers::resolve(article, mentions, &mut records.statements);
    laws::resolve(article, &mut mentions.laws, &records.statements, &mut records.laws);
    initiatives::resolve(
        article,
        &mut mentions.initiatives,
        &records.statements,
        &records.laws,
        &mut records.initiatives,
    );
}
