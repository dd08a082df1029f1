//! Finds who stands before a reporting verb.
//!
//! Between the verb and its subject stand modifiers (`cũng`, `đã`, `một lần nữa`) and short adjuncts (`hôm qua`, `tại cuộc họp`).
//! Before the subject stand frames (`Phát biểu tại hội nghị,`) and connectives, set off by a comma or not. The leftmost begin from
//! which everything up to the verb parses as one speaker is taken, so that appositions come along.

use crate::lexicon::{Category, Syllable, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::subject_edges::{clause_start, post_at, skip_connective, skip_edge};
use super::{introductions, modifiers};
use crate::entities::{bodies, hit_at, names, speaker, title_at};

/// Tokens before a verb among which its subject is sought at most. Whoever speaks is named in far fewer; in a text without
/// marks, looking back to its begin for each verb would take time that grows with the square of its length.
const REACH: u32 = 300;

/// The speaker before a verb, looking back no further than `limit`.
pub(super) fn before(article: &Article, limit: u32, verb: u32) -> Option<SpeakerMention> {
    let limit = limit.max(verb.saturating_sub(REACH));
    let end = modifiers::before(article, verb, limit);
    if end <= limit {
        return None;
    }
    let last = article.token(end - 1);
    let dash = matches!(last.syllable, w::HYPHEN | w::EN_DASH | w::EM_DASH) && last.spaced;
    if last.syllable == w::COMMA || dash {
        return closed_apposition(article, limit, end - 1, last.syllable);
    }
    ending_at(article, limit, end).or_else(|| {
        adjunct_starts(article, clause_start(article, limit, end), end).find_map(|at| {
            let at = if article.token(at - 1).syllable == w::COMMA { at - 1 } else { at };
            (at > limit).then(|| ending_at(article, limit, at)).flatten()
        })
    })
}

/// The speaker whose expression ends at `end`.
fn ending_at(article: &Article, limit: u32, end: u32) -> Option<SpeakerMention> {
    let mut limit = clause_start(article, limit, end);
    limit = skip_edge(article, limit, end);
    // `3. Trưởng ban ...`: the number of a list item.
    if limit + 2 < end
        && article.token(limit).kind == TokenKind::Number
        && article.token(limit + 1).syllable == w::FULL_STOP
    {
        limit += 2;
    }
    // `Như báo A đưa tin`: the outlet refers to itself or to what is known.
    if limit < end && article.token(limit).syllable == w::NHU {
        return None;
    }
    let starts = segment_starts(article, limit, end);
    for (index, &start) in starts.iter().enumerate() {
        let first = skip_connective(article, start, end);
        if index > 0 && ends_object_list(article, &starts[..=index]) {
            continue;
        }
        if let Some(found) = speaker::parse(article, TokenRange::new(first, end)) {
            return Some(found);
        }
        // `Thời gian tới Tổng Bí thư, Chủ tịch nước X`: stacked titles after an adverb that no comma sets off.
        let Some(&next) = starts.get(index + 1) else { continue };
        let title = inner_starts(article, start, next).find(|&at| post_at(article, at) && title_at(article, next));
        if let Some(found) = title.and_then(|at| speaker::parse(article, TokenRange::new(at, end))) {
            return Some(found);
        }
    }
    let last = *starts.last().unwrap_or(&limit);
    inner_starts(article, last, end).find_map(|start| speaker::parse(article, TokenRange::new(start, end)))
}

/// `làm việc với Công an tỉnh, UBND thành phố, các sở liên quan yêu cầu ...`: the segment that begins last is the end of a list of
/// bodies that a preposition governs.
fn ends_object_list(article: &Article, starts: &[u32]) -> bool {
    let mut segments = starts.windows(2).rev().map(|pair| TokenRange::new(pair[0], pair[1] - 1));
    let Some(last) = starts.last() else { return false };
    let listed = matches!(article.token(*last).syllable, w::CAC | w::NHUNG) || bodies::starts(article, *last);
    let ends_with_body = |segment: &TokenRange| {
        (segment.start..segment.end)
            .find(|&at| bodies::at(article, at, segment.end).is_some_and(|body| body.tokens.end == segment.end))
    };
    listed
        && segments.find_map(|segment| match ends_with_body(&segment) {
            // The whole segment is a body: the list began earlier.
            Some(body) if body == segment.start => None,
            Some(body) => Some(matches!(article.token(body - 1).syllable, w::VOI | w::GIUA)),
            None => Some(false),
        }) == Some(true)
}

/// `Ông A, Giám đốc B, cho biết`: the comma closes an apposition, so a name with a title must come out.
fn closed_apposition(article: &Article, limit: u32, end: u32, mark: Syllable) -> Option<SpeakerMention> {
    let whole = ending_at(article, limit, end).filter(|found| {
        let commas = (found.tokens.start..found.tokens.end).any(|at| article.token(at).syllable == mark);
        commas && found.name.is_some() && found.role.is_some()
    });
    whole.or_else(|| described(article, limit, end, mark)).or_else(|| set_off(article, limit, end, mark))
}

/// `Trả lời báo chí, Giám đốc Công ty A Lê Văn B, cho biết`: a comma between a whole clause's subject and its verb.
fn set_off(article: &Article, limit: u32, end: u32, mark: Syllable) -> Option<SpeakerMention> {
    let first = |found: &SpeakerMention| {
        let at = found.tokens.start;
        at == limit || matches!(article.token(at - 1).syllable, w::COMMA)
    };
    let titled = |found: &SpeakerMention| found.role.is_some() || found.honorific.is_some();
    if mark != w::COMMA {
        return None;
    }
    ending_at(article, limit, end).filter(|found| found.name.is_some() && titled(found) && first(found))
}

/// `VPF, đơn vị tổ chức giải, ra thông báo`: what stands between the marks describes the speaker before them.
fn described(article: &Article, limit: u32, end: u32, mark: Syllable) -> Option<SpeakerMention> {
    let open = (limit..end).rev().find(|&at| article.token(at).syllable == mark)?;
    let description = TokenRange::new(open + 1, end);
    // `Ông Tám, trong cuộc trao đổi với phóng viên tối qua, nói ...`: when or where, set off.
    if adjunct_starts(article, open, open + 2).any(|at| at == open + 1) {
        return ending_at(article, limit, open).filter(|found| found.tokens.end == open);
    }
    let reports = article.hits(description).iter().any(|hit| hit.category == Category::Cue);
    // `Các nước trong vùng, trong đó có Lào, kêu gọi ...`: a group of which some are named.
    let partly = article.token(open + 1).syllable == w::TRONG && article.token(open + 2).syllable == w::DO;
    if reports || !partly && !speaker::is_description(article, description) {
        return None;
    }
    let known = |found: &SpeakerMention| found.name.is_some() || partly && found.kind == SpeakerKind::Group;
    ending_at(article, limit, open).filter(|found| known(found) && found.tokens.end == open)
}

/// Whether a closed quotation of more than a word or two ends at a token.
pub(super) fn is_closing_quote(article: &Article, at: u32) -> bool {
    article.token(at).kind == TokenKind::Mark
        && article.quote_closing(at).is_some_and(|quote| quote.close - quote.open > 4)
}

/// Begins of the segments between commas: leftmost first, the last six at most.
fn segment_starts(article: &Article, limit: u32, end: u32) -> Vec<u32> {
    let mut starts = vec![limit];
    let mut depth = 0;
    for at in limit..end {
        match article.token(at).syllable {
            w::OPEN_PAREN => depth += 1,
            w::CLOSE_PAREN => depth -= 1,
            w::COMMA if depth <= 0 && at + 1 < end => starts.push(at + 1),
            w::HYPHEN | w::EN_DASH | w::EM_DASH
                if depth <= 0 && at + 1 < end && at < limit + 8 && article.token(at).spaced =>
            {
                starts.push(at + 1);
            }
            _ => {}
        }
    }
    let from = starts.len().saturating_sub(MOST_SEGMENTS);
    starts.split_off(from)
}

/// Begins of the segments of the clause that ends at `end`, each behind its connective, leftmost first.
pub(super) fn starts_of_segments(article: &Article, limit: u32, end: u32) -> Vec<u32> {
    let limit = clause_start(article, limit, end);
    segment_starts(article, limit, end).into_iter().map(|start| skip_connective(article, start, end)).collect()
}

/// Places inside a segment where a speaker can begin: a title, honorific, body or common noun that no preposition governs.
fn inner_starts<'a>(article: &'a Article, segment: u32, end: u32) -> impl Iterator<Item = u32> + use<'a> {
    (segment..end).filter(move |&at| at > segment && can_begin(article, at) && !governed(article, at))
}

/// A name after a common noun belongs to it (`thành viên Ban Chỉ đạo`): only after a mark, number, capital or adverb is it free.
fn stands_free(article: &Article, at: u32) -> bool {
    let before = article.token(at - 1);
    before.kind != TokenKind::Word
        || before.capital
        || matches!(
            before.syllable,
            w::RANG
                | w::NHIEN
                | w::DO
                | w::NAY_TODAY
                | w::NAY
                | w::QUA
                | w::CUNG
                | w::CON
                | w::BIET
                | w::THOI
                | w::TOI
                | w::LA
                | w::VAY
        )
}

fn can_begin(article: &Article, at: u32) -> bool {
    let quantified = matches!(article.token(at).syllable, w::NHIEU | w::CAC | w::MOT | w::HAI | w::DA_SO_MANY);
    quantified
        || hit_at(article, at, Category::Honorific).is_some()
        || title_at(article, at)
        || hit_at(article, at, Category::CommonSpeaker).is_some()
        || hit_at(article, at, Category::Country).is_some()
            && (article.word(at - 1) == "mà" || stands_free(article, at))
        || (bodies::starts(article, at) || begins_name(article, at)) && stands_free(article, at)
}

/// A surname, but not the middle name of `Lê Văn Tám`.
fn begins_name(article: &Article, at: u32) -> bool {
    names::is_surname(article, at) && !names::is_surname(article, at - 1)
}

/// A preposition or other word before it shows that it is no subject.
fn governed(article: &Article, at: u32) -> bool {
    let before = article.token(at - 1);
    // `đường Hai Bà Trưng`: inside a name.
    if before.capital
        && before.kind == TokenKind::Word
        && article.token(at).capital
        && hit_at(article, at, Category::Honorific).is_some()
    {
        return true;
    }
    // `cho tân Cục trưởng`: what governs stands before the adjective.
    if at >= 2 && matches!(article.word(at - 1), "tân" | "nguyên" | "cựu") {
        return governed(article, at - 1);
    }
    // `bị Giám đốc Sở A bác bỏ`: the body belongs to the title before it.
    let title =
        crate::entities::hit_over(article, at - 1, Category::Role).filter(|hit| hit.end() == at && hit.token > 0);
    if title.is_some_and(|hit| governed(article, hit.token)) {
        return true;
    }
    if before.kind == TokenKind::Mark {
        let dash = matches!(before.syllable, w::HYPHEN | w::EN_DASH) && (before.spaced || article.token(at).spaced);
        return !(dash || matches!(before.syllable, w::CLOSE_PAREN | w::COMMA));
    }
    // `Vừa qua Thủ tướng ...`, `Tuần qua Bộ trưởng ...`: no preposition.
    if before.syllable == w::QUA
        && at > 1
        && matches!(
            article.word(at - 2).to_lowercase().as_str(),
            "vừa" | "tuần" | "tháng" | "năm" | "ngày" | "gian" | "đêm"
        )
    {
        return false;
    }
    // `trình Chủ tịch nước đề xuất về ...`: to whom something is handed. `Con gái anh Tám`: whose relative speaks.
    if matches!(article.word(at - 1), "trình" | "gái" | "trai" | "vợ" | "chồng" | "mẹ" | "cha" | "bố" | "Vợ" | "Mẹ")
    {
        return true;
    }
    // `Thời gian tới Thủ tướng ...`: no preposition.
    if before.syllable == w::TOI && at > 1 && article.word(at - 2) == "gian" {
        return false;
    }
    matches!(
        before.syllable,
        w::CUA
            | w::VIEC
            | w::SU
            | w::CHO
            | w::VOI
            | w::VE
            | w::TAI
            | w::O
            | w::TU
            | w::DEN
            | w::TOI
            | w::DO_CAUSE
            | w::BOI
            | w::VA
            | w::THEO
            | w::TRONG
            | w::GIUA
            | w::NHU
            | w::DUOC
            | w::BI
            | w::DE
            | w::BANG
            | w::QUA
            | w::VI
            | w::NHO
            | w::CUNG_VOI
            | w::CAC
            | w::NHUNG
            | w::MOT
            | w::NHIEU
            | w::HOAC
            | w::THUOC
            | w::KIEM
            | w::GUI
            | w::MAT
            | w::MOI_INVITE
            | w::CO
    )
}

/// Places where an adjunct between subject and verb may begin, nearest first: `hôm qua`, `ngày 25/10`, `tại cuộc họp`.
fn adjunct_starts<'a>(article: &'a Article, limit: u32, end: u32) -> impl Iterator<Item = u32> + use<'a> {
    const LONGEST: u32 = 16;
    let from = end.saturating_sub(LONGEST).max(limit + 1);
    (from..end).rev().filter(move |&at| {
        matches!(
            article.token(at).syllable,
            w::TAI
                | w::HOM
                | w::NGAY
                | w::SANG
                | w::CHIEU
                | w::TOI_EVENING
                | w::VOI
                | w::TRONG
                | w::TREN
                | w::TRUOC
                | w::HOI
                | w::VAO
                | w::THAY
                | w::SAU
                | w::CUOI
                | w::DAU
        ) || article.word(at) == "tuần" && !article.token(at).capital
    })
}

/// Of the segments between commas so many are looked at.
const MOST_SEGMENTS: usize = 6;

/// The subject at the begin of a sentence, where its verb is not one of reporting: `Chủ tịch nước đã trao đổi ...; khẳng định`.
pub(super) fn leading(article: &Article, sentence: TokenRange) -> Option<SpeakerMention> {
    const FURTHEST: u32 = 48;
    for at in sentence.start + 1..sentence.end.min(sentence.start + FURTHEST) {
        let token = article.token(at);
        let verb = !token.capital
            && (matches!(token.syllable, w::DA | w::CUNG | w::SE | w::DANG | w::VUA)
                || crate::entities::verb_at(article, at).is_some());
        if verb && let Some(found) = before(article, sentence.start, at) {
            return Some(found);
        }
        if token.syllable == w::SEMICOLON {
            break;
        }
    }
    // `Đồng chí A ân cần thăm hỏi và bày tỏ ...`: a verb that no marker shows.
    let begins = (sentence.start..sentence.end)
        .filter(|&at| at == sentence.start || article.token(at - 1).syllable == w::COMMA)
        .take(MOST_SEGMENTS);
    begins.collect::<Vec<_>>().into_iter().rev().find_map(|at| introductions::introduction(article, at))
}
