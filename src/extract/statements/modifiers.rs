//! Modifiers between a subject and its verb: `cũng`, `đã`, `một lần nữa`, `thẳng thắn`.

use crate::lexicon::words as w;
use crate::segment::Article;

/// Steps back over modifiers of the verb.
pub(super) fn before(article: &Article, verb: u32, limit: u32) -> u32 {
    let mut at = verb;
    loop {
        let one = at > limit && is_modifier(article, at - 1);
        let two = at > limit + 1 && is_modifier_pair(article, at - 2);
        let three = at > limit + 2
            && article.token(at - 3).syllable == w::MOT
            && article.token(at - 2).syllable == w::LAN
            && article.token(at - 1).syllable == w::NUA;
        at -= match (three, two, one) {
            (true, _, _) => 3,
            (_, true, _) => 2,
            (_, _, true) => 1,
            _ => return at,
        };
    }
}

fn is_modifier(article: &Article, at: u32) -> bool {
    matches!(
        article.token(at).syllable,
        w::CUNG
            | w::DA
            | w::CON
            | w::LAI
            | w::VAN
            | w::TUNG
            | w::VUA
            | w::SE
            | w::LUON
            | w::DEU
            | w::DANG
            | w::MOI
            | w::RAT
            | w::THI
    ) && !article.token(at).capital
}

/// Adverbs of two syllables between subject and verb.
const ADVERBS: &[(&str, &str)] = &[
    ("nhanh", "chóng"),
    ("công", "khai"),
    ("chính", "thức"),
    ("lần", "lượt"),
    ("nhiệt", "liệt"),
    ("vui", "mừng"),
    ("mạnh", "mẽ"),
    ("kiên", "quyết"),
    ("thẳng", "thắn"),
    ("khẩn", "thiết"),
    ("đồng", "loạt"),
    ("nhất", "mực"),
    ("nhiều", "lần"),
    ("lập", "tức"),
    ("ngay", "lập"),
    ("liên", "tiếp"),
    ("chân", "tình"),
    ("thẳng", "thừng"),
    ("bất", "ngờ"),
    ("tiếp", "đó"),
    ("bức", "xúc"),
    ("xúc", "động"),
    ("phấn", "khởi"),
    ("nghẹn", "ngào"),
    ("hồ", "hởi"),
    ("ngậm", "ngùi"),
    ("vui", "vẻ"),
    ("cơ", "bản"),
    ("bùi", "ngùi"),
    ("hài", "hước"),
    ("vô", "tình"),
    ("thành", "thật"),
    ("thật", "thà"),
    ("tự", "hào"),
    ("buồn", "bã"),
    ("xót", "xa"),
    ("bình", "tĩnh"),
    ("nhẹ", "nhàng"),
    ("dứt", "khoát"),
    ("từ", "lâu"),
    ("trước", "đó"),
    ("sau", "đó"),
    ("mới", "đây"),
    ("gần", "đây"),
    ("một", "mực"),
    ("trực", "tiếp"),
    ("chủ", "động"),
    ("thường", "xuyên"),
    ("lặng", "lẽ"),
    ("hồn", "nhiên"),
    ("hóm", "hỉnh"),
    ("dí", "dỏm"),
    ("thỏ", "thẻ"),
    ("rưng", "rưng"),
    ("tha", "thiết"),
    ("ân", "cần"),
];

fn is_modifier_pair(article: &Article, at: u32) -> bool {
    let words = (article.word(at), article.word(at + 1));
    if ADVERBS.contains(&words) {
        return true;
    }
    let pair = (article.token(at).syllable, article.token(at + 1).syllable);
    matches!(
        pair,
        (w::TIEP | w::LIEN, w::TUC)
            | (w::DONG, w::THOI)
            | (w::DAC, w::BIET)
            | (w::THANG_STRAIGHT, w::THAN)
            | (w::TRAN, w::TRONG_HEAVY | w::TRONG)
            | (w::HOAN, w::TOAN)
            | (w::HET, w::SUC)
            | (w::CHAN, w::THANH)
    )
}
