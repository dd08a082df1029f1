//! Short forms and anaphors: what they mean stands earlier in the same document.
//!
//! - `Thông tư 15`: the mention of the same kind whose number begins with 15/.
//! - `Nghị quyết này`: the first mention of that kind in the nearest sentence before that has one; what is cited inside another
//!   document's title, or by pinpoint after it, is not what the text is about.
//! - `Nghị định về cư trú`: a mention with a number and the same title, also later in the document.

use super::Answer;
use crate::lexicon::{LawRow, title_key};
use crate::model::{DocType, Law, LawMention, NumberParts, Resolution};
use crate::segment::Article;

/// Titles are the same document's where they begin with this many equal words, the type's two included.
const SAME_TITLE: usize = 5;
/// How long after its issue a document goes by its short number alone, in days.
const NICKNAME_DAYS: i32 = 1100;

/// `Luật này`, `Nghị định trên`, `dự thảo luật này`; `None` where no mention before it agrees.
pub fn anaphor(laws: &[Law], mention: &LawMention) -> Option<Answer> {
    let agreeing = |law: &&Law| agrees(&law.mention, mention);
    let nearest = laws.iter().rev().find(agreeing)?;
    // Back to the first one of the same paragraph that is not a part of another's title, and cited without pinpoint.
    let paragraph = nearest.mention.paragraph;
    let antecedent = laws
        .iter()
        .filter(|law| law.mention.paragraph == paragraph)
        .filter(agreeing)
        .find(|law| !law.mention.nested && law.mention.provisions.is_empty())
        .unwrap_or(nearest);
    let antecedent = topic(laws, mention, antecedent).unwrap_or(antecedent);
    Some(Answer {
        law_id: antecedent.law_id.clone(),
        registry_row: antecedent.registry_row,
        resolution: Resolution::InDocument,
        candidates: Vec::new(),
        is_bill: antecedent.mention.is_draft,
    })
}

/// The document that the text is about, where the nearest one is only cited once in passing: the one of that kind that has been
/// named at least three times.
fn topic<'a>(laws: &'a [Law], mention: &LawMention, nearest: &Law) -> Option<&'a Law> {
    const OFTEN: usize = 3;
    let named =
        |law: &Law| laws.iter().filter(|other| other.law_id == law.law_id && agrees(&other.mention, mention)).count();
    if named(nearest) > 1 {
        return None;
    }
    laws.iter()
        .rev()
        .filter(|law| law.law_id.is_some() && agrees(&law.mention, mention))
        .find(|law| named(law) >= OFTEN)
}

fn agrees(candidate: &LawMention, anaphor: &LawMention) -> bool {
    if candidate.anaphor {
        return false;
    }
    if anaphor.is_draft && matches!(anaphor.doc_type, DocType::Law | DocType::Code) {
        return candidate.is_draft && candidate.doc_type == anaphor.doc_type;
    }
    candidate.doc_type == anaphor.doc_type && (anaphor.doc_type != DocType::Other || candidate.number.is_some())
}

/// `Nghị định 100`, `Nghị định 100/2019`, `Nghị quyết 57`.
pub fn short_number(article: &Article, laws: &[Law], mention: &LawMention, number: &NumberParts) -> Answer {
    let registry = &article.lexicon.laws;
    if let Some(earlier) = laws.iter().rev().find(|law| is_full_form(&law.mention, mention, number)) {
        return Answer {
            law_id: earlier.law_id.clone(),
            registry_row: earlier.registry_row,
            resolution: Resolution::InDocument,
            ..Answer::unknown()
        };
    }
    if number.year.is_some() && mention.doc_type == DocType::Decree {
        // Only the Government issues decrees, in one series a year.
        let law_id = number.year.map(|year| format!("{}/{year}/NĐ-CP", number.serial));
        return Answer { law_id, resolution: Resolution::Number, ..Answer::unknown() };
    }
    let nickname = format!("Nghị quyết {}", number.serial);
    let rows = match mention.doc_type {
        DocType::Resolution | DocType::PartyDocument => registry.nicknamed(&nickname),
        _ => &[],
    };
    let year_fits = |law: &LawRow| number.year.is_none() || law.year == number.year;
    let party_fits = |law: &LawRow| mention.doc_type != DocType::PartyDocument || law.number.ends_with("/TW");
    // A title or issuer in the mention must agree.
    let title = mention.name.as_ref().map(|name| title_key(name.of(article.text)));
    let issuer = mention.issuer.map_or("", |issuer| issuer.of(article.text));
    let title_fits = |law: &LawRow| {
        title.as_ref().is_none_or(|title| shared_words(title, &title_key(&law.title_vi)) >= SAME_TITLE)
            && (!issuer.starts_with("Quốc hội") || law.number.contains("/QH"))
    };
    let recent: Vec<u32> = rows
        .iter()
        .copied()
        .filter(|&row| {
            let law = &registry.rows[row as usize];
            year_fits(law)
                && party_fits(law)
                && title_fits(law)
                && article.date.is_some_and(|date| is_recent(law, date))
        })
        .collect();
    match recent.as_slice() {
        [row] => Answer::row(registry, *row, Resolution::InForceOnDate),
        _ if rows.is_empty() => Answer::unknown(),
        _ => Answer::ambiguous(registry, rows),
    }
}

/// How many words two titles have in common at their begin.
fn shared_words(one: &str, other: &str) -> usize {
    one.split(' ').zip(other.split(' ')).take_while(|(a, b)| a == b).count()
}

fn is_full_form(full: &LawMention, short: &LawMention, number: &NumberParts) -> bool {
    let other = full.number.as_ref().filter(|other| !other.is_short() && other.serial == number.serial);
    other.is_some_and(|other| number.year.is_none() || other.year == number.year) && same_kind(full, short)
}

/// Headlines and leads say `Nghị định 168` before the text gives the number in full: where one full number fits, it is meant.
pub fn later_numbers(laws: &mut [Law]) {
    for index in 0..laws.len() {
        let mention = &laws[index].mention;
        let Some(number) = mention.number.as_ref().filter(|n| n.is_short() && laws[index].law_id.is_none()) else {
            continue;
        };
        let mut full: Vec<&Law> =
            laws[index..].iter().filter(|law| is_full_form(&law.mention, mention, number)).collect();
        full.dedup_by(|a, b| a.law_id == b.law_id);
        if let [law] = full.as_slice() {
            let (law_id, row) = (law.law_id.clone(), law.registry_row);
            let short = &mut laws[index];
            (short.law_id, short.registry_row, short.resolution) = (law_id, row, Resolution::InDocument);
            short.candidates.clear();
        }
    }
}

fn same_kind(full: &LawMention, short: &LawMention) -> bool {
    full.doc_type == short.doc_type
        || full.doc_type == DocType::PartyDocument
            && matches!(short.doc_type, DocType::Resolution | DocType::Directive | DocType::Decision | DocType::Other)
}

fn is_recent(law: &LawRow, date: jiff::civil::Date) -> bool {
    law.issued_date
        .is_some_and(|issued| issued <= date && issued.until(date).is_ok_and(|span| span.get_days() <= NICKNAME_DAYS))
}

/// Ties mentions by title alone to a mention by number: with the same title, or the only number of that kind that the document
/// gives where the title stands right beside it (`Nghị định về cư trú: Nghị định 47/2024/NĐ-CP ...`).
pub fn titles(article: &Article, laws: &mut [Law]) {
    for index in 0..laws.len() {
        let law = &laws[index];
        let titled = law.mention.rule == "titled" && law.law_id.is_none() && !law.mention.is_draft;
        let Some(name) = law.mention.name.as_ref().filter(|_| titled) else { continue };
        let key = title_key(name.of(article.text));
        let numbered = |other: &&Law| {
            other.mention.doc_type == law.mention.doc_type
                && other.mention.number.as_ref().is_some_and(|n| !n.is_short())
        };
        let same_title = laws
            .iter()
            .filter(numbered)
            .find(|other| other.mention.name.as_ref().is_some_and(|n| title_key(n.of(article.text)) == key));
        let mut ids: Vec<&String> = laws.iter().filter(numbered).filter_map(|other| other.law_id.as_ref()).collect();
        ids.sort();
        ids.dedup();
        let only = (ids.len() == 1).then(|| laws.iter().find(numbered)).flatten();
        if let Some(found) = same_title.or(only) {
            let (law_id, row) = (found.law_id.clone(), found.registry_row);
            laws[index].law_id = law_id;
            laws[index].registry_row = row;
            laws[index].resolution = Resolution::InDocument;
        }
    }
}
