//! Short forms and anaphors: what they mean stands earlier in the same document.
//!
//! - `Thông tư 15`: the mention of the same kind whose number begins with 15/.
//! - `Nghị quyết này`: the first mention of that kind in the nearest sentence before that has one; what is cited inside another
//!   document's title, or by pinpoint after it, is not what the text is about.
//! - `Luật` after `(sau đây gọi tắt là Luật)`: the mention before the definition.
//! - `Nghị định về cư trú`: a mention with a number and the same title, also later in the document.

use std::collections::HashMap;

use super::Answer;
use crate::lexicon::{LawRow, title_key};
use crate::model::{DocType, Law, LawMention, NumberParts, Resolution, Span};
use crate::segment::Article;

/// Titles are the same document's where they begin with this many equal words, the type's two included.
const SAME_TITLE: usize = 5;
/// At most so many bytes stand between a title and the number beside it.
const LONGEST_GAP: usize = 4;
/// How long after its issue a document goes by its short number alone, in days.
const NICKNAME_DAYS: i32 = 1100;

/// `Luật này`, `Nghị định trên`, `dự thảo luật này`; `None` where no mention before it agrees.
pub fn anaphor(article: &Article, laws: &[Law], own: &OwnText, mention: &LawMention) -> Option<Answer> {
    if let Some(own) = own.meant(laws, mention) {
        return Some(same_as(own));
    }
    let agreeing = |law: &&Law| agrees(&law.mention, mention) && !is_contrasted(article, &law.mention, mention);
    let nearest = laws.iter().rev().find(agreeing)?;
    // Back to the first one of the same paragraph that is not a part of another's title, and cited without pinpoint.
    let paragraph = nearest.mention.paragraph;
    let from = laws.partition_point(|law| law.mention.paragraph < paragraph);
    let antecedent = laws[from..]
        .iter()
        .take_while(|law| law.mention.paragraph == paragraph)
        .filter(agreeing)
        .find(|law| !law.mention.nested && law.mention.provisions.is_empty())
        .unwrap_or(nearest);
    let antecedent = topic(article, laws, mention, antecedent).unwrap_or(antecedent);
    Some(same_as(antecedent))
}

/// The document whose own text this is: one that calls itself `Luật này` again and again, whatever others it cites in between, is the first
/// that it names by number.
#[derive(Debug, Default)]
pub struct OwnText {
    /// By kind of document and whether it is a draft: the first mention, as index, and how many anaphors there have been.
    kinds: HashMap<(DocType, bool), (Option<usize>, u32)>,
}

impl OwnText {
    /// Takes note of the next row.
    pub fn see(&mut self, index: usize, mention: &LawMention) {
        let (first, anaphors) = self.kinds.entry((mention.doc_type, mention.is_draft)).or_default();
        if mention.anaphor {
            *anaphors += 1;
        } else if first.is_none() {
            *first = Some(index);
        }
    }

    fn meant<'a>(&self, laws: &'a [Law], mention: &LawMention) -> Option<&'a Law> {
        const OFTEN: u32 = 5;
        let (first, anaphors) = self.kinds.get(&(mention.doc_type, mention.is_draft))?;
        let first = &laws[(*first)?];
        let titled = first.mention.number.as_ref().is_some_and(|number| !number.is_short())
            && first.mention.provisions.is_empty()
            && !first.mention.nested;
        (titled && *anaphors >= OFTEN).then_some(first)
    }
}

/// A short form that the text defined: what the mention at `full` means.
pub fn short_form(laws: &[Law], full: Span) -> Option<Answer> {
    let from = laws.partition_point(|law| law.mention.span.start < full.start);
    laws[from..].iter().find(|law| law.mention.span == full).map(same_as)
}

fn same_as(antecedent: &Law) -> Answer {
    Answer {
        law_id: antecedent.law_id.clone(),
        registry_row: antecedent.registry_row,
        resolution: Resolution::InDocument,
        is_bill: antecedent.mention.is_draft,
        ..Answer::unknown()
    }
}

/// The document that the text is about, where the nearest one is only cited once in passing: the one of that kind that has been
/// named at least three times. A bill is known by its name.
fn topic<'a>(article: &Article, laws: &'a [Law], mention: &LawMention, nearest: &Law) -> Option<&'a Law> {
    const OFTEN: usize = 3;
    /// What a text is about is named among so many mentions.
    const WINDOW: usize = 100;
    let laws = &laws[laws.len().saturating_sub(WINDOW)..];
    let same = |one: &Law, other: &Law| match (&one.law_id, &other.law_id) {
        (Some(one), Some(other)) => one == other,
        (None, None) => same_name(article, &one.mention, &other.mention),
        _ => false,
    };
    let kind = |law: &&Law| law.mention.doc_type == mention.doc_type && !law.mention.anaphor;
    let named = |law: &Law| laws.iter().filter(kind).filter(|other| same(law, other)).count();
    // What stands in the same sentence is meant, however seldom it is named.
    let sentence = |mention: &LawMention| article.sentence_of(article.token_at(mention.span.start));
    if named(nearest) > 1 || sentence(&nearest.mention) == sentence(mention) {
        return None;
    }
    laws.iter().rev().filter(kind).find(|law| named(law) >= OFTEN)
}

fn same_name(article: &Article, one: &LawMention, other: &LawMention) -> bool {
    let key = |mention: &LawMention| mention.name.as_ref().map(|name| title_key(name.of(article.text)));
    key(one).is_some() && key(one) == key(other)
}

/// `so với quy định trước đây tại Thông tư 16/2016/TT-BTC, Thông tư này ...`: in one sentence with what it is compared to, it is another.
fn is_contrasted(article: &Article, candidate: &LawMention, anaphor: &LawMention) -> bool {
    const REACH: u32 = 8;
    let (at, here) = (article.token_at(candidate.span.start), article.token_at(anaphor.span.start));
    if article.sentence_of(at) != article.sentence_of(here) {
        return false;
    }
    let before = |one: &str, two: &str| {
        (at.saturating_sub(REACH)..at.saturating_sub(1))
            .any(|index| article.reads(index, one) && article.reads(index + 1, two))
    };
    // `Luật số 45/2013/QH13 hết hiệu lực từ ngày Luật này có hiệu lực`
    let ended = (at..here).any(|index| article.reads(index, "hết") && article.reads(index + 1, "hiệu"));
    ended || before("so", "với") || before("trước", "đây") || before("thay", "thế")
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
            is_party: earlier.mention.doc_type == DocType::PartyDocument,
            ..Answer::unknown()
        };
    }
    if number.year.is_some() && mention.doc_type == DocType::Decree {
        // Only the Government issues decrees, in one series a year.
        let law_id = number.year.map(|year| format!("{}/{year}/NĐ-CP", number.serial));
        let registry_row = law_id.as_ref().and_then(|id| registry.numbered(id).first().copied());
        return Answer { law_id, registry_row, resolution: Resolution::Number, ..Answer::unknown() };
    }
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
        [row] => Answer {
            is_party: registry.rows[*row as usize].number.ends_with("/TW"),
            ..Answer::row(registry, *row, Resolution::InForceOnDate)
        },
        _ if rows.is_empty() => Answer::unknown(),
        _ => Answer::ambiguous(registry, rows),
    }
}

/// How many words two titles have in common at their begin.
fn shared_words(one: &str, other: &str) -> usize {
    one.split(' ').zip(other.split(' ')).take_while(|(a, b)| a == b).count()
}

fn is_full_form(full: &LawMention, short: &LawMention, number: &NumberParts) -> bool {
    let other = full.number.as_ref().filter(|other| other.serial == number.serial);
    let other = other.filter(|other| !other.is_short() || other.year.is_some() && number.year.is_none());
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
            let party = law.mention.doc_type == DocType::PartyDocument;
            let short = &mut laws[index];
            if party {
                short.mention.doc_type = DocType::PartyDocument;
            }
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

/// Ties mentions by title alone to a mention by number: one with the same title, or one of the same kind that stands in the same
/// paragraph right after (`Nghị định về cư trú: Nghị định 47/2024/NĐ-CP ...`).
pub fn titles(article: &Article, laws: &mut [Law]) {
    let key = |law: &Law| law.mention.name.as_ref().map(|name| title_key(name.of(article.text)));
    for index in 0..laws.len() {
        let law = &laws[index];
        if law.mention.rule != "titled" || law.law_id.is_some() || law.mention.is_draft {
            continue;
        }
        let title = key(law);
        let same_kind = |other: &&Law| other.mention.doc_type == law.mention.doc_type && other.law_id.is_some();
        let same_title = laws.iter().filter(same_kind).find(|other| key(other) == title);
        let beside = laws.get(index + 1).filter(|other| {
            let gap = article.text.get(law.mention.span.end as usize..other.mention.span.start as usize);
            same_kind(other) && gap.is_some_and(|gap| gap.len() <= LONGEST_GAP && gap.contains([':', '(']))
        });
        if let Some(found) = same_title.or(beside) {
            let (law_id, row) = (found.law_id.clone(), found.registry_row);
            let law = &mut laws[index];
            (law.law_id, law.registry_row, law.resolution) = (law_id, row, Resolution::InDocument);
        } else if let Some(row) = resolution_about(article, &laws[index].mention) {
            let law = &mut laws[index];
            law.law_id = Some(article.lexicon.laws.rows[row as usize].number.clone());
            (law.registry_row, law.resolution) = (Some(row), Resolution::InForceOnDate);
        }
    }
}

/// The registered resolution, not old, whose title begins with the same many words: news shorten the ends of long titles.
fn resolution_about(article: &Article, mention: &LawMention) -> Option<u32> {
    const ENOUGH: usize = 9;
    let date = article.date.filter(|_| mention.doc_type == DocType::Resolution)?;
    let title = title_key(mention.name.as_ref()?.of(article.text));
    let issuer = mention.issuer.map(|issuer| title_key(issuer.of(article.text)));
    // `nghị quyết của quốc hội về ...`
    let title = match issuer {
        Some(issuer) => title.replacen(&format!("của {issuer}"), "", 1),
        None => title,
    };
    let rows = article.lexicon.laws.rows.iter().enumerate();
    let mut alike = rows.filter(|(_, law)| {
        law.doc_type == "resolution"
            && is_recent(law, date)
            && shared_words(&title, &title_key(&law.title_vi)) >= ENOUGH
    });
    let (row, _) = alike.next()?;
    alike.next().is_none().then_some(row as u32)
}

/// A name that no document bears yet is a bill's where the text also calls it one: `Luật Nhà giáo` beside `dự thảo Luật Nhà giáo`.
pub fn bills(article: &Article, laws: &mut [Law]) {
    let drafts: Vec<usize> = (0..laws.len()).filter(|&index| laws[index].mention.is_draft).collect();
    for index in 0..laws.len() {
        let law = &laws[index];
        let open = law.law_id.is_none() && law.resolution == Resolution::Unknown && !law.mention.foreign;
        if open && drafts.iter().any(|&draft| same_name(article, &laws[draft].mention, &law.mention)) {
            laws[index].mention.is_draft = true;
        }
    }
}

/// A bare name means the one document of that name that the text itself names in full, where the date leaves it open:
/// `Luật Doanh nghiệp` beside `Luật Doanh nghiệp 2014`.
pub fn names(laws: &mut [Law]) {
    for index in 0..laws.len() {
        if laws[index].resolution != Resolution::Ambiguous || laws[index].mention.year.is_some() {
            continue;
        }
        let candidates = &laws[index].candidates;
        let mut full = laws.iter().filter(|other| {
            let named = other.mention.year.is_some() || other.mention.number.as_ref().is_some_and(|n| !n.is_short());
            named && other.law_id.as_ref().is_some_and(|id| candidates.contains(id))
        });
        let Some(found) = full.next() else { continue };
        if full.all(|other| other.law_id == found.law_id) {
            let (law_id, row) = (found.law_id.clone(), found.registry_row);
            let law = &mut laws[index];
            (law.law_id, law.registry_row, law.resolution) = (law_id, row, Resolution::InDocument);
            law.candidates.clear();
        }
    }
}
