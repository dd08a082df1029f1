//! Takes apart an expression that names a speaker, when its first and last tokens are known:
//! `Ông Lê Văn Tám, Phó Cục trưởng Cục Thuế` -> honorific, name, role, body.
//!
//! The expression is cut at commas, dashes and brackets into parts; each part is a name (with titles before it), a title with
//! its body, a body, or a common noun. The first part with a name names the speaker, and the other parts lend title and body.

use crate::lexicon::{Category, CommonSpeaker, RoleKind, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::{bodies, hit_at, names};

/// A speaker's expression is at most this long, in tokens.
const LONGEST: u32 = 64;

/// The speaker that `range` names as a whole; none where it is something else.
pub fn parse(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    if range.is_empty() || range.len() > LONGEST {
        return None;
    }
    if ends_in_function_word(article, range) {
        return None;
    }
    match common(article, range) {
        Common::Speaker(speaker) => return Some(speaker),
        Common::Refused => return None,
        Common::Other => {}
    }
    if let Some(joint) = joint(article, range).or_else(|| bearers(article, range)) {
        return Some(joint);
    }
    let mut parts = Vec::with_capacity(4);
    for piece in pieces(article, range) {
        let named = parts.iter().any(|part: &Part| part.name.is_some());
        match part(article, piece) {
            Some(part) => parts.push(part),
            // `bà Lê Thị Mơ - mẹ của nạn nhân`: says who it is, but gives no title.
            None if named && is_remark(article, piece) => {
                parts.push(Part { tokens: piece, remark: true, ..Part::default() })
            }
            None => return None,
        }
    }
    combine(article, range, &parts)
}

/// `... và`, `... của`: cut in the middle of a phrase.
fn ends_in_function_word(article: &Article, range: TokenRange) -> bool {
    matches!(
        article.token(range.end - 1).syllable,
        w::VA
            | w::CUA
            | w::TU
            | w::VE
            | w::VOI
            | w::DOI
            | w::CAC
            | w::LA
            | w::CHO
            | w::TAI
            | w::TRONG
            | w::NHUNG
            | w::O
            | w::COMMA
    )
}

/// `Thủ tướng và Ngoại trưởng Blinken`, `Chính phủ cùng Bộ Y tế`: two who speak as one.
fn joint(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let at = (range.start + 1..range.end.saturating_sub(1)).find(|&at| {
        matches!(article.token(at).syllable, w::VA | w::CUNG_VOI)
            && !inside_body(article, at, range)
            && begins_speaker(article, at + 1)
    })?;
    let left = parse(article, TokenRange::new(range.start, at))?;
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

/// `các Bộ trưởng Kinh tế ASEAN`, `hai Thủ tướng`: several who bear a title.
fn bearers(article: &Article, range: TokenRange) -> Option<SpeakerMention> {
    let plural = matches!(article.token(range.start).syllable, w::CAC | w::NHUNG | w::HAI | w::NHIEU | w::BA_THREE);
    let title = range.start + 1;
    if !plural || title >= range.end || hit_at(article, title, Category::Role).is_none() || has_verb(article, range) {
        return None;
    }
    Some(SpeakerMention {
        span: article.span(range),
        kind: SpeakerKind::Group,
        honorific: None,
        role: None,
        org: None,
        org_entry: None,
        country: None,
        name: None,
        tokens: range,
    })
}

fn begins_speaker(article: &Article, at: u32) -> bool {
    bodies::starts(article, at)
        || [Category::Honorific, Category::Role].into_iter().any(|category| hit_at(article, at, category).is_some())
        || names::is_surname(article, at)
}

/// A short piece after a spaced dash, without a verb.
fn is_remark(article: &Article, piece: TokenRange) -> bool {
    let dash = matches!(article.token(piece.start - 1).syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH);
    dash && piece.len() <= 10 && !article.token(piece.start).capital && !has_verb(article, piece)
}

/// One part of the expression.
#[derive(Clone, Copy, Debug, Default)]
struct Part {
    tokens: TokenRange,
    honorific: Option<TokenRange>,
    role: Option<TokenRange>,
    rank: Option<TokenRange>,
    body: Option<TokenRange>,
    body_entry: Option<u32>,
    country: Option<u32>,
    name: Option<TokenRange>,
    /// A bracketed remark or place that tells nothing.
    remark: bool,
}

/// Cuts at top-level commas and spaced dashes; a bracket is a piece of its own.
fn pieces(article: &Article, range: TokenRange) -> Vec<TokenRange> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let token = article.token(at);
        let spaced_dash = matches!(token.syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH) && token.spaced;
        if token.syllable == w::COMMA && !inside_body(article, at, range)
            || spaced_dash && !inside_body(article, at, range)
        {
            push(&mut out, start, at);
            start = at + 1;
        } else if token.syllable == w::OPEN_PAREN && !names_body(article, start, at) {
            let close = (at..range.end).find(|&i| article.token(i).syllable == w::CLOSE_PAREN).unwrap_or(range.end - 1);
            push(&mut out, start, at);
            push(&mut out, at, close + 1);
            start = close + 1;
            at = close;
        }
        at += 1;
    }
    push(&mut out, start, range.end);
    out
}

/// A bracket after a body (`Cơ quan Hợp tác Quốc tế Nhật Bản (JICA) tại Việt Nam`) stays in its part.
fn names_body(article: &Article, start: u32, open: u32) -> bool {
    let short = open + 1 < article.seg.tokens.len() as u32 && article.token(open + 1).all_caps;
    short && names::trailing(article, start, open).is_none_or(|name| name > start && bodies::starts(article, name))
}

fn push(out: &mut Vec<TokenRange>, start: u32, end: u32) {
    if start < end {
        out.push(TokenRange::new(start, end));
    }
}

/// A comma or dash that belongs to a registered name: `Bộ Văn hóa, Thể thao và Du lịch`.
fn inside_body(article: &Article, at: u32, range: TokenRange) -> bool {
    super::hit_over(article, at, Category::Organization).is_some_and(|hit| hit.token >= range.start && hit.token < at)
}

fn part(article: &Article, piece: TokenRange) -> Option<Part> {
    if article.token(piece.start).syllable == w::OPEN_PAREN {
        return Some(bracket(article, piece));
    }
    let mut part = Part { tokens: piece, ..Part::default() };
    let mut at = piece.start;
    if let Some(hit) = hit_at(article, at, Category::Honorific).filter(|hit| hit.end() <= piece.end) {
        part.honorific = Some(TokenRange::new(at, hit.end()));
        at = hit.end();
        if at == piece.end {
            return Some(part);
        }
        if piece.end - at == 1 && matches!(article.token(at).syllable, w::NAY | w::AY) {
            return Some(part);
        }
    }
    let name = names::trailing(article, at, piece.end).or_else(|| given_name(article, at, piece, &part));
    let titles_end = name.unwrap_or(piece.end);
    if at < titles_end && titles(article, TokenRange::new(at, titles_end), &mut part).is_none() {
        return if part.honorific.is_none() { whole_body(article, piece) } else { None };
    }
    if name.is_some() && bare_head(article, &part) {
        // `Giám đốc Công ty Vinamilk`: the foreign word is the body's, not a person's.
        part = Part { tokens: piece, honorific: part.honorific, ..Part::default() };
        titles(article, TokenRange::new(at, piece.end), &mut part)?;
        return Some(part);
    }
    if let Some(start) = name {
        let alone = start == piece.start;
        if alone && !may_stand_alone(article, start, piece.end) {
            return whole_body(article, piece);
        }
        part.name = Some(TokenRange::new(start, piece.end));
    } else if part.role.is_none() && part.rank.is_none() {
        return None;
    }
    Some(part)
}

/// A lone given name after an honorific or title: `ông Dũng`, `Bộ trưởng Hoa`.
fn given_name(article: &Article, at: u32, piece: TokenRange, part: &Part) -> Option<u32> {
    let last = piece.end - 1;
    let token = article.token(last);
    let placed = super::hit_over(article, last, Category::Country).is_some()
        || super::hit_over(article, last, Category::Organization).is_some();
    if !token.capital || token.all_caps || token.kind != TokenKind::Word || placed {
        return None;
    }
    let capitals = (at..piece.end).all(|i| article.token(i).capital && article.token(i).kind == TokenKind::Word);
    if part.honorific.is_some() && capitals && piece.end - at <= 4 && hit_at(article, at, Category::Role).is_none() {
        return Some(at);
    }
    let after_title = hit_at(article, at, Category::Role).is_some_and(|hit| hit.end() == last);
    (part.honorific.is_some() && at == last || after_title).then_some(last)
}

/// The body before a name is nothing but its first word: `Công ty`, `Tập đoàn`.
fn bare_head(article: &Article, part: &Part) -> bool {
    part.body.is_some_and(|body| {
        part.body_entry.is_none()
            && hit_at(article, body.start, Category::BodyHead).is_some_and(|hit| hit.end() == body.end)
    })
}

/// A name without title or honorific before it: a Vietnamese full name or at least two foreign words.
fn may_stand_alone(article: &Article, start: u32, end: u32) -> bool {
    if bodies::starts(article, start) || has_company_word(article, start, end) {
        return false;
    }
    names::is_vietnamese(article, start, end) || end - start >= 2 || !article.token(start).all_caps
}

fn has_company_word(article: &Article, start: u32, end: u32) -> bool {
    const WORDS: &[&str] = &[
        "Group",
        "Corp",
        "Corporation",
        "Bank",
        "Holdings",
        "Holding",
        "Airlines",
        "Capital",
        "Securities",
        "Global",
        "Inc",
        "Ltd",
        "Company",
        "University",
        "Institute",
        "Research",
        "Times",
        "News",
        "Post",
        "Media",
        "Post",
        "Partners",
        "Motors",
        "Energy",
        "Land",
        "Home",
        "Tech",
        "Technology",
        "Technologies",
        "Solutions",
        "Network",
        "Mart",
        "Sachs",
        "Stanley",
        "Analytics",
        "Ventures",
        "Club",
        "FC",
        "United",
        "Center",
        "Centre",
        "Foundation",
        "Today",
        "Journal",
    ];
    (start..end).any(|at| WORDS.contains(&article.word(at)))
}

/// A piece that is a body as a whole.
fn whole_body(article: &Article, piece: TokenRange) -> Option<Part> {
    let plausible = bodies::starts(article, piece.start)
        || (piece.start..piece.end).all(|at| {
            let token = article.token(at);
            token.capital
                || token.kind == TokenKind::Number && at > piece.start
                || matches!(token.syllable, w::AMPERSAND | w::HYPHEN | w::FULL_STOP)
        });
    if !plausible || has_verb(article, piece) || !has_proper_part(article, piece) || ends_in_verb(article, piece) {
        return None;
    }
    // `Thanh Thủy`: two or three Vietnamese syllables without a body's first word are a name without its family name.
    let syllables = |at: u32| {
        let token = article.token(at);
        token.capital && !token.all_caps && names::looks_vietnamese(article.word(at), token.syllable)
    };
    if !bodies::starts(article, piece.start)
        && (2..=3).contains(&piece.len())
        && (piece.start..piece.end).all(syllables)
    {
        let placed = (piece.start..piece.end).any(|at| {
            super::hit_over(article, at, Category::Country)
                .or_else(|| super::hit_over(article, at, Category::Organization))
                .is_some()
        });
        return (!placed).then(|| Part { tokens: piece, name: Some(piece), ..Part::default() });
    }
    let registered = bodies::at(article, piece.start, piece.end);
    Some(Part {
        tokens: piece,
        body: Some(piece),
        body_entry: registered.filter(|body| body.tokens.end == piece.end).and_then(|body| body.entry),
        country: registered.and_then(|body| body.country),
        ..Part::default()
    })
}

/// A body's name is registered, or has a capital, number or foreign word beyond its first word (which may only begin a sentence).
fn has_proper_part(article: &Article, piece: TokenRange) -> bool {
    if hit_at(article, piece.start, Category::Organization).is_some() {
        return true;
    }
    let first = article.token(piece.start);
    if let Some(head) = hit_at(article, piece.start, Category::BodyHead) {
        let beyond =
            (head.end()..piece.end).any(|at| article.token(at).capital || article.token(at).kind == TokenKind::Number);
        return beyond || head.end() == piece.end;
    }
    if matches!(
        first.syllable,
        w::DIEU
            | w::KHOAN
            | w::DIEM
            | w::CHUONG
            | w::MUC
            | w::NGAY
            | w::NAM
            | w::THANG
            | w::SANG
            | w::CHIEU
            | w::TOI_EVENING
            | w::HOM
            | w::TRUA
    ) {
        return false;
    }
    first.all_caps || piece.len() >= 2 || !names::looks_vietnamese(article.word(piece.start), first.syllable)
}

/// Small words after the last capital that no body's name ends in: `Ngân hàng Minh An giữ nguyên`.
fn ends_in_verb(article: &Article, body: TokenRange) -> bool {
    let last = (body.start..body.end).rev().find(|&at| {
        let token = article.token(at);
        token.kind != TokenKind::Word || token.capital || super::hit_over(article, at, Category::Organization).is_some()
    });
    let Some(last) = last else { return false };
    let strange = (last + 1..body.end).filter(|&at| !bodies::body_word(article.word(at))).count();
    let second = u32::from(article.token(last).capital && !article.token(last).all_caps);
    strange as u32 > second
}

fn bracket(article: &Article, piece: TokenRange) -> Part {
    let inner = TokenRange::new(piece.start + 1, piece.end.saturating_sub(1));
    let mut part = Part { tokens: piece, remark: true, ..Part::default() };
    if inner.is_empty() {
        return part;
    }
    if hit_at(article, inner.start, Category::Role).is_some() {
        let _ = titles(article, inner, &mut part);
    } else if bodies::starts(article, inner.start) && inner.len() > 1 {
        part.body = Some(inner);
        part.body_entry = bodies::at(article, inner.start, inner.end).and_then(|body| body.entry);
    }
    part
}

/// Titles before a name, or a title with its body: `Phó Cục trưởng Cục Thuế`, `Thiếu tướng`, `chuyên gia kinh tế`.
fn titles(article: &Article, range: TokenRange, part: &mut Part) -> Option<()> {
    let mut at = range.start;
    // `tân Thủ tướng`, `nữ Bộ trưởng`: the word before says something else than the post.
    while at + 1 < range.end && matches!(article.token(at).syllable, w::TAN | w::NU | w::NAM_MALE | w::VI_PERSON) {
        at += 1;
    }
    loop {
        let hit = hit_at(article, at, Category::Role).filter(|hit| hit.end() <= range.end)?;
        let kind = article.lexicon.speech.roles[hit.entry as usize];
        let own = TokenRange::new(at, hit.end());
        at = hit.end();
        if kind != RoleKind::Rank {
            part.role = Some(own);
            break;
        }
        part.rank = Some(TokenRange::new(part.rank.map_or(own.start, |rank| rank.start), own.end));
        while at < range.end && matches!(article.token(at).syllable, w::COMMA | w::FULL_STOP | w::HYPHEN) {
            at += 1;
        }
        if at >= range.end {
            return Some(());
        }
        if hit_at(article, at, Category::Role).is_none() {
            break;
        }
    }
    after_title(article, at, range.end, part)
}

/// What follows a title: the rest of the title, then the body, or a country.
fn after_title(article: &Article, at: u32, end: u32, part: &mut Part) -> Option<()> {
    if at >= end {
        return Some(());
    }
    let rest = TokenRange::new(at, end);
    if has_verb(article, rest) {
        return None;
    }
    if let Some(hit) =
        hit_at(article, at, Category::Country).filter(|hit| hit.end() == end || stationed(article, hit.end(), end))
    {
        part.country = Some(hit.entry);
        return Some(());
    }
    let start = (at..end).find(|&i| starts_body(article, i, at));
    let role_end = start.map_or(end, |start| before_preposition(article, at, start));
    if role_end > at {
        let role = part.role.or(part.rank)?;
        let named = (at..role_end - 1).any(|i| names::is_surname(article, i) && article.token(i + 1).capital);
        if role_end - at > 8 || named {
            return None;
        }
        part.role = Some(TokenRange::new(role.start, role_end));
    }
    if let Some(start) = start {
        let body = TokenRange::new(start, end);
        if ends_in_verb(article, body) {
            return None;
        }
        let found = bodies::at(article, start, end);
        part.body_entry = found.filter(|body| body.tokens.end == end).and_then(|body| body.entry);
        part.country = part.country.or(found.and_then(|body| body.country));
        part.body = Some(body);
    }
    Some(())
}

/// `Đại sứ Nhật Bản tại Việt Nam`
fn stationed(article: &Article, at: u32, end: u32) -> bool {
    at + 1 < end
        && article.token(at).syllable == w::TAI
        && hit_at(article, at + 1, Category::Country).is_some_and(|hit| hit.end() == end)
}

/// A body's name, also one that begins with a small letter after a title: `Chủ tịch UBND tỉnh`, `đại diện sàn giao dịch`.
fn starts_body(article: &Article, at: u32, first: u32) -> bool {
    bodies::starts(article, at)
        || at > first && article.token(at - 1).syllable == w::CUA
        || article.token(at).all_caps && at == first && hit_at(article, at, Category::Role).is_none()
}

/// The title ends before `của`, `thuộc`, `tại`.
fn before_preposition(article: &Article, first: u32, start: u32) -> u32 {
    let mut end = start;
    while end > first && matches!(article.token(end - 1).syllable, w::CUA | w::THUOC | w::TAI) {
        end -= 1;
    }
    end
}

/// Words that no name, title or body contains: aspect markers, copula, conjunctions of clauses, reporting verbs.
pub(super) fn has_verb(article: &Article, range: TokenRange) -> bool {
    (range.start..range.end).any(|at| {
        let token = article.token(at);
        !token.capital
            && super::hit_over(article, at, Category::Organization).is_none()
            && matches!(
                token.syllable,
                w::NGAY
                    | w::CHO
                    | w::VOI
                    | w::TOI
                    | w::DEN
                    | w::TU
                    | w::GUI
                    | w::DA
                    | w::DANG
                    | w::SE
                    | w::LA
                    | w::DUOC
                    | w::BI
                    | w::KHONG
                    | w::PHAI
                    | w::CAN
                    | w::KHI
                    | w::NEU
                    | w::VI
                    | w::THI
                    | w::RANG
                    | w::MA
                    | w::DE
                    | w::NHAM
                    | w::CO
                    | w::VUA
                    | w::CUNG
                    | w::VAN
                    | w::TUNG
                    | w::NHUNG_BUT
                    | w::NAY_TODAY
            )
    })
}

fn combine(article: &Article, range: TokenRange, parts: &[Part]) -> Option<SpeakerMention> {
    let named = parts.iter().position(|part| part.name.is_some());
    let main = named.or_else(|| parts.iter().position(|part| !part.remark))?;
    let part = &parts[main];
    let span = |tokens: TokenRange| article.span(tokens);
    let mut speaker = SpeakerMention {
        span: span(range),
        kind: SpeakerKind::Person,
        honorific: part.honorific.map(span),
        role: None,
        org: None,
        org_entry: None,
        country: part.country,
        name: part.name.map(span),
        tokens: range,
    };
    if part.name.is_none() && part.honorific.is_none() && part.role.is_none() && part.rank.is_none() {
        // Bodies only: the first names the speaker, whole if the others are bodies too.
        let bodies = parts.iter().filter(|part| !part.remark);
        if bodies.clone().any(|part| part.body.is_none()) {
            return None;
        }
        let last = bodies.last().map_or(part.tokens.end, |part| part.tokens.end);
        speaker.kind = SpeakerKind::Organization;
        speaker.org_entry = part.body_entry;
        speaker.name = Some(span(TokenRange::new(part.tokens.start, last)));
        return Some(speaker);
    }
    fill_title(article, &mut speaker, parts, main);
    Some(speaker)
}

/// Title and body from the parts: those that stand together before the name, else the first apposition.
fn fill_title(article: &Article, speaker: &mut SpeakerMention, parts: &[Part], main: usize) {
    let own = parts[..=main].iter().find(|part| part.role.is_some());
    let titled = own.or_else(|| parts[main + 1..].iter().find(|part| part.role.is_some()));
    let ranked = parts.iter().find(|part| part.rank.is_some());
    let Some(part) = titled else {
        speaker.role = ranked.and_then(|part| part.rank).map(|rank| article.span(rank));
        let body = parts.iter().find(|part| part.body.is_some());
        set_body(article, speaker, body);
        return;
    };
    let first = part.role.unwrap_or_default();
    speaker.country = speaker.country.or(part.country);
    speaker.role = Some(article.span(first));
    if let Some(body) = part.body {
        set_body(article, speaker, Some(part));
        // `Cục trưởng Cục Hóa chất, Bộ Công Thương`: the body above it belongs to the body as written.
        let at = parts.iter().position(|other| std::ptr::eq(other, part)).unwrap_or(0);
        let above = parts.get(at + 1).filter(|next| is_body_only(next) && part.name.is_none());
        if let Some(above) = above {
            speaker.org = Some(article.span(TokenRange::new(body.start, above.tokens.end)));
        }
        return;
    }
    // `Tổng Bí thư, Chủ tịch nước`: titles without a body each, standing together, are one.
    let at = parts.iter().position(|other| std::ptr::eq(other, part)).unwrap_or(0);
    let mut last = first.end;
    for next in parts[at + 1..].iter().take_while(|next| next.role.is_some()) {
        let role = next.role.unwrap_or_default();
        if next.tokens.start != role.start || next.body.is_some() {
            break;
        }
        last = role.end;
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

fn is_body_only(part: &Part) -> bool {
    part.body.is_some() && part.role.is_none() && part.name.is_none() && part.honorific.is_none() && !part.remark
}

fn set_body(article: &Article, speaker: &mut SpeakerMention, part: Option<&Part>) {
    if let Some((part, body)) = part.and_then(|part| part.body.map(|body| (part, body))) {
        speaker.org = Some(article.span(body));
        speaker.org_entry = part.body_entry;
        speaker.country = speaker.country.or(part.country);
    }
}

/// What an expression is that may be a common noun.
enum Common {
    /// A speaker by common noun.
    Speaker(SpeakerMention),
    /// A common noun where no clause begins: no speaker at all.
    Refused,
    /// Something else.
    Other,
}

/// Speakers by common noun: `nhiều đại biểu`, `cơ quan điều tra`, `báo cáo của Bộ Y tế`, `đại diện Bộ Y tế`, `vị này`.
fn common(article: &Article, range: TokenRange) -> Common {
    let noun = skip_quantifiers(article, range);
    if noun >= range.end {
        return Common::Other;
    }
    let plural = noun > range.start;
    let Some(hit) = hit_at(article, noun, Category::CommonSpeaker).filter(|hit| hit.end() <= range.end) else {
        return Common::Other;
    };
    let rest = TokenRange::new(hit.end(), range.end);
    let kind = article.lexicon.speech.common_speakers[hit.entry as usize];
    let titled =
        kind == CommonSpeaker::Group && !plural && !rest.is_empty() && hit_at(article, noun, Category::Role).is_some();
    let named_body = hit_at(article, noun, Category::BodyHead).is_some()
        && article.token(noun).capital
        && !rest.is_empty()
        && article.token(rest.start).capital
        && !plural;
    if named_body && kind != CommonSpeaker::Document && kind != CommonSpeaker::Unnamed
        || kind == CommonSpeaker::Plural && !plural
        || titled
    {
        return Common::Other;
    }
    if !begins_clause(article, range.start) {
        return if article.token(noun).capital { Common::Other } else { Common::Refused };
    }
    // `đại biểu Lê Thị Mơ` is a person, `Bộ trưởng ...` too: a title followed by a name is not a common noun.
    if !plural
        && names::trailing(article, rest.start, rest.end)
            .is_some_and(|at| at < rest.end && is_person_rest(article, rest, at))
    {
        return Common::Other;
    }
    if has_verb(article, rest) || rest.len() > 24 || rest_is_role(article, noun, plural) || reports(article, rest) {
        return Common::Other;
    }
    let singular = [w::MOT, w::VI_PERSON].contains(&article.token(range.start).syllable);
    let mut speaker = SpeakerMention {
        span: article.span(range),
        kind: kind.kind(),
        honorific: None,
        role: None,
        org: None,
        org_entry: None,
        country: None,
        name: None,
        tokens: range,
    };
    let representative =
        matches!(article.token(noun).syllable, w::DAI | w::VI_PERSON | w::LANH) || article.word(noun) == "cán";
    match kind {
        CommonSpeaker::Unnamed if representative && !rest.is_empty() => {
            speaker.role = Some(article.span(TokenRange::new(noun, hit.end())));
            let start = before_of(article, rest);
            speaker.org = Some(article.span(TokenRange::new(start, rest.end)));
            speaker.org_entry =
                bodies::at(article, start, rest.end).filter(|b| b.tokens.end == rest.end).and_then(|b| b.entry);
        }
        CommonSpeaker::Body if !plural => speaker.name = Some(article.span(range)),
        CommonSpeaker::Body => speaker.kind = SpeakerKind::Group,
        // A text has a name where its issuer or number is written.
        CommonSpeaker::Document => {
            let named = (rest.start..rest.end).any(|at| article.token(at).capital);
            speaker.name = named.then(|| article.span(range));
        }
        CommonSpeaker::Group if singular => speaker.kind = SpeakerKind::Unnamed,
        _ => {}
    }
    Common::Speaker(speaker)
}

/// A common noun speaks only where a clause begins: after a mark, `rằng`, an adverb, or `theo`.
fn begins_clause(article: &Article, at: u32) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| article.token(before)) else { return true };
    before.kind == TokenKind::Mark
        || article.paragraph_of(at - 1) != article.paragraph_of(at)
        || matches!(
            before.syllable,
            w::RANG
                | w::LA
                | w::THEO
                | w::NHIEN
                | w::DO
                | w::NAY_TODAY
                | w::NAY
                | w::QUA
                | w::CUNG
                | w::CON
                | w::DUOC
                | w::BIET
                | w::THOI
                | w::TOI
                | w::LOI
                | w::TU
                | w::CUA
                | w::VA
        )
}

fn is_person_rest(article: &Article, rest: TokenRange, at: u32) -> bool {
    names::is_vietnamese(article, at, rest.end)
        && (at == rest.start || hit_at(article, rest.start, Category::Role).is_none())
}

/// A reporting verb or a further body inside: more than one expression.
fn reports(article: &Article, rest: TokenRange) -> bool {
    let body_after_comma = (rest.start..rest.end.saturating_sub(1))
        .any(|at| article.token(at).syllable == w::COMMA && bodies::starts(article, at + 1));
    let trap = |hit: &crate::model::Hit| {
        article.lexicon.speech.cues[hit.entry as usize].strength == crate::lexicon::Strength::Trap
            || super::hit_over(article, hit.token, Category::Organization).is_some()
            || article.token(hit.token).capital
    };
    let strong = |hit: &crate::model::Hit| {
        article.lexicon.speech.cues[hit.entry as usize].strength == crate::lexicon::Strength::Strong
    };
    body_after_comma
        || article
            .hits(rest)
            .iter()
            .any(|hit| hit.category == Category::Cue && hit.end() <= rest.end && strong(hit) && !trap(hit))
}

/// `Giám đốc ...` is a title even where its first words are a common noun too.
fn rest_is_role(article: &Article, noun: u32, plural: bool) -> bool {
    !plural && article.token(noun).capital && hit_at(article, noun, Category::Role).is_some_and(|hit| hit.len > 2)
}

fn before_of(article: &Article, rest: TokenRange) -> u32 {
    let first = article.token(rest.start).syllable;
    if matches!(first, w::CUA | w::THUOC | w::CHO) && rest.len() > 1 { rest.start + 1 } else { rest.start }
}

/// Skips `các`, `nhiều`, `một số`, `hai`, `đa số`, `không ít`, `hàng trăm`, numbers; `một` and `vị` too.
fn skip_quantifiers(article: &Article, range: TokenRange) -> u32 {
    let mut at = range.start;
    while at < range.end {
        let token = article.token(at);
        let quantifier = matches!(
            token.syllable,
            w::CAC
                | w::NHUNG
                | w::NHIEU
                | w::MOT
                | w::SO
                | w::HAI
                | w::BA_THREE
                | w::DA_SO_MANY
                | w::KHONG_IT
                | w::VAI
                | w::HANG
                | w::TAT
                | w::CA
                | w::MOI_EVERY
                | w::KHONG
                | w::CO
                | w::PHAN
        ) || token.kind == TokenKind::Number;
        // `hai bên`, `các đại biểu` are entries themselves: the longest entry wins.
        if !quantifier
            || hit_at(article, at, Category::CommonSpeaker).is_some_and(|hit| hit.len > 1) && at == range.start
        {
            break;
        }
        at += 1;
    }
    at
}
