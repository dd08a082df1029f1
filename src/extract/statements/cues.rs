//! Tells a verb that reports speech from the same word as a noun, negated, passive, or inside a name.

use crate::lexicon::{Category, Cue, Strength, words as w};
use crate::model::{Hit, TokenKind, TokenRange};
use crate::segment::Article;

use super::modifiers;
use crate::entities::{hit_at, hit_over};

/// The reporting verbs of a sentence, outside closed quotations.
pub(super) fn in_sentence(article: &Article, sentence: TokenRange) -> Vec<Reporting> {
    let mut out: Vec<Reporting> = Vec::new();
    for hit in article.hits(sentence) {
        if hit.category == Category::Cue
            && entry(article, hit).strength != Strength::Trap
            && hit.end() <= sentence.end
            && reports(article, hit, sentence)
            && !in_quotation(article, hit.token, sentence)
        {
            match out.last_mut() {
                Some(first) if governs(article, first, hit) => *first = Reporting { verb: *hit, begin: first.begin },
                _ => out.push(Reporting { verb: *hit, begin: hit.token }),
            }
        }
    }
    out
}

/// `thống nhất đánh giá`, `hoan nghênh và chân thành cảm ơn`: of two verbs that stand together the second governs what is said.
fn governs(article: &Article, first: &Reporting, second: &Hit) -> bool {
    use crate::model::CueClass::{Agree, Assert, Assess, Emphasize, Propose, Request, Say};
    let and = first.verb.end();
    if and < second.token && article.token(and).syllable == w::VA {
        // `“...”, X cho biết và nhấn mạnh ...`: the first closes what was said before it.
        let closes = entry(article, &first.verb).class == Say;
        return !closes && modifiers::before(article, second.token, and + 1) == and + 1;
    }
    // `ra thông báo nói rằng ...`
    let that = entry(article, second).class == Say
        && article.token(second.end() - 1).syllable == w::RANG
        && entry(article, &first.verb).class == Say;
    first.verb.end() == second.token && that
        || first.verb.end() == second.token
            && matches!(entry(article, &first.verb).class, Agree | Say | Assert)
            && matches!(entry(article, second).class, Assess | Propose | Request | Emphasize)
}

/// A reporting verb, and the token before which its subject ends.
#[derive(Clone, Copy)]
pub(super) struct Reporting {
    /// The verb that governs what is said.
    pub verb: Hit,
    /// First token of the verbs that stand together.
    pub begin: u32,
}

/// The lexicon entry of a cue.
pub(super) fn entry<'a>(article: &Article<'a>, hit: &Hit) -> &'a Cue {
    &article.lexicon.speech.cues[hit.entry as usize]
}

/// Whether a token stands inside a closed quotation that opens in this sentence or before.
pub(super) fn in_quotation(article: &Article, at: u32, sentence: TokenRange) -> bool {
    let quotes = &article.seg.quotes;
    let to = quotes.partition_point(|quote| quote.open < at);
    quotes[..to].iter().rev().take(4).any(|quote| {
        quote.close > at
            && (quote.closed || quote.open == sentence.start && sentence.start == paragraph_start(article, at))
    })
}

fn paragraph_start(article: &Article, at: u32) -> u32 {
    article.seg.paragraphs[article.paragraph_of(at) as usize].tokens.start
}

fn reports(article: &Article, hit: &Hit, sentence: TokenRange) -> bool {
    let first = article.token(hit.token);
    let clause_start = hit.token == sentence.start
        || article.token(hit.token - 1).kind == TokenKind::Mark
        || hit_at(article, sentence.start, Category::Opener).is_some_and(|opener| opener.end() == hit.token);
    if first.capital && !first.all_caps && !clause_start {
        return false;
    }
    let inside = |category| hit_over(article, hit.token, category).is_some_and(|name| name.token < hit.token);
    if inside(Category::Organization) || inside(Category::CommonSpeaker) {
        return false;
    }
    !(is_noun_before(article, hit, sentence) || is_noun_after(article, hit, sentence))
}

/// A word before it that makes it a noun, negates it, or leaves it open whether it was said.
fn is_noun_before(article: &Article, hit: &Hit, sentence: TokenRange) -> bool {
    if hit.token == sentence.start {
        return false;
    }
    // A capital is a given name: `ông Bằng cho biết`.
    if article.token(hit.token - 1).capital && hit.token - 1 > sentence.start {
        return false;
    }
    // `thay vì chỉ đồng ý ...`: what is not done.
    let head = hit.token.saturating_sub(4).max(sentence.start);
    if (head..hit.token - 1).any(|at| article.word(at) == "thay" && article.token(at + 1).syllable == w::VI) {
        return true;
    }
    let before = article.token(hit.token - 1).syllable;
    // `được AFP dẫn lời nói rằng`
    let relayed = hit.token >= 2 && before == w::LOI && article.token(hit.token - 2).syllable == w::DAN;
    // `X có nhận định tương tự khi cho rằng ...`
    let clause = hit.end() < sentence.end && article.token(hit.end() - 1).syllable == w::RANG;
    // `có văn bản yêu cầu ...`: what is written asks.
    // `cơ bản nhất trí` has the adverb.
    let written =
        before == w::BAN && hit.token >= sentence.start + 2 && matches!(article.word(hit.token - 2), "văn" | "cơ");
    // `tuần qua cho biết`, but `thông qua đề nghị`
    let lately = before == w::QUA
        && hit.token >= sentence.start + 2
        && matches!(article.word(hit.token - 2), "hôm" | "tuần" | "tháng" | "năm" | "vừa" | "ngày" | "đêm" | "gian");
    if relayed || written || lately || before == w::KHI && clause {
        return false;
    }
    // `chuyên gia quân sự cho biết`: the word ends another; `những người trên cho biết`: no noun begins with `cho`.
    let compound = before == w::SU
        && hit.token >= sentence.start + 2
        && matches!(
            article.word(hit.token - 2),
            "quân" | "dân" | "nhân" | "hình" | "lãnh" | "thời" | "nghị" | "phận" | "luật" | "võ"
        );
    let never = article.token(hit.token).syllable == w::CHO
        && matches!(before, w::SU | w::TREN | w::BAN | w::SO | w::RA | w::TU | w::VE | w::TRONG | w::NHIEU);
    if compound || never {
        return false;
    }
    if matches!(
        before,
        w::SU
            | w::VIEC
            | w::LOI
            | w::BAN
            | w::NHUNG
            | w::CAC
            | w::MOI_EVERY
            | w::KHONG
            | w::CHUA
            | w::CHANG
            | w::DUNG
            | w::BI
            | w::DUOC
            | w::DE
            | w::NHAM
            | w::PHAI
            | w::CAN
            | w::NEN
            | w::MUON
            | w::XIN
            | w::CHO_LET
            | w::VI
            | w::THEO
            | w::TREN
            | w::CUA
            | w::TU
            | w::RA
            | w::NHIEU
            | w::QUA
            | w::SO
            | w::NIEM
            | w::MOI_TIE
            | w::NOI_SORROW
            | w::BANG
            | w::TRONG
            | w::VE
            | w::DO_CAUSE
            | w::KHI
    ) {
        return true;
    }
    // `người ủng hộ chính phủ`, but `nhiều người ủng hộ`
    let side = matches!(entry(article, hit).class, crate::model::CueClass::Agree | crate::model::CueClass::Deny);
    let person = hit.token > sentence.start && article.word(hit.token - 1).eq_ignore_ascii_case("người");
    let counted = hit.token >= sentence.start + 2
        && matches!(article.token(hit.token - 2).syllable, w::NHIEU | w::SO | w::MOI_EVERY | w::MOT);
    if side && person && !counted {
        return true;
    }
    let two = hit.token.checked_sub(2).filter(|at| *at >= sentence.start).map(|at| article.token(at).syllable);
    before == w::THE && two == Some(w::CO)
}

/// `đề nghị của`, `yêu cầu này`, `đánh giá trên`, `chỉ thị do`.
fn is_noun_after(article: &Article, hit: &Hit, sentence: TokenRange) -> bool {
    if hit.end() >= sentence.end {
        return false;
    }
    // `khẳng định trên cương vị mới sẽ ...`: a preposition, and no demonstrative, where a noun follows.
    let next = hit.end() + 1;
    let on = next < sentence.end && article.token(next).kind == TokenKind::Word && !ends_noun_phrase(article, next);
    match article.token(hit.end()).syllable {
        w::CUA | w::NAY | w::DO => true,
        w::TREN => !on,
        w::DO_CAUSE => !on || !only_verb(article, hit),
        _ => false,
    }
}

/// `trên là`, `trên được`: the words before it are a noun phrase that a predicate follows.
fn ends_noun_phrase(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::LA | w::DUOC | w::DA | w::DANG | w::SE | w::BI | w::CO | w::KHONG | w::CUA)
}

/// A verb with a subject, that is no noun here: no noun stands before it that it would go with.
fn only_verb(article: &Article, hit: &Hit) -> bool {
    use crate::model::CueClass::{Assert, Emphasize, Say};
    matches!(entry(article, hit).class, Assert | Emphasize | Say) && entry(article, hit).strength == Strength::Strong
}
