//! Finds who stands before a verb that can only tell (`cho biết`, `nói rằng`), where the expression as a whole is not understood:
//! a description behind a name that no list has, or a group or body whose first word no list has.
//!
//! [`subject`](super::subject) goes first. What it does not find is read here with less demand, since a sentence with such a verb
//! has somebody who speaks: `Ông Lê Văn Tám - đại diện một đơn vị phân phối, bán hàng cho biết`, `Một bảo vệ ở đây cho biết`.

use crate::entities::{bodies, hit_at, hit_over, names, speaker, syllable, title_at, verb_at};
use crate::lexicon::{Category, CommonSpeaker, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::{modifiers, subject};

/// Longest expression in tokens of somebody named and described, and of an unlisted group or body.
const LONGEST_DESCRIBED: u32 = 48;
const LONGEST_NOUN: u32 = 14;

/// What a subject must have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    /// A person's name.
    Name,
    /// A name, or people without one: `em gái nạn nhân`.
    People,
    /// A name, or a number of people or bodies: `một số đài quốc tế`.
    Several,
    /// Nothing but a noun: the verb can only tell.
    NounPhrase,
}

/// The speaker before a verb, looking back no further than `limit`.
pub(super) fn before(article: &Article, limit: u32, verb: u32, demand: Demand) -> Option<SpeakerMention> {
    let limit = limit.max(verb.saturating_sub(LONGEST_DESCRIBED));
    let end = before_announcement(article, modifiers::before(article, verb, limit), limit);
    if end <= limit {
        return None;
    }
    let closed = end > limit + 1 && is_separator(article, end - 1);
    let end = end - u32::from(closed);
    let starts = subject::starts_of_segments(article, limit, end);
    let last = behind_opener(article, *starts.last()?, end);
    // `Như báo A đưa tin`: the outlet refers to itself or to what is known.
    if starts.iter().any(|&start| article.token(start).syllable == w::NHU) {
        return None;
    }
    let person = starts.iter().find_map(|&start| described(article, start, end, closed, demand));
    let person =
        person.or_else(|| given_name(article, last, end).filter(|_| !closed)).or_else(|| text(article, last, end));
    if person.is_some() || demand == Demand::Name || last >= end {
        return person;
    }
    if closed {
        return body(article, last, end).filter(|_| demand == Demand::NounPhrase);
    }
    noun(article, last, end).filter(|found| match demand {
        Demand::NounPhrase => true,
        Demand::People => matches!(found.kind, SpeakerKind::Unnamed | SpeakerKind::Group),
        Demand::Several | Demand::Name => found.kind == SpeakerKind::Group,
    })
}

/// `Bộ A ra thông cáo cho biết`, `Anh và Pháp ra tuyên bố chung kêu gọi`: what is issued belongs to the verb.
fn before_announcement(article: &Article, end: u32, limit: u32) -> u32 {
    let joint = u32::from(end > limit && article.word(end - 1) == "chung");
    let noun = end - joint;
    if noun < limit + 4 {
        return end;
    }
    let issued = matches!(
        (article.word(noun - 2), article.word(noun - 1)),
        ("thông", "cáo" | "báo") | ("tuyên", "bố") | ("văn", "bản") | ("công", "văn")
    );
    match (article.word(noun - 3), article.word(noun - 4)) {
        ("ra" | "có", "đưa") | ("đi", "phát") if issued => modifiers::before(article, noun - 4, limit),
        ("ra" | "có" | "gửi", _) if issued => modifiers::before(article, noun - 3, limit),
        _ => end,
    }
}

/// `Sau đó Hùng`: an opener that no comma sets off.
fn behind_opener(article: &Article, start: u32, end: u32) -> u32 {
    hit_at(article, start, Category::Opener).map(|hit| hit.end()).filter(|&to| to < end).unwrap_or(start)
}

fn is_separator(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    token.syllable == w::COMMA || matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH) && token.spaced
}

/// `Ông Lê Văn Tám - đại diện một đơn vị phân phối, bán hàng`, `Ông Tám, hiện là nhà nghiên cứu tại Viện A,`: somebody named,
/// a comma or dash, and words in which nothing is reported. Between two marks (`closed`) they may be any.
fn described(article: &Article, start: u32, end: u32, closed: bool, demand: Demand) -> Option<SpeakerMention> {
    let begins = hit_at(article, start, Category::Honorific).is_some()
        || title_at(article, start)
        || article.token(start).capital && names::leading(article, start, end).is_some();
    if !begins {
        return None;
    }
    let marks = (start + 1..end).filter(|&at| is_separator(article, at) || article.token(at).syllable == w::OPEN_PAREN);
    marks.collect::<Vec<_>>().into_iter().rev().find_map(|at| {
        let description = TokenRange::new(at + 1, end);
        if description.is_empty() || tells_on(article, description) || !closed && !describes(article, description) {
            return None;
        }
        // `..., Giám đốc Sở A tặng hoa, chúc mừng ...`: a title that something else follows is no description.
        if demand != Demand::NounPhrase && title_at(article, description.start) {
            return None;
        }
        let person = speaker::parse(article, TokenRange::new(start, at))?;
        let known = person.kind == SpeakerKind::Person && person.name.is_some();
        let tokens = TokenRange::new(start, end);
        known.then(|| SpeakerMention { tokens, span: article.span(tokens), ..person })
    })
}

/// A reporting verb, or a clause that goes on with what the person before it does: `..., bị khởi tố, ...`
fn tells_on(article: &Article, range: TokenRange) -> bool {
    let predicate = |at: u32| {
        (at == range.start || is_separator(article, at - 1))
            && matches!(article.token(at).syllable, w::BI | w::DA | w::DANG | w::SE | w::VUA | w::DUOC)
    };
    (range.start..range.end).any(predicate) || reports(article, range)
}

/// Whether a reporting verb stands in the range.
fn reports(article: &Article, range: TokenRange) -> bool {
    article.hits(range).iter().any(|hit| verb_at(article, hit.token).is_some())
}

/// Small words that say who somebody is; a title in capitals would have been understood, so what is left is something else.
fn describes(article: &Article, range: TokenRange) -> bool {
    !article.token(range.start).capital
        && article.token(range.end - 1).syllable != w::VA
        && !speaker::has_verb(article, range)
}

/// `Trong tờ trình gửi Chính phủ cũng nêu rõ ...`: nobody but the text itself can be meant.
fn text(article: &Article, start: u32, end: u32) -> Option<SpeakerMention> {
    let inside = matches!(article.token(start).syllable, w::TRONG | w::TAI);
    let noun = hit_at(article, start + 1, Category::CommonSpeaker).filter(|hit| inside && hit.end() <= end)?;
    let document = article.lexicon.speech.common_speakers[noun.entry as usize] == CommonSpeaker::Document;
    let tokens = TokenRange::new(start + 1, end);
    let named = (tokens.start + 1..tokens.end).any(|at| article.token(at).capital);
    let name = named.then(|| article.span(tokens));
    (document && !reports(article, tokens))
        .then(|| SpeakerMention { name, ..speaker::unparted(article, SpeakerKind::Document, tokens) })
}

/// `Hùng khai nhận`: the last syllable of a name that the article has written whole before.
pub(super) fn given_name(article: &Article, start: u32, end: u32) -> Option<SpeakerMention> {
    /// So far back the whole name is sought, in tokens.
    const FURTHEST: u32 = 1500;
    let token = article.token(start);
    if start + 1 != end || !token.capital || token.all_caps || token.kind != TokenKind::Word {
        return None;
    }
    let word = article.word(start);
    let whole = |at: u32| {
        let named = article.token(at).syllable == token.syllable && article.word(at) == word;
        let long = (2..=4).rev().filter(|&len| named && at + 1 >= len);
        long.map(|len| TokenRange::new(at + 1 - len, at + 1))
            .find(|name| names::is_vietnamese(article, name.start, name.end))
    };
    article.work.add(start.min(FURTHEST));
    let name = (start.saturating_sub(FURTHEST)..start).rev().find_map(whole)?;
    let tokens = TokenRange::new(start, end);
    Some(SpeakerMention { name: Some(article.span(name)), ..speaker::unparted(article, SpeakerKind::Person, tokens) })
}

/// `Công an tỉnh A, cho biết`: a body that a comma parts from its verb.
fn body(article: &Article, start: u32, end: u32) -> Option<SpeakerMention> {
    speaker::parse(article, TokenRange::new(start, end)).filter(|found| found.kind != SpeakerKind::Document)
}

/// `Một bảo vệ ở đây`, `Lực lượng Thủy quân lục chiến Hàn Quốc`, `Hội đồng này`: a noun phrase without a verb.
fn noun(article: &Article, start: u32, end: u32) -> Option<SpeakerMention> {
    let range = TokenRange::new(start, end);
    let relayed = (start..end).any(|at| article.token(at).syllable == w::DAN && !article.token(at).capital);
    let loose_end = relayed || matches!(article.token(end - 1).syllable, w::VA | w::CUA | w::CO | w::CHO | w::CHI);
    if range.len() > LONGEST_NOUN
        || !(start..end).all(|at| in_noun(article, at))
        || reports(article, range)
        || loose_end
        || speaker::has_verb(article, range)
    {
        return None;
    }
    let head = behind_quantifier(article, start, end);
    let name = Some(article.span(speaker::without_side(article, range)));
    let (kind, name) = if head > start {
        let one = article.token(head - 1).syllable == w::MOT;
        (if one { SpeakerKind::Unnamed } else { SpeakerKind::Group }, None)
    } else if let Some(person) = names::trailing(article, start, end).filter(|&at| at > start && end - at >= 2) {
        // `tay vợt người Nga Andrey Rublev`: small words before a whole name.
        let small = (start + 1..person)
            .all(|at| !article.token(at).capital || hit_over(article, at, Category::Country).is_some());
        if !small || bodies::starts(article, start) {
            return None;
        }
        (SpeakerKind::Person, Some(article.span(TokenRange::new(person, end))))
    } else if is_person_noun(article, start) {
        (SpeakerKind::Unnamed, None)
    } else if is_body(article, start, end) {
        (SpeakerKind::Organization, name)
    } else {
        return None;
    };
    Some(SpeakerMention { name, ..speaker::unparted(article, kind, range) })
}

/// Words, numbers, dots, dashes and brackets.
fn in_noun(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
        || matches!(token.syllable, w::OPEN_PAREN | w::CLOSE_PAREN | w::HYPHEN | w::FULL_STOP)
}

/// The token behind `các`, `nhiều`, `một số`, `một`, or `start` where none of them stands.
fn behind_quantifier(article: &Article, start: u32, end: u32) -> u32 {
    let mut at = start;
    while at + 1 < end
        && matches!(
            article.token(at).syllable,
            w::CAC | w::NHUNG | w::NHIEU | w::MOT | w::SO | w::HAI | w::BA_THREE | w::HANG | w::TAT | w::CA | w::VAI
        )
    {
        at += 1;
    }
    at
}

/// A body's first word, written small or not (`trung tâm`, `trường này`), a country's (`phía Trung Quốc`), or a name of foreign
/// words.
fn is_body(article: &Article, start: u32, end: u32) -> bool {
    // `Trường hợp doanh nghiệp ...` is no school.
    let case = article.word(start + 1) == "hợp";
    let common = hit_at(article, start, Category::CommonSpeaker).is_some_and(|hit| {
        let kind = article.lexicon.speech.common_speakers[hit.entry as usize];
        matches!(kind, CommonSpeaker::Body | CommonSpeaker::Outlet | CommonSpeaker::Plural)
    });
    let lands = hit_at(article, start, Category::Country).is_some()
        && (start..end).any(|at| article.token(at).syllable == w::VA);
    let head = hit_at(article, start, Category::BodyHead).is_some()
        || lands
        || hit_at(article, start, Category::Organization).is_some()
        || common;
    let capitals = (start..end).all(|at| article.token(at).capital);
    let foreign = (start..end)
        .any(|at| article.token(at).all_caps && end - start == 1 || !syllable::looks_vietnamese(article.word(at)));
    head && !case && (end - start >= 2) || capitals && (foreign || end - start >= 2)
}

/// `người đẹp`, `nam ca sĩ`, `cô gái`: somebody without a name.
fn is_person_noun(article: &Article, start: u32) -> bool {
    const HEADS: &[&str] = &[
        "người", "nam", "nữ", "chàng", "nàng", "cựu", "tân", "vợ", "chồng", "mẹ", "cha", "bố", "thân", "quản", "trụ",
        "đồng", "giọng", "chủ",
    ];
    let first = article.word(start).to_lowercase();
    let second = article.word(start + 1);
    let child = matches!((first.as_str(), second), ("con", "gái" | "trai" | "dâu" | "rể") | ("em", "gái" | "trai"));
    child || HEADS.contains(&first.as_str())
}
