//! Whose words `theo` leads to, and where the expression that names them ends.

use crate::entities::{bodies, hit_at, hit_over, speaker, verb_at};
use crate::lexicon::{Category, words as w};
use crate::model::{SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::theo::is_source;
use super::{loose, modifiers};

/// The speaker after `theo` and the token after the expression (a verb of a double cue skipped).
pub(super) fn source(article: &Article, start: u32, end: u32) -> Option<(SpeakerMention, u32)> {
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
