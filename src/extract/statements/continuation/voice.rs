//! Whose voice a paragraph has that holds no reporting expression: the speaker's, or the reporter's.

use crate::entities::{bodies, hit_at, names};
use crate::lexicon::{Category, Opener, Strength, words as w};
use crate::model::{Block, CueClass, Paragraph, SpeakerKind, TokenKind, TokenRange};
use crate::segment::Article;

use super::super::found::Found;
use super::super::{cues, interview, modifiers};

/// What a paragraph tells of whose voice it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// The speaker's: an enumeration, a connective, `cần`, `chúng ta`, a quotation.
    GoesOn,
    /// Nothing that tells.
    Neutral,
    /// The reporter's.
    Ends,
}

/// A body's notice or a text that has been told over paragraphs goes on over dates, places and names too: a forecast (`Từ đêm 6-9,
/// vùng biển ...`), findings (`Tại trường A có 15 thí sinh ...`).
pub(super) fn told_at_length(article: &Article, from: &Found, index: usize) -> bool {
    /// Shorter lines are captions and labels.
    const SHORTEST: u32 = 20;
    let range = article.seg.paragraphs[index].tokens;
    let kind = from.speaker.map(|speaker| speaker.kind);
    matches!(kind, Some(SpeakerKind::Organization | SpeakerKind::Document))
        && from.rule != "quote_then_speaker"
        && range.len() >= SHORTEST
        && ends_sentence(article, range)
        && !is_topic_only(article, from)
        && !interview::is_question(article, index)
        && !article.word(range.start).starts_with("more")
        && !follows_text(article, range)
        && !names_speaker(article, range, from)
        && !person_reports(article, range)
        && !matches!(from.class, Some(CueClass::Request | CueClass::Propose))
        && !opens_scene(article, range)
        && article.token(range.start).kind != TokenKind::Mark
}

/// `Tại cuộc họp, ...`, `Tại buổi lễ ...`: where people met.
fn opens_scene(article: &Article, range: TokenRange) -> bool {
    const MEETINGS: &[&str] = &["cuộc", "hội", "buổi", "phiên", "lễ", "tọa", "toạ", "kỳ", "họp", "đây"];
    let at = range.start + u32::from(article.word(range.start).eq_ignore_ascii_case("cũng"));
    article.word(at).eq_ignore_ascii_case("tại") && at + 1 < range.end && MEETINGS.contains(&article.word(at + 1))
}

/// Too short for more than a line between the statements.
pub(super) fn is_line(article: &Article, index: usize) -> bool {
    const SHORT: u32 = 25;
    article.seg.paragraphs[index].tokens.len() < SHORT
}

pub(super) fn sign(article: &Article, all: &[Found], from: usize, index: usize) -> Sign {
    /// A line shorter than this is a number, a label or a stray.
    const SHORTEST: u32 = 5;
    let range = article.seg.paragraphs[index].tokens;
    let start = from;
    let from = speaking(all, from);
    if range.len() < SHORTEST || is_topic_only(article, from) {
        return Sign::Ends;
    }
    if list_item(article, range) {
        return if announced(article, index) { Sign::GoesOn } else { Sign::Ends };
    }
    if wholly_quoted(article, range) || inside_quotation(article, all[start].content, index) {
        return Sign::GoesOn;
    }
    let opener =
        hit_at(article, range.start, Category::Opener).map(|hit| article.lexicon.speech.openers[hit.entry as usize]);
    let retold = retells(article, from);
    // `more` is what a crawl leaves of a "read more" link before the lead.
    let scene = interview::is_question(article, index)
        || article.word(range.start).starts_with("more")
        || opener == Some(Opener::Break)
        || article.token(range.start).kind == TokenKind::Mark;
    if scene || follows_text(article, range) || names_speaker(article, range, from) || person_reports(article, range) {
        return Sign::Ends;
    }
    if retold || first_person(article, range) {
        return Sign::GoesOn;
    }
    // `“...”, X nói.` is a whole; what somebody asks or promises besides has its own verb.
    if from.rule == "quote_then_speaker" {
        return Sign::Ends;
    }
    let connected = opener == Some(Opener::Continue);
    // `Tương tự, anh A lái xe ...`: behind the connective somebody else acts.
    let other = connected && acts_behind(article, range);
    if !formal(article, from) && !connected || other || !(connected || retold) && tells_events(article, range) {
        return Sign::Ends;
    }
    if connected || opener == Some(Opener::Predicate) || has_modal(article, range) {
        return Sign::GoesOn;
    }
    // `Nghị quyết được thông qua ngày 26.4`: what a text is about nobody but the reporter explains.
    let about_text = hit_at(article, range.start, Category::LegalHead).is_some()
        && from.speaker.is_none_or(|speaker| speaker.kind != SpeakerKind::Document);
    let personal = matches!(from.class, Some(CueClass::Share | CueClass::Promise));
    let reporters = opens_with_time(article, range)
        || labelled(article, range)
        || !ends_sentence(article, range)
        || about_text
        || personal;
    if reporters || !public_body(article, from) || from_abroad(article, from) { Sign::Ends } else { Sign::Neutral }
}

/// The statement that names the speaker.
pub(super) fn speaking(all: &[Found], from: usize) -> &Found {
    match all[from].same_speaker_as {
        Some(other) if all[from].speaker.is_none() => &all[other as usize],
        _ => &all[from],
    }
}

/// Officials, bodies and texts are reported at length; what a singer said ends with its sentence.
fn formal(article: &Article, from: &Found) -> bool {
    let Some(speaker) = from.speaker else { return false };
    match speaker.kind {
        SpeakerKind::Person => {
            let honorific = speaker.honorific.is_some_and(|h| {
                matches!(h.of(article.text).to_lowercase().as_str(), "ông" | "bà" | "đồng chí" | "ngài")
            });
            speaker.role.is_some() || honorific
        }
        SpeakerKind::Organization => speaker.tokens.len() >= 2 || speaker.org_entry.is_some(),
        SpeakerKind::Group => {
            use CueClass::{Agree, Assert, Emphasize, Promise, Propose, Request};
            matches!(from.class, Some(Agree | Assert | Emphasize | Promise | Propose | Request))
        }
        SpeakerKind::Document => true,
        SpeakerKind::Unnamed => speaker.org.is_some(),
    }
}

/// Persons, and bodies that are registered or named like one (`Cục`, `Công ty`): an outlet's name is followed by its report.
fn public_body(article: &Article, from: &Found) -> bool {
    let body = from.speaker.filter(|speaker| speaker.kind == SpeakerKind::Organization);
    let private = |entry: u32| {
        matches!(article.lexicon.organizations[entry as usize].kind.as_str(), "media" | "company" | "club")
    };
    body.is_none_or(|body| {
        if let Some(entry) = body.org_entry {
            return !private(entry);
        }
        let at = body.tokens.start;
        let head = hit_at(article, at, Category::Organization).map(|hit| hit.entry);
        bodies::starts(article, at) && !head.is_some_and(private) || !article.token(at).capital
    })
}

/// An indictment or a case file is retold over many paragraphs, with all that named people did.
pub(super) fn retells(article: &Article, from: &Found) -> bool {
    const TEXTS: &[&str] = &["cáo trạng", "cáo buộc", "hồ sơ", "tài liệu", "kết luận điều tra", "bản án"];
    from.speaker.is_some_and(|speaker| {
        let text = speaker.span.of(article.text).to_lowercase();
        speaker.kind == SpeakerKind::Document && TEXTS.iter().any(|start| text.starts_with(start))
    })
}

/// The list was announced by a colon, or goes on from the item before.
fn announced(article: &Article, index: usize) -> bool {
    let before = article.seg.paragraphs[..index].iter().rev().find(|paragraph| paragraph.block == Block::Body);
    before.is_some_and(|before| {
        let last = article.token(before.tokens.end - 1).syllable;
        list_item(article, before.tokens) || matches!(last, w::COLON | w::SEMICOLON)
    })
}

/// `tôi`, `chúng tôi`, `chúng ta`, `nước ta`
fn first_person(article: &Article, range: TokenRange) -> bool {
    const WITHIN: u32 = 40;
    (range.start..range.end.min(range.start + WITHIN)).any(|at| {
        matches!(article.token(at).syllable, w::TA | w::CHUNG) || article.word(at).eq_ignore_ascii_case("tôi")
    })
}

/// `cần`, `phải`, `nên`, `sẽ`: what should or will be.
fn has_modal(article: &Article, range: TokenRange) -> bool {
    const WITHIN: u32 = 30;
    (range.start..range.end.min(range.start + WITHIN))
        .any(|at| matches!(article.token(at).syllable, w::CAN | w::PHAI | w::NEN | w::SE))
}

/// `Năm 2020, ...`, `Sau hội nghị, ...`, `Hiện nay, ...`
fn opens_with_time(article: &Article, range: TokenRange) -> bool {
    matches!(
        article.token(range.start).syllable,
        w::NAM
            | w::SAU
            | w::HIEN
            | w::TRUOC
            | w::TU
            | w::THANG
            | w::NGAY
            | w::SANG
            | w::CHIEU
            | w::TOI_EVENING
            | w::HOM
    )
}

/// `Trình độ: ...`, `Quá trình công tác: ...`: an entry of a list about somebody.
fn labelled(article: &Article, range: TokenRange) -> bool {
    const LONGEST: u32 = 6;
    (range.start..range.end.min(range.start + LONGEST)).any(|at| article.token(at).syllable == w::COLON)
}

/// A line without a mark at its end stands under a picture or is a heading.
fn ends_sentence(article: &Article, range: TokenRange) -> bool {
    article.token(range.end - 1).kind == TokenKind::Mark
}

/// News from abroad tells what happened between the statements.
fn from_abroad(article: &Article, from: &Found) -> bool {
    let country = from.speaker.and_then(|speaker| speaker.country);
    country.is_some_and(|country| article.lexicon.countries[country as usize].iso2 != "VN")
}

/// The speaker's own name at the begin: somebody else tells about him.
fn names_speaker(article: &Article, range: TokenRange, from: &Found) -> bool {
    const WITHIN: u32 = 8;
    if let Some(body) = from.speaker.filter(|s| s.kind == SpeakerKind::Organization).and_then(|s| s.name) {
        let head = article.span(TokenRange::new(range.start, range.end.min(range.start + 2 * WITHIN)));
        return head.of(article.text).contains(body.of(article.text));
    }
    let Some(name) = from.speaker.filter(|s| s.kind == SpeakerKind::Person).and_then(|s| s.name) else { return false };
    let given = name.of(article.text).rsplit(' ').next().unwrap_or_default();
    (range.start..range.end.min(range.start + WITHIN)).any(|at| article.word(at) == given)
}

/// Thanks, wishes and blame are not gone on with.
fn is_topic_only(article: &Article, from: &Found) -> bool {
    let wishes = |cue: TokenRange| (cue.start..cue.end).any(|at| article.word(at).eq_ignore_ascii_case("chúc"));
    let blames = |cue: TokenRange| matches!(article.span(cue).of(article.text), "chỉ trích" | "phê phán" | "lên án");
    matches!(from.class, Some(CueClass::Thank | CueClass::Deny))
        || from.cue.is_some_and(|cue| wishes(cue) || blames(cue))
}

pub(super) fn list_item(article: &Article, range: TokenRange) -> bool {
    let token = article.token(range.start);
    let dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::VA_PLUS) || article.word(range.start) == "•";
    let label = token.kind == TokenKind::Number || token.end - token.start == 1 && token.kind == TokenKind::Word;
    let numbered = label
        && range.len() > 2
        && matches!(article.token(range.start + 1).syllable, w::FULL_STOP | w::CLOSE_PAREN)
        && !article.token(range.start + 1).spaced;
    dash || numbered
}

fn wholly_quoted(article: &Article, range: TokenRange) -> bool {
    article.quote_opening(range.start).is_some_and(|quote| quote.close + 3 >= range.end || !quote.closed)
}

/// `“...` without its closing mark before this paragraph, which it or one of the next few ends with.
pub(super) fn inside_quotation(article: &Article, content: TokenRange, index: usize) -> bool {
    const FURTHEST: usize = 8;
    /// Paragraphs that a quotation runs over at most.
    const LONGEST: usize = 200;
    let closes = |paragraph: &Paragraph| ends_quotation(article, paragraph);
    let first = article.paragraph_of(content.start) as usize;
    let paragraphs = &article.seg.paragraphs;
    let end = paragraphs[first].tokens.end;
    let left_open = |at: u32| {
        article.token(at).syllable == w::OPEN_QUOTE
            && article.quote_opening(at).is_none_or(|quote| !quote.closed || quote.close >= end)
    };
    let opens = content.start > 0 && left_open(content.start - 1) || left_open(content.start);
    opens
        && index < first + LONGEST
        && !paragraphs[first..index].iter().any(closes)
        && paragraphs[index..].iter().take(FURTHEST).any(closes)
}

pub(super) fn ends_quotation(article: &Article, paragraph: &Paragraph) -> bool {
    let tokens = paragraph.tokens;
    (tokens.start..tokens.end).rev().take(3).any(|at| article.token(at).syllable == w::CLOSE_QUOTE)
}

/// A named person who acts, or a full date, in the first words: the reporter tells what happened.
fn tells_events(article: &Article, range: TokenRange) -> bool {
    const DATE_WITHIN: u32 = 14;
    let head = TokenRange::new(range.start, range.end.min(range.start + DATE_WITHIN));
    let dated = (head.start..head.end.saturating_sub(2)).any(|at| {
        article.token(at).kind == TokenKind::Number
            && matches!(article.token(at + 1).syllable, w::SLASH | w::FULL_STOP)
            && !article.token(at + 1).spaced
            && article.token(at + 2).kind == TokenKind::Number
    });
    dated || names_person(article, range)
}

/// A plain honorific with a name right behind the connective and its comma; officials are told of by officials.
fn acts_behind(article: &Article, range: TokenRange) -> bool {
    let Some(hit) = hit_at(article, range.start, Category::Opener) else { return false };
    let at = hit.end() + u32::from(hit.end() < range.end && article.token(hit.end()).syllable == w::COMMA);
    let honorific = (at < range.end).then(|| hit_at(article, at, Category::Honorific)).flatten();
    let plain = matches!(article.word(at), "anh" | "chị" | "em" | "cô" | "chú" | "cháu");
    plain && honorific.is_some_and(|honorific| followed_by_name(article, honorific.end(), range.end))
}

/// A person within the first words, or further on with what they did (`đã`).
pub(super) fn names_person(article: &Article, range: TokenRange) -> bool {
    const NEAR: u32 = 6;
    const FAR: u32 = 40;
    let surname = names::is_surname(article, range.start) && range.len() > 1 && article.token(range.start + 1).capital;
    let head = TokenRange::new(range.start, range.end.min(range.start + FAR));
    let acted = (head.start..head.end).any(|at| article.token(at).syllable == w::DA);
    let person = article.hits(head).iter().any(|hit| {
        let title = hit.category == Category::Role && article.token(hit.token).capital;
        let honorific =
            hit.category == Category::Honorific && hit.end() < range.end && article.token(hit.end()).capital;
        (title || honorific)
            && (hit.token < range.start + NEAR || acted && followed_by_name(article, hit.end(), head.end))
    });
    surname || person
}

fn followed_by_name(article: &Article, at: u32, end: u32) -> bool {
    at < end && article.token(at).capital
}

/// A reporting verb behind a name: somebody else speaks, though the whole expression could not be read.
fn person_reports(article: &Article, range: TokenRange) -> bool {
    article.hits(range).iter().any(|hit| {
        let verb = hit.category == Category::Cue && cues::entry(article, hit).strength == Strength::Strong;
        verb && !cues::in_quotation(article, hit.token, range) && {
            let end = modifiers::before(article, hit.token, range.start);
            names::trailing(article, range.start, end).is_some_and(|name| end - name >= 2)
        }
    })
}

/// `Liên quan đến ..., theo Nghị quyết số ...`: a text is followed, not somebody's speech.
fn follows_text(article: &Article, range: TokenRange) -> bool {
    const WITHIN: u32 = 18;
    let head = TokenRange::new(range.start, range.end.min(range.start + WITHIN));
    (head.start + 1..head.end.saturating_sub(1)).any(|at| {
        article.token(at).syllable == w::THEO
            && article.token(at - 1).syllable == w::COMMA
            && hit_at(article, at + 1, Category::CommonSpeaker).is_some()
    })
}
