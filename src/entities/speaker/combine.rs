//! Puts the parts of an expression together: who is named, with which title of which body.

use crate::model::{SpeakerKind, SpeakerMention, TokenRange};
use crate::segment::Article;

use super::part::Part;
use super::unparted;

/// The speaker that the parts of an expression make: the first part with a name names him.
pub(super) fn combine(article: &Article, range: TokenRange, parts: &[Part]) -> Option<SpeakerMention> {
    let named = parts.iter().position(|part| part.name.is_some());
    let named = named.map(|at| behind_state(parts, at));
    let main = named.or_else(|| parts.iter().position(|part| !part.remark))?;
    let part = &parts[main];
    let span = |tokens: TokenRange| article.span(tokens);
    let mut speaker = SpeakerMention {
        honorific: part.honorific.map(span),
        country: part.country,
        name: part.name.map(span),
        ..unparted(article, SpeakerKind::Person, range)
    };
    if part.name.is_none() && part.honorific.is_none() && part.role.is_none() && part.rank.is_none() {
        // Bodies only: the first names the speaker, whole if the others are bodies too.
        let mut bodies = parts.iter().filter(|part| !part.remark);
        if bodies.clone().any(|part| part.body.is_none() || part.role.is_some()) {
            return None;
        }
        let last = bodies.next_back().map_or(part.tokens.end, |part| part.tokens.end);
        speaker.kind = SpeakerKind::Organization;
        speaker.org_entry = part.body_entry;
        speaker.name = Some(span(without_side(article, TokenRange::new(part.tokens.start, last))));
        return Some(speaker);
    }
    fill_title(article, &mut speaker, parts, main);
    Some(speaker)
}

/// `Thượng nghị sĩ bang Ohio, John Reed`: one word behind the title is where she sits, the next part is the name.
fn behind_state(parts: &[Part], at: usize) -> usize {
    let one = parts[at].role.is_some() && parts[at].name.is_some_and(|name| name.len() == 1);
    let bare = parts.get(at + 1).is_some_and(|next| next.name == Some(next.tokens) && next.tokens.len() >= 2);
    at + usize::from(one && bare)
}

/// Title and body from the parts: those that stand together before the name, else the first apposition.
fn fill_title(article: &Article, speaker: &mut SpeakerMention, parts: &[Part], main: usize) {
    let own = parts[..=main].iter().find(|part| part.role.is_some());
    // `Bác sĩ Lê Văn Tám - phó trưởng khoa nội`: a post tells more than a profession.
    let post = parts[main + 1..].iter().find(|part| part.role.is_some() && !part.profession && part.name.is_none());
    let own = own.filter(|own| !own.profession || own.body.is_some() || post.is_none());
    let titled = own.or_else(|| parts[main + 1..].iter().find(|part| part.role.is_some()));
    let ranked = parts.iter().find(|part| part.rank.is_some());
    let Some(part) = titled else {
        speaker.role = ranked.and_then(|part| part.rank).map(|rank| article.span(rank));
        speaker.rank_only = true;
        let body = parts.iter().find(|part| part.body.is_some());
        set_body(article, speaker, body);
        return;
    };
    let first = part.role.unwrap_or_default();
    speaker.country = speaker.country.or(part.country);
    speaker.role = Some(article.span(first));
    // `ông Lê Văn Tám, Tổng giám đốc TPBank`: what looks like a name in an apposition is the body.
    let company = part.name.filter(|_| own.is_none() && part.body.is_none());
    if let Some(company) = company {
        speaker.org = Some(article.span(company));
        return;
    }
    if let Some(body) = part.body {
        set_body(article, speaker, Some(part));
        // `Cục trưởng Cục Hóa chất, Bộ Công Thương`: the bodies above it belong to the body as written.
        let at = parts.iter().position(|other| std::ptr::eq(other, part)).unwrap_or(0);
        let above =
            parts[at + 1..].iter().take_while(|next| part.name.is_none() && (is_body_only(next) || next.below_title));
        if let Some(end) = above.filter_map(|next| next.body).last().map(|above| above.end) {
            speaker.org = Some(article.span(TokenRange::new(body.start, end)));
        }
        return;
    }
    // `Tổng Bí thư, Chủ tịch nước`: titles without a body each, standing together, are one.
    let at = parts.iter().position(|other| std::ptr::eq(other, part)).unwrap_or(0);
    let mut last = first.end;
    let before_name = part.name.is_none();
    for next in parts[at + 1..].iter().take_while(|next| before_name && next.role.is_some()) {
        let role = next.role.unwrap_or_default();
        if next.tokens.start != role.start {
            break;
        }
        last = role.end;
        // `Phó Thủ tướng, Bộ trưởng Bộ Ngoại giao`: the body of the last is that of all.
        if next.body.is_some() {
            set_body(article, speaker, Some(next));
            break;
        }
        if next.name.is_some() {
            break;
        }
    }
    if last > first.end {
        speaker.role = Some(article.span(TokenRange::new(first.start, last)));
    } else {
        // A body in brackets or in a later part: `đại biểu Lê Thị Mơ (đoàn Hà Nội)`.
        let body = parts[at + 1..].iter().find(|other| other.body.is_some() && other.role.is_none());
        set_body(article, speaker, body);
    }
}

pub(super) fn is_body_only(part: &Part) -> bool {
    part.body.is_some() && part.role.is_none() && part.name.is_none() && part.honorific.is_none() && !part.remark
}

fn set_body(article: &Article, speaker: &mut SpeakerMention, part: Option<&Part>) {
    if let Some((part, body)) = part.and_then(|part| part.body.map(|body| (part, body))) {
        speaker.org = Some(article.span(body));
        speaker.org_entry = part.body_entry;
        speaker.country = speaker.country.or(part.country);
    }
}

/// `phía Trung Quốc` is the country, `phía Công ty A` the firm: the name without the word for its side.
pub fn without_side(article: &Article, name: TokenRange) -> TokenRange {
    let side = name.len() > 1
        && article.word(name.start).eq_ignore_ascii_case("phía")
        && article.token(name.start + 1).capital;
    TokenRange::new(name.start + u32::from(side), name.end)
}
