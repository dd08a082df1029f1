//! Money that the text gives for an initiative: `dự án trị giá 19 triệu USD`, `viện trợ 1,5 tỷ yên`.

use super::view::View;
use crate::lexicon::words as w;
use crate::model::{InitiativeKind as Kind, Quantity, TokenKind, TokenRange};

/// Tokens behind the phrase in which its sum is looked for.
const REACH: u32 = 24;

/// The first sum in the phrase or right behind it.
pub(super) fn of(view: &View, tokens: TokenRange, kind: Kind) -> Option<Quantity> {
    let has_price = matches!(
        kind,
        Kind::Project | Kind::Assistance | Kind::Programme | Kind::Agreement | Kind::Mechanism | Kind::Centre
    );
    if !has_price {
        return None;
    }
    let end = view.range.end.min(tokens.end + REACH);
    let stop = (tokens.end..end).find(|&at| view.syllable(at) == w::SEMICOLON).unwrap_or(end);
    (tokens.start..stop).find_map(|at| sum_at(view, at))
}

fn sum_at(view: &View, at: u32) -> Option<Quantity> {
    if view.token(at).kind != TokenKind::Number {
        return None;
    }
    let number = parse(view.word(at))?;
    let (scale, next) = match view.range.has(at + 1).then(|| view.word(at + 1)) {
        Some("nghìn" | "ngàn") => (1e3, at + 2),
        Some("triệu") => (1e6, at + 2),
        Some("tỷ" | "tỉ") => (1e9, at + 2),
        _ => (1.0, at + 1),
    };
    Some(Quantity { amount: number * scale, currency: currency(view, next)? })
}

/// `1.000` is a thousand, `3,5` is three and a half.
fn parse(written: &str) -> Option<f64> {
    written.replace('.', "").replace(',', ".").parse().ok()
}

fn currency(view: &View, at: u32) -> Option<&'static str> {
    let next = |word: &str| view.reads(at + 1, word);
    Some(match view.range.has(at).then(|| view.word(at).to_lowercase())?.as_str() {
        "usd" => "USD",
        "đô" if next("la") => "USD",
        "eur" | "euro" => "EUR",
        "yên" | "jpy" => "JPY",
        "won" => "KRW",
        "đồng" | "vnd" | "vnđ" => "VND",
        "bảng" if next("anh") => "GBP",
        "nhân" if next("dân") && view.reads(at + 2, "tệ") => "CNY",
        _ => return None,
    })
}
