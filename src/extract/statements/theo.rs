//! `Theo X, ...`, `..., theo X.`, `Theo X cho biết, ...`.
//!
//! `theo` is mostly not an attribution (`theo quy định`, `theo hướng`): it is one only at the begin of a clause and before a
//! speaker or a text that reports (`báo cáo`, `cáo trạng`). `theo thông tin từ X`, `theo lời X`, `theo đánh giá của X` name X.

use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use super::theo_source::source;
use super::{content, cues, subject};
use crate::entities::{hit_at, hit_over, syllable, verb_at};

/// Appends the `theo` attributions of a sentence.
pub(super) fn find(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    if let Some(cue) = word_from(article, range)
        && let Some((speaker, end)) = source(article, cue.end, range.end)
        && (article.token(end.min(range.end - 1)).syllable == w::COMMA
            || hit_over(article, end - 1, Category::Cue).is_some())
        && let Some(found) = statement(article, sentence, range, cue, end, speaker, Place::Front)
    {
        all.push(found);
        return;
    }
    if !article.says(sentence, w::THEO) {
        return;
    }
    for at in range.start..range.end {
        // `Theo Hernandez` inside a sentence is a name.
        let name = at > range.start && article.token(at).capital && article.token(at - 1).kind == TokenKind::Word;
        if article.token(at).syllable != w::THEO || name || cues::in_quotation(article, at, range) {
            continue;
        }
        article.work.add(range.len());
        if article.work.is_over() {
            return;
        }
        let cue = TokenRange::new(at, at + 1);
        let Some(place) = place(article, range, at) else { continue };
        if opens_content(article, range, at) {
            continue;
        }
        let Some((speaker, end)) = source(article, at + 1, range.end) else { continue };
        let Some(found) = statement(article, sentence, range, cue, end, speaker, place) else { continue };
        all.push(found);
        return;
    }
}

/// `Công điện nêu rõ, theo thông tin từ Ủy ban A, ...`: with `theo` begins what the text before it states.
fn opens_content(article: &Article, range: TokenRange, theo: u32) -> bool {
    let comma = theo > range.start + 2 && article.token(theo - 1).syllable == w::COMMA;
    comma
        && article
            .hits(TokenRange::new(range.start, theo))
            .iter()
            .any(|hit| hit.end() == theo - 1 && verb_at(article, hit.token).is_some() && hit.token > range.start)
}

/// `Tin từ Bộ Công Thương, ...`, `Ngày 5/6, thông tin từ ...`: the same with other words, at the begin or behind a frame.
fn word_from(article: &Article, range: TokenRange) -> Option<TokenRange> {
    const WITHIN: u32 = 24;
    let end = range.end.min(range.start + WITHIN);
    let begins = |at: u32| {
        at == range.start || article.token(at - 1).kind != TokenKind::Word || is_when(article, range.start, at)
    };
    (range.start + 1..end).filter(|&at| article.token(at).syllable == w::TU).find_map(|from| {
        let noun = |at: u32| article.span(TokenRange::new(at, from)).of(article.text).to_lowercase();
        let starts = [from.checked_sub(2), from.checked_sub(1)].into_iter().flatten();
        starts
            .filter(|&at| at >= range.start && begins(at))
            .find(|&at| matches!(noun(at).as_str(), "tin" | "thông tin" | "nguồn tin" | "số liệu" | "dữ liệu"))
            .map(|at| TokenRange::new(at, from + 1))
    })
}

/// `Hôm nay tin từ ...`, `Mới đây thông tin từ ...`: when, without a comma behind it.
fn is_when(article: &Article, start: u32, at: u32) -> bool {
    at > start && at <= start + 4 && matches!(article.word(at - 1), "nay" | "qua" | "đây" | "đó")
}

/// Where `theo` stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the begin, or after a connective or frame with its comma.
    Front,
    /// After a comma.
    Inside,
}

fn place(article: &Article, range: TokenRange, at: u32) -> Option<Place> {
    let mut first = at;
    while first > range.start
        && matches!(article.token(first - 1).syllable, w::CUNG | w::CON | w::VA | w::NHUNG_BUT | w::SONG)
    {
        first -= 1;
    }
    if first == range.start
        || article.token(first - 1).syllable == w::CLOSE_PAREN
        || is_dash(article, first - 1) && first < range.start + 8
    {
        return Some(Place::Front);
    }
    let opener = hit_at(article, range.start, Category::Opener).is_some_and(|hit| hit.end() == first);
    match article.token(first - 1).syllable {
        _ if opener => Some(Place::Front),
        w::COMMA | w::CLOSE_QUOTE | w::STRAIGHT_QUOTE => Some(Place::Inside),
        _ => (gives_reason(article, range, first) || sets_person_off(article, range, at)).then_some(Place::Inside),
    }
}

/// `..., vì theo các chuyên gia, ...`
fn gives_reason(article: &Article, range: TokenRange, at: u32) -> bool {
    let reason = matches!(article.token(at - 1).syllable, w::VI | w::BOI);
    reason && (at - 1 == range.start || article.token(at - 2).syllable == w::COMMA)
}

/// `Nói về triển vọng năm nay theo ông Lộc, ...`: no comma before it, but one after a person.
fn sets_person_off(article: &Article, range: TokenRange, at: u32) -> bool {
    const LONGEST: u32 = 8;
    let person = hit_at(article, at + 1, Category::Honorific)
        .is_some_and(|hit| hit.end() < range.end && article.token(hit.end()).capital);
    let end = range.end.min(at + LONGEST);
    person && is_frame_before(article, range, at) && (at + 1..end).any(|i| article.token(i).syllable == w::COMMA)
}

fn is_dash(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH)
}

/// Texts that report what somebody found or said.
const REPORTS: &[&str] = &[
    "báo cáo",
    "cáo trạng",
    "cáo buộc",
    "kết luận điều tra",
    "bản tin",
    "nghiên cứu",
    "khảo sát",
    "kết quả",
    "số liệu",
    "thống kê",
    "tài liệu",
    "hồ sơ",
    "tuyên bố",
    "thông báo",
    "thông cáo",
    "dự báo",
    "bài viết",
    "bài báo",
    "truyền thông",
    "báo chí",
    "điều tra",
    "lời khai",
    "thông tin",
    "dữ liệu",
    "kết luận thanh tra",
    "đơn",
    "bản án",
    "công văn",
    "tờ trình",
    "văn bản",
    "nội dung",
    "thư",
    "một",
];

/// People, bodies, groups; of texts only those that report.
pub(super) fn is_source(article: &Article, speaker: &SpeakerMention) -> bool {
    if speaker.kind != SpeakerKind::Document {
        return true;
    }
    let text = speaker.span.of(article.text).to_lowercase();
    // Figures and news of nobody in particular have no source.
    let nobodys = |noun: &&str| text.starts_with(*noun) && speaker.name.is_none();
    if ["thông tin", "thống kê", "số liệu", "dữ liệu", "dự báo", "kết quả"].iter().any(nobodys) {
        return false;
    }
    REPORTS.iter().any(|report| text.starts_with(report))
}

fn statement(
    article: &Article,
    sentence: u32,
    range: TokenRange,
    cue: TokenRange,
    end: u32,
    speaker: SpeakerMention,
    place: Place,
) -> Option<Found> {
    let theo = cue.start;
    let after = TokenRange::new(content::start(article, end, range.end), range.end);
    let words = (after.start..after.end).filter(|&at| article.token(at).kind != TokenKind::Mark).count();
    let frame = place == Place::Inside && is_frame_before(article, range, theo);
    let (content, before) = match place {
        Place::Front if words >= 3 => (after, false),
        Place::Inside if words < 3 && theo > range.start + 4 => (TokenRange::new(range.start, theo), true),
        Place::Inside if frame && words >= 3 => (after, false),
        Place::Inside if words >= 3 && subject::is_closing_quote(article, theo - 1) => {
            (TokenRange::new(range.start, theo), true)
        }
        Place::Inside if words >= 3 && end < range.end => (range, false),
        _ => return None,
    };
    let speaker = outlet(article, speaker);
    Some(Found {
        attribution: TokenRange::new(theo, end),
        cue: Some(cue),
        class: Some(CueClass::Say),
        speaker: Some(speaker),
        before,
        ..Found::new(if before { "theo_after" } else { "theo_before" }, sentence, content)
    })
}

/// `Theo Marca, ...`: one foreign word without a title is a newspaper or firm.
fn outlet(article: &Article, speaker: SpeakerMention) -> SpeakerMention {
    let untitled = speaker.honorific.is_none() && speaker.role.is_none();
    let foreign = !syllable::looks_vietnamese(article.word(speaker.tokens.start));
    if speaker.kind == SpeakerKind::Person && untitled && speaker.tokens.len() == 1 && foreign {
        return SpeakerMention { kind: SpeakerKind::Organization, ..speaker };
    }
    speaker
}

/// `Về vấn đề này, theo ông A, ...`, `Tuy nhiên, theo ...`: what stands before is a frame, not part of what was said.
fn is_frame_before(article: &Article, range: TokenRange, theo: u32) -> bool {
    let opens = hit_at(article, range.start, Category::Opener).or_else(|| hit_at(article, range.start, Category::Cue));
    opens.is_some() && theo <= range.start + 24
}
