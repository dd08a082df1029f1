//! Speakers by common noun: `nhiều đại biểu`, `cơ quan điều tra`, `báo cáo của Bộ Y tế`, `đại diện Bộ Y tế`, `vị này`.

use crate::entities::{bodies, hit_at, hit_over, names};
use crate::lexicon::{Category, CommonSpeaker, Strength, words as w};
use crate::model::{Hit, SpeakerKind, SpeakerMention, TokenKind, TokenRange};
use crate::segment::Article;

use super::combine::without_side;
use super::unparted;
use super::words::has_verb;

/// What an expression is that may be a common noun.
pub(super) enum Common {
    /// A speaker by common noun.
    Speaker(SpeakerMention),
    /// A common noun where no clause begins: no speaker at all.
    Refused,
    /// Something else.
    Other,
}

/// Speakers by common noun: `nhiều đại biểu`, `cơ quan điều tra`, `báo cáo của Bộ Y tế`, `đại diện Bộ Y tế`, `vị này`.
pub(super) fn common(article: &Article, range: TokenRange) -> Common {
    let noun = skip_quantifiers(article, range);
    if noun >= range.end {
        return Common::Other;
    }
    let plural = noun > range.start;
    let Some(hit) = hit_at(article, noun, Category::CommonSpeaker).filter(|hit| hit.end() <= range.end) else {
        return Common::Other;
    };
    let kind = article.lexicon.speech.common_speakers[hit.entry as usize];
    if kind == CommonSpeaker::Outlet {
        return Common::Other;
    }
    // `Bên cạnh đó, ...`, `Bên lề hội nghị, ...` begin like `bên`.
    let beside = hit.end() < range.end && matches!(article.word(hit.end()), "cạnh" | "lề" | "hành" | "trong");
    if beside || hit_at(article, noun, Category::Opener).is_some_and(|opener| opener.len > hit.len) {
        return Common::Other;
    }
    let rest = TokenRange::new(behind_duty(article, behind_date(article, hit.end(), range.end), range.end), range.end);
    let titled =
        kind == CommonSpeaker::Group && !plural && !rest.is_empty() && hit_at(article, noun, Category::Role).is_some();
    // `Báo chí Pháp` is no body that `Báo` begins.
    let named_body = hit_at(article, noun, Category::BodyHead)
        .is_some_and(|head| head.len >= hit.len || kind != CommonSpeaker::Group)
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
    if !begins_clause(article, range.start) || inside_list(article, noun) {
        return if article.token(noun).capital { Common::Other } else { Common::Refused };
    }
    // `đại biểu Lê Thị Mơ` is a person, `Bộ trưởng ...` too: a title followed by a name is not a common noun.
    if !plural
        && names::trailing(article, rest.start, rest.end)
            .is_some_and(|at| at < rest.end && is_person_rest(article, rest, at))
    {
        return Common::Other;
    }
    // `HĐXX quyết định ...`: an acronym is whole.
    let acronym = kind == CommonSpeaker::Body && article.token(noun).all_caps && !rest.is_empty();
    if acronym && article.token(rest.start).kind == TokenKind::Word && !article.token(rest.start).capital {
        return Common::Other;
    }
    let odd = |at: u32| !article.token(at).capital && !bodies::is_body_word(article, at);
    if kind == CommonSpeaker::Body && !plural && rest.len() >= 2 && (rest.start..rest.end).all(odd) {
        return Common::Other;
    }
    // `bạn đọc Lâm`: a person by name.
    let called = !plural
        && hit_at(article, noun, Category::Honorific).is_some_and(|own| own.end() == rest.start)
        && !rest.is_empty()
        && (rest.start..rest.end).all(|at| article.token(at).capital);
    if called {
        return Common::Other;
    }
    let listed = (rest.start..rest.end).any(|at| article.token(at).syllable == w::COMMA);
    // `Nghị quyết số 62 của Quốc hội về chất vấn tại kỳ họp thứ 3, Quốc hội khóa XV`: a title holds commas and bodies.
    let about = kind == CommonSpeaker::Document && (rest.start..rest.end).any(|at| article.token(at).syllable == w::VE);
    // `Dự báo về triển vọng năm nay, nhóm nghiên cứu tại SSI cho rằng`: who speaks stands behind the comma.
    let behind = (rest.start..rest.end.saturating_sub(1)).rev().find(|&at| article.token(at).syllable == w::COMMA);
    let topic = about
        && behind.is_some_and(|at| {
            let noun = hit_at(article, at + 1, Category::CommonSpeaker).is_some() && !article.token(at + 1).capital;
            noun || hit_at(article, at + 1, Category::Honorific).is_some()
        });
    if topic {
        return Common::Other;
    }
    let pronoun = kind == CommonSpeaker::Unnamed && listed && matches!(article.token(rest.start - 1).syllable, w::NAY);
    let text_and_more =
        kind == CommonSpeaker::Document && !rest.is_empty() && article.token(rest.start).syllable == w::COMMA;
    // `Thông tin về chiến lược ông Lê Văn Tám cho biết`: the person speaks, about the noun before.
    let person_behind = kind == CommonSpeaker::Document
        && (rest.start + 1..rest.end).any(|at| {
            hit_at(article, at, Category::Honorific)
                .is_some_and(|hit| hit.end() < rest.end && article.token(hit.end()).capital)
                && !matches!(article.token(at - 1).syllable, w::CUA | w::VE | w::TU | w::DO_CAUSE)
        });
    if pronoun
        || person_behind
        || text_and_more
        || has_verb(article, behind_from(article, rest)) && !about
        || rest.len() > if about { 48 } else { 24 }
        || rest_is_role(article, noun, plural)
        || reports(article, rest) && !about
    {
        return Common::Other;
    }
    if let Some(party) = party(article, range, hit.end()).filter(|_| !plural) {
        return Common::Speaker(party);
    }
    let singular = is_singular(article, range);
    let mut speaker = unparted(article, kind.kind(), range);
    let representative =
        matches!(article.token(noun).syllable, w::DAI | w::VI_PERSON | w::LANH) || article.word(noun) == "cán";
    match kind {
        CommonSpeaker::Unnamed if representative && !rest.is_empty() => {
            speaker.role = Some(article.span(TokenRange::new(noun, hit.end())));
            let start = before_of(article, rest);
            speaker.org = Some(article.span(TokenRange::new(start, rest.end)));
            speaker.org_entry =
                bodies::at(article, start, rest.end).filter(|b| b.tokens.end == rest.end).and_then(|b| b.entry);
            // `lãnh đạo hai viện`, `đại diện nhiều ngân hàng`
            let plural_word =
                |at: u32| matches!(article.token(at).syllable, w::HAI | w::CAC | w::NHIEU | w::NHUNG | w::BA_THREE);
            // `đại diện gia đình và các đồng chí`
            let others =
                (rest.start..rest.end - 1).any(|at| article.token(at).syllable == w::VA && plural_word(at + 1));
            let several = plural_word(rest.start) || others;
            if several || plural && !singular {
                speaker.kind = SpeakerKind::Group;
                (speaker.role, speaker.org, speaker.org_entry) = (None, None, None);
            }
        }
        CommonSpeaker::Body if !plural => speaker.name = Some(article.span(without_side(article, range))),
        CommonSpeaker::Body => speaker.kind = SpeakerKind::Group,
        // A text has a name where its issuer or number is written.
        CommonSpeaker::Document => {
            let named = (rest.start..rest.end).any(|at| article.token(at).capital);
            speaker.name = named.then(|| article.span(range));
        }
        // `luật sư bào chữa cho bị cáo`: one, whose name is not told.
        CommonSpeaker::Group if singular || !plural && rest.is_empty() && range.end > hit.end() => {
            speaker.kind = SpeakerKind::Unnamed;
        }
        CommonSpeaker::Unnamed if plural && !singular => speaker.kind = SpeakerKind::Group,
        _ => {}
    }
    Common::Speaker(speaker)
}

/// `bị cáo Minh`, `nạn nhân Hoa`: a party to a case with the given name alone.
fn party(article: &Article, range: TokenRange, given: u32) -> Option<SpeakerMention> {
    const PARTIES: &[&str] =
        &["bị cáo", "bị can", "bị hại", "nghi phạm", "nghi can", "đối tượng", "nạn nhân", "phạm nhân"];
    let noun = article.span(TokenRange::new(range.start, given)).of(article.text).to_lowercase();
    let token = article.token(range.end - 1);
    let one = given + 1 == range.end && token.capital && !token.all_caps && token.kind == TokenKind::Word;
    // `bạn đọc Lan Le`: whoever writes in has whatever name.
    let writes = noun == "bạn đọc"
        && (1..=5).contains(&range.end.saturating_sub(given))
        && (given..range.end).all(|at| article.token(at).kind != TokenKind::Mark)
        && (given..range.end).any(|at| article.token(at).capital || article.word(at).is_ascii())
        && !matches!(article.token(given).syllable, w::NAY | w::CUA | w::O | w::TAI);
    let name = Some(article.span(TokenRange::new(given, range.end)));
    (writes || one && PARTIES.contains(&noun.as_str()))
        .then(|| SpeakerMention { name, ..unparted(article, SpeakerKind::Person, range) })
}

/// `một chuyên gia`, `vị luật sư`; not `một số`, `một vài chuyên gia`.
fn is_singular(article: &Article, range: TokenRange) -> bool {
    match article.token(range.start).syllable {
        w::VI_PERSON => true,
        w::MOT => {
            range.len() < 2
                || !matches!(article.token(range.start + 1).syllable, w::SO | w::VAI)
                    && !matches!(article.word(range.start + 1), "bộ" | "loạt" | "nhóm" | "nửa" | "phần")
        }
        _ => false,
    }
}

/// Steps over the `từ` of `các nguồn tin từ Đức`, `thông báo từ Nhà Trắng`.
fn behind_from(article: &Article, rest: TokenRange) -> TokenRange {
    let from = !rest.is_empty() && article.token(rest.start).syllable == w::TU;
    TokenRange::new(rest.start + u32::from(from), rest.end)
}

/// Steps over `ngày 6-11` in `thông cáo ngày 6-11 của Bộ A`.
fn behind_date(article: &Article, at: u32, end: u32) -> u32 {
    if at + 1 >= end || article.token(at).syllable != w::NGAY || article.token(at + 1).kind != TokenKind::Number {
        return at;
    }
    let mut after = at + 2;
    while after + 1 < end
        && matches!(article.token(after).syllable, w::SLASH | w::HYPHEN)
        && article.token(after + 1).kind == TokenKind::Number
    {
        after += 2;
    }
    if after < end && article.token(after).syllable == w::CUA { after } else { at }
}

/// Steps over `bào chữa cho` in `luật sư bào chữa cho bị cáo A`.
fn behind_duty(article: &Article, at: u32, end: u32) -> u32 {
    const DUTY: [&str; 3] = ["bào", "chữa", "cho"];
    let stated = at + 3 < end && (at..).zip(DUTY).all(|(at, word)| article.word(at) == word);
    // `bào chữa cho bị cáo`: nobody is named.
    let nameless =
        at + 5 == end && article.word(at + 3) == "bị" && matches!(article.word(at + 4), "cáo" | "can" | "hại");
    match (stated, nameless) {
        (true, true) => end,
        (true, false) => at + 3,
        _ => at,
    }
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
                | w::DAN
                | w::TU
                | w::CUA
                | w::VA
        )
}

/// `cục hải quan các tỉnh, thành phố xác định ...`: the second of two places that a comma joins is no speaker of its own.
fn inside_list(article: &Article, at: u32) -> bool {
    at >= 2
        && article.token(at - 1).syllable == w::COMMA
        && matches!(article.word(at - 2), "tỉnh" | "huyện" | "quận" | "xã" | "bộ" | "ngành")
        && !article.token(at).capital
}

fn is_person_rest(article: &Article, rest: TokenRange, at: u32) -> bool {
    names::is_vietnamese(article, at, rest.end)
        && (at == rest.start || hit_at(article, rest.start, Category::Role).is_none())
}

/// A reporting verb, or a further body or title inside: more than one expression.
fn reports(article: &Article, rest: TokenRange) -> bool {
    let begins = |at: u32| bodies::starts(article, at) || hit_at(article, at, Category::Role).is_some();
    let body_after_comma =
        (rest.start..rest.end.saturating_sub(1)).any(|at| article.token(at).syllable == w::COMMA && begins(at + 1));
    let trap = |hit: &Hit| {
        article.lexicon.speech.cues[hit.entry as usize].strength == Strength::Trap
            || hit_over(article, hit.token, Category::Organization).is_some()
            || article.token(hit.token).capital
    };
    let strong = |hit: &Hit| article.lexicon.speech.cues[hit.entry as usize].strength == Strength::Strong;
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
        ) || token.kind == TokenKind::Number
            || at > range.start && article.word(at) == "%"
            || before_number(article, at, range.end);
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

/// `hơn 90% giáo viên`, `có tới 20 nước`: a word before a number.
fn before_number(article: &Article, at: u32, end: u32) -> bool {
    at + 1 < end
        && article.token(at + 1).kind == TokenKind::Number
        && matches!(article.word(at).to_lowercase().as_str(), "tới" | "hơn" | "gần" | "khoảng" | "trên" | "ít" | "nhất")
}
