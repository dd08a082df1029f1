//! `Kết luận 126 của Bộ Chính trị`, `Quyết định 1719 của Thủ tướng Chính phủ`: kind, running number and issuer are the whole number where
//! one body numbers that kind of document in one series, and the year does not stand in it.

use super::Answer;
use crate::model::{DocType, LawMention, NumberParts, Resolution};
use crate::segment::Article;

/// What a short number means by its issuer alone.
pub fn whole(article: &Article, mention: &LawMention, number: &NumberParts) -> Option<Answer> {
    let code = match mention.doc_type {
        DocType::PartyDocument => of_the_party(article, mention)?,
        _ => of_the_government(article, mention, number)?,
    };
    let law_id = format!("{:0>2}{code}", number.serial);
    let registry = &article.lexicon.laws;
    // Numbers of the Party start anew with each term: the last that was there on the day.
    let there = |&&row: &&u32| {
        article.date.is_some_and(|date| registry.rows[row as usize].born().is_some_and(|born| born <= date))
    };
    let registry_row = registry.numbered(&law_id).iter().rfind(there).copied();
    Some(Answer { law_id: Some(law_id), registry_row, resolution: Resolution::Number, ..Answer::unknown() })
}

/// The Party's leading bodies number each kind of document in one series; they are the ones without another issuer.
fn of_the_party(article: &Article, mention: &LawMention) -> Option<&'static str> {
    const LEADING: &[&str] =
        &["bộ chính trị", "ban bí thư", "ban chấp hành trung ương", "bch trung ương", "trung ương"];
    const CODES: &[(&str, &str)] = &[
        ("nghị quyết", "-NQ/TW"),
        ("kết luận", "-KL/TW"),
        ("chỉ thị", "-CT/TW"),
        ("quy định", "-QĐ/TW"),
        ("quyết định", "-QĐ/TW"),
    ];
    let issuer = mention.issuer.map_or("", |issuer| issuer.of(article.text)).to_lowercase();
    if !issuer.is_empty() && !LEADING.iter().any(|body| issuer.starts_with(body)) {
        return None;
    }
    let head = mention.span.of(article.text).to_lowercase();
    CODES.iter().find(|(word, _)| head.contains(word)).map(|(_, code)| *code)
}

/// Individual acts of the Prime Minister, and resolutions of the Government before they could make law.
fn of_the_government(article: &Article, mention: &LawMention, number: &NumberParts) -> Option<&'static str> {
    /// Decisions that make law bear the year; there were never more of them in one.
    const MANY: u32 = 250;
    /// Since then resolutions of the Government may make law, and bear the year (Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15).
    const SINCE: i16 = 2025;
    let issuer = mention.issuer?.of(article.text);
    let individual = number.serial.parse::<u32>().is_ok_and(|serial| serial > MANY);
    let minister = issuer.starts_with("Thủ tướng");
    let before = article.date.is_some_and(|date| date.year() < SINCE);
    match mention.doc_type {
        _ if number.year.is_some() => None,
        DocType::Decision if minister && individual => Some("/QĐ-TTg"),
        DocType::Directive if minister => Some("/CT-TTg"),
        DocType::Dispatch if minister => Some("/CĐ-TTg"),
        DocType::Resolution if issuer.starts_with("Chính phủ") && before => Some("/NQ-CP"),
        _ => None,
    }
}
