//! `Nghị định 100`, `Nghị định 100/2019`, `Nghị quyết 57`: a type and a short number.
//!
//! What the text itself gives in full is meant, before as after; failing that, the one document that has lately been called so.

use std::collections::HashMap;

use super::warnings::terms_of;
use super::{Answer, same_series, series};
use crate::lexicon::{LawRow, title_key};
use crate::model::{DocType, Law, LawMention, NumberParts, Resolution};
use crate::segment::Article;

/// Titles are the same document's where they begin with this many equal words, the type's two included.
const SAME_TITLE: usize = 5;
/// How long after its issue a document goes by its short number alone, in days.
const NICKNAME_DAYS: i32 = 1100;
/// The same for documents of the Party: two terms.
const PARTY_DAYS: i32 = 3660;

/// The mentions that a short number may stand for, by what it says of them.
#[derive(Debug, Default)]
pub struct FullNumbers {
    /// By kind of document, year where the short number has one, and serial.
    mentions: HashMap<(DocType, Option<i16>, String), Full>,
}

#[derive(Clone, Copy, Debug)]
struct Full {
    /// Row of the one that was seen last.
    last: usize,
    /// Whether all of them are one document.
    alike: bool,
}

impl FullNumbers {
    /// Takes note of a row, if it has a number that others may be short for: a full one, or one with the year for those without.
    pub fn see(&mut self, laws: &[Law], row: usize) {
        let mention = &laws[row].mention;
        let Some(number) = &mention.number else { return };
        if !number.is_short() || number.year.is_some() {
            self.add(laws, row, None, number);
        }
        if !number.is_short() && number.year.is_some() {
            self.add(laws, row, number.year, number);
        }
    }

    fn add(&mut self, laws: &[Law], row: usize, year: Option<i16>, number: &NumberParts) {
        let key = (laws[row].mention.doc_type, year, number.serial.clone());
        let full = self.mentions.entry(key).or_insert(Full { last: row, alike: true });
        full.alike &= laws[full.last].law_id == laws[row].law_id;
        full.last = row;
    }

    /// Those that fit a short number: of its kind, or of the Party, whose documents are called by several words.
    fn fitting(&self, short: &LawMention, number: &NumberParts) -> impl Iterator<Item = Full> {
        let party =
            matches!(short.doc_type, DocType::Resolution | DocType::Directive | DocType::Decision | DocType::Other);
        let kinds = [Some(short.doc_type), party.then_some(DocType::PartyDocument)];
        let key = |kind| (kind, number.year, number.serial.clone());
        kinds.into_iter().flatten().filter_map(move |kind| self.mentions.get(&key(kind)).copied())
    }
}

/// What a short number means where the text has given it in full, else by the registry.
pub fn resolve(
    article: &Article,
    laws: &[Law],
    before: &FullNumbers,
    mention: &LawMention,
    number: &NumberParts,
) -> Answer {
    if let Some(last) = before.fitting(mention, number).map(|full| full.last).max() {
        let full = &laws[last];
        return Answer {
            law_id: full.law_id.clone(),
            registry_row: full.registry_row,
            resolution: Resolution::InDocument,
            is_party: full.mention.doc_type == DocType::PartyDocument,
            ..Answer::unknown()
        };
    }
    let registry = &article.lexicon.laws;
    if let Some(year) = number.year.or(mention.year).filter(|_| mention.doc_type == DocType::Decree) {
        // Only the Government issues decrees, in one series a year.
        let law_id = format!("{}/{year}/NĐ-CP", number.serial);
        let registry_row = registry.numbered(&law_id).first().copied();
        return Answer { law_id: Some(law_id), registry_row, resolution: Resolution::Number, ..Answer::unknown() };
    }
    if let Some(year) = number.year.or(mention.year)
        && matches!(mention.doc_type, DocType::Law | DocType::Code | DocType::Ordinance)
    {
        return by_year(article, mention, number, year);
    }
    let answer = by_nickname(article, mention, number);
    if answer.law_id.is_some() { answer } else { series::whole(article, mention, number).unwrap_or(answer) }
}

/// `Luật số 72 năm 2020`: the one registered act of that number in the year, whose term is not said.
fn by_year(article: &Article, mention: &LawMention, number: &NumberParts, year: i16) -> Answer {
    let registry = &article.lexicon.laws;
    let mut rows: Vec<u32> = terms_of(year)
        .flat_map(|term| [format!("QH{term}"), format!("UBTVQH{term}")])
        .flat_map(|issuer| registry.numbered(&format!("{}/{year}/{issuer}", number.serial)))
        .copied()
        .filter(|&row| registry.rows[row as usize].doc_type().is_some_and(|kind| same_series(kind, mention.doc_type)))
        .collect();
    // An ordinance and a law may share it: the word decides.
    if rows.len() > 1 {
        rows.retain(|&row| registry.rows[row as usize].doc_type() == Some(mention.doc_type));
    }
    match rows.as_slice() {
        [row] => Answer::row(registry, *row, Resolution::Number),
        [] => Answer::unknown(),
        rows => Answer::ambiguous(registry, rows),
    }
}

/// The one document, not old, that is called by type and short number.
fn by_nickname(article: &Article, mention: &LawMention, number: &NumberParts) -> Answer {
    let registry = &article.lexicon.laws;
    let rows = match mention.doc_type {
        DocType::Resolution | DocType::PartyDocument => registry.nicknamed(&format!("Nghị quyết {}", number.serial)),
        DocType::Decree => registry.nicknamed(&format!("Nghị định {}", number.serial)),
        DocType::Circular => registry.nicknamed(&format!("Thông tư {}", number.serial)),
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
    // Resolutions of the Party are spoken of for long; one of another body is said to be that.
    let lasting =
        |law: &LawRow, date| law.number.ends_with("/TW") && issuer.is_empty() && is_within(law, date, PARTY_DAYS);
    let recent = |law: &LawRow| article.date.is_some_and(|date| is_recent(law, date) || lasting(law, date));
    let mut fitting = rows.iter().copied().filter(|&row| {
        let law = &registry.rows[row as usize];
        year_fits(law) && party_fits(law) && recent(law) && title_fits(law)
    });
    match (fitting.next(), fitting.next()) {
        (Some(row), None) => Answer {
            is_party: registry.rows[row as usize].number.ends_with("/TW"),
            ..Answer::row(registry, row, Resolution::InForceOnDate)
        },
        _ if rows.is_empty() => Answer::unknown(),
        _ => Answer::ambiguous(registry, rows),
    }
}

/// Headlines and leads say `Nghị định 168` before the text gives the number in full: where one full number fits, it is meant.
pub fn given_later(laws: &mut [Law]) {
    let is_open = |law: &Law| law.law_id.is_none() && law.mention.number.as_ref().is_some_and(NumberParts::is_short);
    if !laws.iter().any(is_open) {
        return;
    }
    let mut behind = FullNumbers::default();
    for row in (0..laws.len()).rev() {
        if is_open(&laws[row]) {
            fill(laws, &behind, row);
        }
        behind.see(laws, row);
    }
}

fn fill(laws: &mut [Law], behind: &FullNumbers, row: usize) {
    let mention = &laws[row].mention;
    let Some(number) = &mention.number else { return };
    let fitting: Vec<Full> = behind.fitting(mention, number).collect();
    let Some(full) = fitting.first().copied() else { return };
    if fitting.iter().any(|other| !other.alike || laws[other.last].law_id != laws[full.last].law_id) {
        return;
    }
    let (law_id, registry_row) = (laws[full.last].law_id.clone(), laws[full.last].registry_row);
    let party = laws[full.last].mention.doc_type == DocType::PartyDocument;
    let short = &mut laws[row];
    if party {
        short.mention.doc_type = DocType::PartyDocument;
    }
    (short.law_id, short.registry_row, short.resolution) = (law_id, registry_row, Resolution::InDocument);
    short.candidates.clear();
}

/// How many words two titles have in common at their begin.
pub fn shared_words(one: &str, other: &str) -> usize {
    // `về việc` is `về`.
    let (one, other) = (one.replacen("về việc ", "về ", 1), other.replacen("về việc ", "về ", 1));
    one.split(' ').zip(other.split(' ')).take_while(|(a, b)| a == b).count()
}

/// Whether a document is so young that it goes by a short form alone.
pub fn is_recent(law: &LawRow, date: jiff::civil::Date) -> bool {
    is_within(law, date, NICKNAME_DAYS)
}

/// Whether a document was issued at most so many days before a date.
fn is_within(law: &LawRow, date: jiff::civil::Date, days: i32) -> bool {
    law.issued_date.is_some_and(|issued| issued <= date && issued.until(date).is_ok_and(|span| span.get_days() <= days))
}
