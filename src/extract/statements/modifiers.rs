//! Modifiers between a subject and its verb: `cũng`, `đã`, `một lần nữa`, `thẳng thắn`.

use crate::lexicon::words as w;
use crate::segment::Article;

/// Steps back over modifiers of the verb.
pub(super) fn before(article: &Article, verb: u32, limit: u32) -> u32 {
    let mut at = verb;
    loop {
        let adverb = article.lexicon.speech.adverbs.before(&article.seg.tokens, limit, at);
        let word = u32::from(at > limit && is_modifier(article, at - 1));
        match adverb.max(word) {
            0 => return at,
            words => at -= words,
        }
    }
}

fn is_modifier(article: &Article, at: u32) -> bool {
    let other = || matches!(article.word(at), "liền" | "bèn" | "chợt" | "bỗng" | "hiện" | "cười" | "tự");
    let known = matches!(
        article.token(at).syllable,
        w::CUNG
            | w::DA
            | w::CON
            | w::LAI
            | w::VAN
            | w::TUNG
            | w::VUA
            | w::SE
            | w::LUON
            | w::DEU
            | w::DANG
            | w::MOI
            | w::RAT
            | w::THI
    );
    !article.token(at).capital && (known || other())
}
