//! `Theo X, ...`, `..., theo X.`, `Theo X cho biết, ...`.
//!
//! `theo` is mostly not an attribution (`theo quy định`, `theo hướng`): it is one only at the begin of a clause and before a
//! speaker or a text that reports (`báo cáo`, `cáo trạng`). `theo thông tin từ X`, `theo lời X`, `theo đánh giá của X` name X.

use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::found::Found;
use super::{content, cues, loose, modifiers, subject};
use crate::entities::{bodies, hit_at, hit_over, speaker, syllable, verb_at};

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

/// The speaker after `theo` and the token after the expression (a verb of a double cue skipped).
fn source(article: &Article, start: u32, end: u32) -> Option<(SpeakerMention, u32)> {
    let noun = start;
    let start = skip_report_noun(article, start, end);
    if is_own_report(article, noun, start) {
        return None;
    }
    let mut best = None;
    let mut commas = 0;
    for at in start + 1..=end.min(start + 60) {
        // `Theo Trung tâm A lúc 19h ngày 5/9, ...`: when it was said.
        // `thông cáo ngày 6-11 của Bộ A` is named by its date.
        let dated = |at: u32| {
            let when = matches!(article.token(at).syllable, w::NGAY | w::SANG | w::CHIEU | w::TOI_EVENING);
            let number = at + 1 < end && article.token(at + 1).kind == TokenKind::Number;
            when && number && !(at + 2..end.min(at + 8)).any(|at| article.token(at).syllable == w::CUA)
        };
        let clock = |at: u32| {
            article.word(at) == "lúc" && !(at..end.min(at + 8)).any(|at| article.token(at).syllable == w::CUA)
        };
        let time = at < end && !article.token(at).capital && (clock(at) || dated(at));
        let boundary = at == end || is_boundary(article, at);
        let cue = at < end && verb_at(article, at).is_some();
        // `Theo ban soạn thảo việc sửa đổi ...`: what is said begins without a comma.
        let verb = cue
            || at < end && matches!(article.token(at).syllable, w::KHONG | w::CHUA | w::DA | w::SE | w::VIEC | w::THI);
        if !boundary && !verb && !time {
            continue;
        }
        let to = if verb { modifiers::before(article, at, start) } else { at };
        let named = speaker::parse(article, TokenRange::new(start, to)).filter(|found| is_source(article, found));
        let given = || (start > noun).then(|| loose::given_name(article, start, to)).flatten();
        if let Some(found) = named.or_else(given) {
            let after = match (cue, time) {
                (true, _) => hit_at(article, at, Category::Cue).map_or(at, |hit| hit.end()),
                // `Theo ông A thì ...`
                _ if verb && article.token(at).syllable == w::THI => at + 1,
                (_, true) => (at..end).find(|&i| is_boundary(article, i)).unwrap_or(to),
                _ => to,
            };
            // A later comma is taken in only where it adds an apposition to a person.
            let adds_title = |(shorter, _): &(SpeakerMention, u32)| {
                let person = shorter.kind == SpeakerKind::Person && found.role.is_some();
                person
                    && (shorter.role.is_none() || shorter.role != found.role || adds_body(article, shorter, &found, at))
            };
            if best.as_ref().is_none_or(adds_title) {
                best = Some((found, after));
            }
            if verb || time {
                break;
            }
        } else if (verb || time) && best.is_none() {
            continue;
        }
        if boundary {
            commas += 1;
            if commas > 3 || at < end && article.token(at).syllable != w::COMMA {
                break;
            }
        }
    }
    best.map(|(speaker, after)| with_further_bodies(article, speaker, after, end))
}

/// `Theo luật sư Hà Văn A, Đoàn luật sư TP.Hà Nội, ...`: a body alone between commas.
fn adds_body(article: &Article, shorter: &SpeakerMention, found: &SpeakerMention, at: u32) -> bool {
    let alone = article.token(at).syllable == w::COMMA && !bodies::starts(article, at + 1);
    shorter.org.is_none() && found.org.is_some() && alone
}

/// `Theo ghi nhận của phóng viên, ...`: what the article's own reporters saw is told by nobody else.
fn is_own_report(article: &Article, noun: u32, source: u32) -> bool {
    let seen = matches!(
        (article.word(noun), article.word(noun + 1)),
        ("ghi", "nhận") | ("tìm", "hiểu") | ("quan" | "khảo", "sát")
    );
    let own = matches!(article.word(source), "phóng" | "PV" | "Phóng" | "chúng" | "báo" | "Báo" | "nhóm");
    source > noun && seen && own
}

/// `Theo đánh giá của Bộ Quốc phòng, Bộ Công an, ...`: bodies between the commas are sources too.
fn with_further_bodies(
    article: &Article,
    mut speaker: SpeakerMention,
    mut after: u32,
    end: u32,
) -> (SpeakerMention, u32) {
    while speaker.kind == SpeakerKind::Organization && after + 1 < end && article.token(after).syllable == w::COMMA {
        let Some(body) = bodies::at(article, after + 1, end).filter(|body| body.tokens.end < end) else { break };
        if article.token(body.tokens.end).syllable != w::COMMA {
            break;
        }
        after = body.tokens.end;
        speaker.tokens.end = after;
        speaker.span = article.span(speaker.tokens);
        (speaker.name, speaker.org_entry) = (Some(speaker.span), None);
    }
    (speaker, after)
}

/// A mark at which an expression may end; not the dot inside `PGS.TS`.
fn is_boundary(article: &Article, at: u32) -> bool {
    match article.token(at).syllable {
        w::COMMA | w::COLON | w::SEMICOLON => true,
        // `chuyên gia kinh tế TS. Lê Văn A`
        w::FULL_STOP
            if hit_over(article, at - 1, Category::Role).is_some_and(|hit| hit.len == 1)
                && article.token(at - 1).capital =>
        {
            false
        }
        w::FULL_STOP => {
            let next = article.seg.tokens.get(at as usize + 1);
            next.is_none_or(|next| article.span(TokenRange::new(at, at + 1)).end < next.start)
        }
        _ => false,
    }
}

/// Steps over `thông tin từ`, `lời`, `đánh giá của`, `đại diện` stays.
fn skip_report_noun(article: &Article, start: u32, end: u32) -> u32 {
    const NOUNS: &[&str] = &[
        "thông tin",
        "lời",
        "lời khai",
        "lời kể",
        "đánh giá",
        "nhận định",
        "ý kiến",
        "chia sẻ",
        "phản ánh",
        "nguồn tin",
        "quan điểm",
        "phân tích",
        "tiết lộ",
        "thông báo",
        "tin",
        "đề xuất",
        "giải thích",
        "dự báo",
        "nhận xét",
        "ghi nhận",
        "tìm hiểu",
        "quan sát",
        "khuyến cáo",
        "khẳng định",
        "tổng hợp",
        "tính toán",
        "ước tính",
    ];
    for len in [2, 1] {
        if start + len >= end {
            continue;
        }
        let phrase = article.span(TokenRange::new(start, start + len)).of(article.text).to_lowercase();
        // Data are a text; only `dữ liệu từ X` names who gave them.
        if matches!(phrase.as_str(), "dữ liệu" | "số liệu") && article.token(start + len).syllable == w::TU {
            return start + len + 1;
        }
        if !NOUNS.contains(&phrase.as_str()) {
            continue;
        }
        let mut at = start + len;
        if article.word(at) == "ban" && article.word(at + 1) == "đầu" {
            at += 2;
        }
        if matches!(article.token(at).syllable, w::TU | w::CUA) {
            return at + 1;
        }
        return if matches!(phrase.as_str(), "lời" | "lời kể" | "lời khai") { at } else { start };
    }
    start
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
fn is_source(article: &Article, speaker: &SpeakerMention) -> bool {
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
