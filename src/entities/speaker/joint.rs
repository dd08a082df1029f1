//! Several who speak as one: `Thủ tướng và Ngoại trưởng Blinken`, `các Bộ trưởng Kinh tế ASEAN`.

use crate::entities::{bodies, hit_at, names, syllable};
use crate::lexicon::{Category, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenRange};
use crate::segment::Article;

use super::part::part;
use super::pieces::inside_body;
use super::words::has_verb;
use super::{parse, unparted};

/// `Thủ tướng và Ngoại trưởng Blinken`, `Chính phủ cùng Bộ Y tế`, `Chủ tịch cùng các thành viên`: they speak as one.
pub(super) fn joint(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let at = (range.start + 1..range.end.saturating_sub(1)).find(|&at| {
        matches!(article.token(at).syllable, w::VA | w::CUNG_VOI)
            && !inside_body(article, at, range)
            && (begins_speaker(article, at + 1)
                || begins_foreign(article, at + 1, range.end)
                || begins_others(article, at + 1, range.end))
    })?;
    if begins_others(article, at + 1, range.end) {
        let leader = parse(article, TokenRange::new(range.start, at))?;
        return matches!(leader.kind, SpeakerKind::Person | SpeakerKind::Organization)
            .then(|| unparted(article, SpeakerKind::Group, range));
    }
    // `Thay mặt Chính phủ và nhân dân, Thủ tướng ...`: the title after the comma begins anew.
    let titled = |i: u32| article.token(i).syllable == w::COMMA && hit_at(article, i + 1, Category::Role).is_some();
    if hit_at(article, range.start, Category::Role).is_none() && (at + 1..range.end - 1).any(titled) {
        return None;
    }
    let both = u32::from(at > range.start + 1 && article.word(range.start).eq_ignore_ascii_case("cả"));
    let left = parse(article, TokenRange::new(range.start + both, at))?;
    let right = parse(article, TokenRange::new(at + 1, range.end))?;
    let mut whole = left;
    whole.span = article.span(range);
    whole.tokens = range;
    match (left.kind, right.kind) {
        (SpeakerKind::Organization, SpeakerKind::Organization) => {
            whole.name = Some(whole.span);
            whole.org_entry = None;
        }
        (SpeakerKind::Document | SpeakerKind::Unnamed, _) => return None,
        _ => {
            whole.kind = SpeakerKind::Group;
            (whole.name, whole.role, whole.org, whole.org_entry, whole.honorific) = (None, None, None, None, None);
        }
    }
    Some(whole)
}

/// `Dale Hall và Stephanie Searle`: a foreign name of two words or more.
fn begins_foreign(article: &Article, at: u32, end: u32) -> bool {
    article.token(at).capital
        && !syllable::looks_vietnamese(article.word(at))
        && names::leading(article, at, end).is_some_and(|name| name.len() >= 2)
}

/// `các lãnh đạo cấp cao trong liên minh`: who else speaks, as a group.
fn begins_others(article: &Article, at: u32, end: u32) -> bool {
    const LONGEST: u32 = 14;
    let plural = matches!(article.token(at).syllable, w::CAC | w::NHUNG | w::NHIEU) || article.word(at) == "một";
    let noun = at + 1 < end
        && [Category::CommonSpeaker, Category::Role]
            .into_iter()
            .any(|category| hit_at(article, at + 1, category).is_some());
    plural && noun && end - at <= LONGEST && !has_verb(article, TokenRange::new(at, end))
}

/// `các Bộ trưởng Kinh tế ASEAN`, `hai Thủ tướng`: several who bear a title.
pub(super) fn bearers(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let plural = matches!(article.token(range.start).syllable, w::CAC | w::NHUNG | w::HAI | w::NHIEU | w::BA_THREE);
    let mut title = range.start + 1;
    // `các đồng chí nguyên lãnh đạo tỉnh`
    let addressed = (title < range.end).then(|| hit_at(article, title, Category::Honorific)).flatten();
    title = addressed.map_or(title, |hit| hit.end());
    let bears = |at: u32| {
        let kind = |kind| at < range.end && hit_at(article, at, kind).is_some();
        kind(Category::Role) || addressed.is_some() && kind(Category::CommonSpeaker)
    };
    let former = title < range.end && matches!(article.word(title), "nguyên" | "cựu");
    if !plural || !(bears(title) || former && bears(title + 1)) || has_verb(article, range) {
        return None;
    }
    Some(unparted(article, SpeakerKind::Group, range))
}

/// `một thư ký báo chí Nhà Trắng`: somebody with a title whom nobody names.
pub(super) fn bearer(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let title = range.start + 1;
    let one = article.token(range.start).syllable == w::MOT && title < range.end;
    hit_at(article, title, Category::Role).filter(|_| one)?;
    let part = part(article, TokenRange::new(title, range.end))?;
    let role = part.role.filter(|_| part.name.is_none())?;
    Some(SpeakerMention {
        role: Some(article.span(role)),
        org: part.body.map(|body| article.span(body)),
        org_entry: part.body_entry,
        country: part.country,
        ..unparted(article, SpeakerKind::Unnamed, range)
    })
}

pub(super) fn begins_speaker(article: &Article, at: u32) -> bool {
    bodies::starts(article, at)
        || hit_at(article, at, Category::Country).is_some()
        || article.token(at).all_caps
        || [Category::Honorific, Category::Role].into_iter().any(|category| hit_at(article, at, category).is_some())
        || names::is_surname(article, at)
}
