//! Where a document stands: in force or not on the article's date, its rank among normative documents.
//!
//! Rank comes from the kind of document and its number, never from what is said about it. The ranks are those of article 4 of
//! Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15: 1 constitution, 2 codes, laws and resolutions of the National Assembly,
//! 3 ordinances and resolutions of its Standing Committee, 4 orders and decisions of the President, 5 decrees and resolutions of
//! the Government, 6 decisions of the Prime Minister, 7 resolutions of the judges' council, 8 circulars, 9 joint circulars,
//! 10 resolutions of provincial councils, 11 decisions of provincial committees. A local number does not say its level: what
//! bears the year is counted as provincial. A number without a year is of an individual act (`749/QĐ-TTg`), which has no rank.

use jiff::civil::Date;

use crate::lexicon::LawRow;
use crate::model::{DocType, Law, LawMention, LawStatus, Resolution, Standing};

/// Since then resolutions of the Government are normative.
const GOVERNMENT_RESOLUTIONS: i16 = 2025;
/// Until then ministers made law by decisions too.
const MINISTERS_DECISIONS: i16 = 2008;

/// The standing of a resolved mention's document: `row` is its row in the registry, `date` the article's own date.
pub fn of(law: &Law, row: Option<&LawRow>, date: Option<Date>) -> Standing {
    let (mention, id) = (&law.mention, law.law_id.as_deref());
    if mention.foreign {
        return Standing::UNKNOWN;
    }
    // The only document that ever bore the name had not been passed.
    let unborn = law.resolution == Resolution::Unknown && !law.candidates.is_empty();
    let rank = rank(mention.doc_type, id.unwrap_or_default());
    let numbered = id.is_some_and(|id| id.contains('/'));
    let status = if unborn { LawStatus::Bill } else { status(mention, row, date) };
    Standing { status, rank, normative: normative(mention, rank, numbered) }
}

/// Without a date the status is unknown, never "in force".
fn status(mention: &LawMention, row: Option<&LawRow>, date: Option<Date>) -> LawStatus {
    if mention.is_draft {
        return LawStatus::Bill;
    }
    match (row, date) {
        (Some(law), Some(date)) => law.status_on(date),
        _ => LawStatus::Unknown,
    }
}

fn rank(doc_type: DocType, id: &str) -> Option<u8> {
    let number = id.split('#').next().unwrap_or_default();
    let issuer = number.rsplit(['-', '/']).next().unwrap_or_default();
    let year: Option<i16> = number.split('/').nth(1).and_then(|part| part.parse().ok());
    let by_assembly = issuer.starts_with("QH");
    Some(match doc_type {
        DocType::Constitution => 1,
        DocType::Code | DocType::Law => 2,
        DocType::Ordinance => 3,
        DocType::Resolution if by_assembly => 2,
        DocType::Resolution if issuer.starts_with("UBTVQH") => 3,
        DocType::Decree => 5,
        DocType::Resolution if issuer == "CP" && year.is_some_and(|year| year >= GOVERNMENT_RESOLUTIONS) => 5,
        DocType::Resolution if issuer == "HĐTP" => 7,
        DocType::Resolution if issuer == "HĐND" && year.is_some() => 10,
        DocType::Decision if issuer == "CTN" => 4,
        DocType::Decision if issuer == "TTg" && year.is_some() => 6,
        DocType::Decision if issuer.starts_with("UB") && year.is_some() => 11,
        DocType::Decision if issuer.starts_with('B') && year.is_some_and(|year| year <= MINISTERS_DECISIONS) => 8,
        DocType::Circular => 8,
        DocType::JointCircular => 9,
        _ => return None,
    })
}

/// `None` where the mention does not say enough: `Quyết định 1348`.
fn normative(mention: &LawMention, rank: Option<u8>, numbered: bool) -> Option<bool> {
    match (rank, mention.doc_type) {
        (Some(_), _) => Some(!mention.is_draft),
        (None, DocType::PartyDocument | DocType::Plan | DocType::Dispatch | DocType::Directive) => Some(false),
        (None, DocType::Resolution | DocType::Decision) if numbered => Some(false),
        _ => None,
    }
}
