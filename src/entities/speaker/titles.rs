//! Titles before a name, or a title with its body: `Phó Cục trưởng Cục Thuế`, `Thiếu tướng`, `chuyên gia kinh tế`.

use crate::entities::{bodies, hit_at, names, syllable};
use crate::lexicon::{Category, RoleKind, words as w};
use crate::model::{TokenKind, TokenRange};
use crate::segment::Article;

use super::body::{ends_in_verb, holds_more};
use super::part::Part;
use super::words::has_verb;

/// Titles before a name, or a title with its body: `Phó Cục trưởng Cục Thuế`, `Thiếu tướng`, `chuyên gia kinh tế`.
pub(super) fn titles(article: &Article, range: TokenRange, part: &mut Part) -> Option<()> {
    let mut at = range.start;
    // `tân Thủ tướng`, `nữ Bộ trưởng`: the word before says something else than the post.
    while at + 1 < range.end
        && matches!(article.token(at).syllable, w::TAN | w::NU | w::NAM_MALE | w::VI_PERSON)
        && hit_at(article, at, Category::Role).is_none()
    {
        at += 1;
    }
    loop {
        let hit = hit_at(article, at, Category::Role).filter(|hit| hit.end() <= range.end)?;
        // `Đại sứ quán Lào` is a body, though it begins like the title.
        if hit_at(article, at, Category::BodyHead).is_some_and(|head| head.len > hit.len) {
            return None;
        }
        let kind = article.lexicon.speech.roles[hit.entry as usize];
        let own = TokenRange::new(at, hit.end());
        at = hit.end();
        if kind != RoleKind::Rank {
            // `Chủ tịch kiêm Tổng Giám đốc`: two posts of one person.
            while at + 1 < range.end && article.word(at) == "kiêm" {
                let Some(second) = hit_at(article, at + 1, Category::Role).filter(|hit| hit.end() <= range.end) else {
                    break;
                };
                at = second.end();
            }
            part.role = Some(TokenRange::new(own.start, at));
            part.profession = kind == RoleKind::Profession;
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
    let at = behind_pointer(article, at, end);
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
    // `phát ngôn viên của ông A`: the person before whom is no body.
    let of = (at..end - 1).find(|&i| article.token(i).syllable == w::CUA);
    let end = match of.filter(|&of| names_bearer(article, of + 1)) {
        Some(of) if of == at => return Some(()),
        Some(of) => of,
        None => end,
    };
    let role = part.role.or(part.rank)?;
    let shared = shared_head(article, role, at, end).filter(|_| !bodies::starts(article, at));
    if let Some(start) = shared {
        part.body = Some(TokenRange::new(start, end));
        return (!holds_more(article, TokenRange::new(at, end))).then_some(());
    }
    let start = (at..end).find(|&i| starts_body(article, i, at));
    let role_end = start.map_or(end, |start| before_preposition(article, at, start));
    // `chuyên gia kinh tế TS. Lê Văn Tám`: a rank behind a profession.
    let rank = (at..role_end).find_map(|i| {
        let hit = hit_at(article, i, Category::Role)?;
        (article.lexicon.speech.roles[hit.entry as usize] == RoleKind::Rank && article.token(i).capital).then_some(hit)
    });
    let role_end = rank.map_or(role_end, |rank| rank.token);
    part.rank = part.rank.or(rank.map(|rank| TokenRange::new(rank.token, rank.end())));
    if role_end > at {
        let named = (at..role_end - 1).any(|i| names_person(article, i, role_end));
        // `Thủ tướng hội kiến Chủ tịch Thượng viện`: a verb stands between two titles.
        let another = (at + 1..role_end).any(|i| {
            article.token(i).capital && !article.token(i - 1).capital && hit_at(article, i, Category::Role).is_some()
        });
        if role_end - at > 8 || named || another {
            return None;
        }
        rest_of_title(article, TokenRange::new(role.start, role_end), at, part);
    }
    if let Some(start) = start {
        let body = TokenRange::new(start, end);
        if ends_in_verb(article, body) || holds_more(article, body) {
            return None;
        }
        if let Some(country) = hit_at(article, start, Category::Country).filter(|hit| hit.end() == end) {
            part.country = part.country.or(Some(country.entry));
            return Some(());
        }
        let found = bodies::at(article, start, end);
        // `nhân viên văn phòng ở Hà Nội`: where somebody is.
        let province = found.and_then(|body| body.entry).is_some_and(|entry| article.lexicon.is_province(entry));
        if province && start > at && matches!(article.token(start - 1).syllable, w::O | w::TAI) {
            return Some(());
        }
        part.body_entry = found.filter(|body| body.tokens.end == end).and_then(|body| body.entry);
        let last =
            || (start + 1..end).find_map(|at| hit_at(article, at, Category::Country).filter(|hit| hit.end() == end));
        part.country = part.country.or(found.map_or_else(|| last().map(|hit| hit.entry), |body| body.country));
        part.body = Some(body);
    }
    Some(())
}

/// Steps over what only points: the `này` of `chuyên gia này`, the `thứ tư` of `Thủ tướng thứ tư`, the stop of `BS.`.
fn behind_pointer(article: &Article, at: u32, end: u32) -> u32 {
    if at >= end {
        return at;
    }
    match article.token(at).syllable {
        w::NAY | w::AY | w::FULL_STOP => at + 1,
        _ if article.word(at) == "thứ" && at + 1 < end => at + 2,
        _ => at,
    }
}

/// A person to whom somebody belongs, who is no body: `của ông A`, `của anh`, `của Bộ trưởng A`.
pub fn names_bearer(article: &Article, at: u32) -> bool {
    hit_at(article, at, Category::Honorific).is_some()
        || hit_at(article, at, Category::Role).is_some() && hit_at(article, at, Category::BodyHead).is_none()
}

/// The words of a title behind its first ones, without what says where somebody is from (`HLV người Đức`, `Bộ trưởng Giáo dục
/// Lào`), which subject (`Phó Giáo sư chuyên ngành Luật`), where (`phó giáo sư khoa học chính trị tại FAU`) or which one (`này`).
fn rest_of_title(article: &Article, role: TokenRange, rest: u32, part: &mut Part) {
    let mut end = role.end;
    let cut = |at: u32| {
        let subject = article.word(at) == "chuyên" && article.word(at + 1) == "ngành";
        // `HLV 44 tuổi`, `tiền vệ sinh năm 2004`
        let age = article.token(at).kind == TokenKind::Number && article.word(at + 1) == "tuổi"
            || article.word(at) == "sinh" && article.word(at + 1) == "năm";
        subject || age || matches!(article.word(at), "người" | "gốc" | "quê" | "tên")
    };
    if let Some(at) = (rest..end).find(|&at| cut(at)) {
        end = at;
    } else if let Some(at) = (rest..end.saturating_sub(1)).find(|&at| leads_to_body(article, at)) {
        part.body = Some(TokenRange::new(at + 1, end));
        end = at;
    }
    let country = (rest..end).find_map(|at| hit_at(article, at, Category::Country).filter(|hit| hit.end() == end));
    if let Some(hit) = country {
        part.country = part.country.or(Some(hit.entry));
        end = hit.token;
        while end > rest && matches!(article.token(end - 1).syllable, w::CUA | w::THUOC | w::TAI) {
            end -= 1;
        }
    } else if let Some(at) = (rest..role.end).find_map(|at| hit_at(article, at, Category::Country)) {
        part.country = part.country.or(Some(at.entry)).filter(|_| end < role.end && at.token >= end);
    }
    while end > rest && matches!(article.token(end - 1).syllable, w::NAY | w::AY) {
        end -= 1;
    }
    part.role = Some(TokenRange::new(role.start, end));
}

/// `tại FAU`, `thuộc Minh An`: a preposition and a capital.
fn leads_to_body(article: &Article, at: u32) -> bool {
    matches!(article.token(at).syllable, w::TAI | w::THUOC | w::TU)
        && article.token(at + 1).capital
        && hit_at(article, at + 1, Category::Country).is_none()
}

/// A person's name inside what should be a title; `Thẩm Định giá` only begins like one.
fn names_person(article: &Article, at: u32, end: u32) -> bool {
    if !names::is_surname(article, at) || !article.token(at + 1).capital || bodies::is_pacific(article, at) {
        return false;
    }
    let after = (at + 1..end).find(|&i| !article.token(i).capital);
    after.is_none_or(|i| {
        article.token(i).kind == TokenKind::Mark
            || matches!(article.token(i).syllable, w::CUA | w::THUOC | w::TAI | w::VA)
    })
}

/// `Trưởng Ban Đối ngoại Trung ương`, `Chánh Văn phòng Bộ`: the last word of the title begins the body's name.
fn shared_head(article: &Article, role: TokenRange, at: u32, end: u32) -> Option<u32> {
    if at >= end || role.len() < 2 {
        return None;
    }
    let words = (article.word(role.end - 2).to_lowercase(), article.word(role.end - 1).to_lowercase());
    // `Trưởng Công an huyện Bình Minh`
    if (words.0.as_str(), words.1.as_str()) == ("công", "an") {
        return Some(role.end - 2);
    }
    if !article.token(at).capital {
        return None;
    }
    match (words.0.as_str(), words.1.as_str()) {
        ("văn", "phòng") | ("thanh", "tra") | ("kiểm", "toán") => Some(role.end - 2),
        (_, "ban" | "phòng" | "đoàn" | "khoa") => Some(role.end - 1),
        _ => None,
    }
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
        || at == first && small_head(article, at)
        || at > first && article.token(at - 1).syllable == w::CUA
        || article.token(at).all_caps && at == first && hit_at(article, at, Category::Role).is_none()
        || at == first && (foreign_firm(article, at) || brand(article, at))
}

/// `CEO The Coffee House`, `Giám đốc Xuyên Việt Oil`: capitals right after a title, among which a foreign word or one of firms.
fn brand(article: &Article, at: u32) -> bool {
    let mut capitals = (at..article.seg.tokens.len() as u32).take(6).take_while(|&i| {
        let token = article.token(i);
        token.capital && token.kind == TokenKind::Word
    });
    let set = &article.lexicon.speech.brand_words;
    let firm = |i: u32| {
        set.has(article.token(i).syllable)
            || !syllable::looks_vietnamese(article.word(i)) && !FIELDS.contains(&article.word(i))
    };
    article.token(at).capital
        && article.token(at + 1).capital
        && hit_at(article, at, Category::Role).is_none()
        && capitals.any(firm)
}

/// Fields of work with foreign names.
const FIELDS: &[&str] = &["Marketing", "Sales", "Digital", "Media", "Art", "Game", "Logistics", "Content", "Creative"];

/// `Giám đốc điều hành Grab Việt Nam`: a foreign word right after a title is a firm, if it is no field of work.
fn foreign_firm(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    token.capital
        && token.kind == TokenKind::Word
        && token.span().of(article.text).is_ascii()
        && !syllable::looks_vietnamese(article.word(at))
        && !FIELDS.contains(&article.word(at))
        && hit_at(article, at, Category::Role).is_none()
}

/// `Phó chủ tịch quốc hội Slovakia`: a body's first word in small letters right after a title.
fn small_head(article: &Article, at: u32) -> bool {
    is_small_pair(article, at) || SMALL_HEADS.contains(&article.word(at))
}

/// `CEO công ty ADOR Min Hee Jin`: a body's first word in small letters ends before `end`.
pub fn ends_small_head(article: &Article, end: u32) -> bool {
    end >= 2 && is_small_pair(article, end - 2) || end >= 1 && SMALL_HEADS.contains(&article.word(end - 1))
}

/// The title ends before `của`, `thuộc`, `tại`.
fn before_preposition(article: &Article, first: u32, start: u32) -> u32 {
    let mut end = start;
    while end > first && matches!(article.token(end - 1).syllable, w::CUA | w::THUOC | w::TAI | w::O) {
        end -= 1;
    }
    end
}

/// First words of bodies' names that stand in small letters behind a title.
const SMALL_HEADS: &[&str] = &[
    "bộ",
    "sở",
    "cục",
    "đảng",
    "phe",
    "nhóm",
    "trường",
    "viện",
    "tỉnh",
    "bang",
    "quỹ",
    "hãng",
    "tuyển",
    "clb",
    "chuỗi",
    "trại",
    "báo",
];

fn is_small_pair(article: &Article, at: u32) -> bool {
    const TWO: &[(&str, &str)] = &[
        ("quốc", "hội"),
        ("chính", "phủ"),
        ("hội", "đồng"),
        ("ủy", "ban"),
        ("uỷ", "ban"),
        ("công", "ty"),
        ("tập", "đoàn"),
        ("ngân", "hàng"),
        ("văn", "phòng"),
        ("hiệp", "hội"),
        ("liên", "đoàn"),
        ("thượng", "viện"),
        ("hạ", "viện"),
        ("đại", "học"),
        ("bệnh", "viện"),
        ("thành", "phố"),
        ("quân", "đội"),
        ("lực", "lượng"),
        ("đội", "tuyển"),
        ("câu", "lạc"),
        ("cơ", "quan"),
        ("trung", "tâm"),
        ("tổ", "chức"),
        ("liên", "minh"),
        ("học", "viện"),
        ("chi", "nhánh"),
        ("doanh", "nghiệp"),
        ("hợp", "tác"),
        ("khách", "sạn"),
        ("nhà", "hàng"),
        ("nhà", "máy"),
        ("nhà", "hát"),
        ("tòa", "án"),
        ("toà", "án"),
        ("cảnh", "sát"),
    ];
    TWO.contains(&(article.word(at), article.word(at + 1)))
}
