//! What only the whole text tells: a mention that its own sentence leaves open is filled in from any other, before or after it.

use std::collections::{HashMap, HashSet};

use super::short_numbers::{is_recent, shared_words};
use crate::lexicon::title_key;
use crate::model::{DocType, Law, LawMention, Resolution};
use crate::segment::Article;

/// At most so many bytes stand between a title and the number beside it.
const LONGEST_GAP: usize = 4;

/// A bare name means the one document of that name that the text itself names in full, where the date leaves it open:
/// `Luật Doanh nghiệp` beside `Luật Doanh nghiệp 2014`.
pub fn names(laws: &mut [Law]) {
    let is_open = |law: &Law| law.resolution == Resolution::Ambiguous && law.mention.year.is_none();
    if !laws.iter().any(is_open) {
        return;
    }
    let in_full =
        |law: &&Law| law.mention.year.is_some() || law.mention.number.as_ref().is_some_and(|number| !number.is_short());
    let named: HashMap<String, Option<u32>> =
        laws.iter().filter(in_full).filter_map(|law| Some((law.law_id.clone()?, law.registry_row))).collect();
    for law in laws.iter_mut().filter(|law| is_open(law)) {
        let mut found = law.candidates.iter().filter_map(|id| named.get_key_value(id));
        if let (Some((id, row)), None) = (found.next(), found.next()) {
            (law.law_id, law.registry_row, law.resolution) = (Some(id.clone()), *row, Resolution::InDocument);
            law.candidates.clear();
        }
    }
}

/// Ties mentions by title alone to a mention by number: one with the same title, or one of the same kind that stands in the same
/// paragraph right after (`Nghị định về cư trú: Nghị định 47/2024/NĐ-CP ...`).
pub fn titles(article: &Article, laws: &mut [Law]) {
    let is_open = |law: &Law| law.mention.rule == "titled" && law.law_id.is_none() && !law.mention.is_draft;
    if !laws.iter().any(is_open) {
        return;
    }
    let key = |law: &Law| Some((law.mention.doc_type, name_key(article, &law.mention)?));
    let mut by_title: HashMap<(DocType, String), usize> = HashMap::new();
    for (row, law) in laws.iter().enumerate().filter(|(_, law)| law.law_id.is_some()) {
        if let Some(key) = key(law) {
            by_title.entry(key).or_insert(row);
        }
    }
    for row in 0..laws.len() {
        let law = &laws[row];
        let Some(key) = key(law).filter(|_| is_open(law)) else { continue };
        let same_title = by_title.get(&key).copied();
        let found = if let Some(full) = same_title.or_else(|| number_beside(article, laws, row)) {
            (laws[full].law_id.clone(), laws[full].registry_row, Resolution::InDocument)
        } else if let Some(registered) = resolution_about(article, &law.mention, &key.1) {
            let id = article.lexicon.laws.rows[registered as usize].number.clone();
            (Some(id), Some(registered), Resolution::InForceOnDate)
        } else {
            continue;
        };
        let law = &mut laws[row];
        (law.law_id, law.registry_row, law.resolution) = found;
        by_title.entry(key).or_insert(row);
    }
}

/// The next row, where it gives the number of the title before it.
fn number_beside(article: &Article, laws: &[Law], row: usize) -> Option<usize> {
    let (law, next) = (&laws[row], laws.get(row + 1)?);
    let gap = article.text.get(law.mention.span.end as usize..next.mention.span.start as usize)?;
    let beside = next.mention.doc_type == law.mention.doc_type
        && next.law_id.is_some()
        && gap.len() <= LONGEST_GAP
        && gap.contains([':', '(']);
    beside.then_some(row + 1)
}

/// The registered resolution, not old, whose title begins with the same many words: news shorten the ends of long titles.
fn resolution_about(article: &Article, mention: &LawMention, title: &str) -> Option<u32> {
    const ENOUGH: usize = 9;
    let date = article.date.filter(|_| mention.doc_type == DocType::Resolution)?;
    let issuer = mention.issuer.map(|issuer| title_key(issuer.of(article.text)));
    // `nghị quyết của quốc hội về ...`
    let without_issuer = issuer.map(|issuer| title.replacen(&format!("của {issuer}"), "", 1));
    let title = without_issuer.as_deref().unwrap_or(title);
    let registry = &article.lexicon.laws;
    let mut alike = registry.titles_beginning_like(title, ENOUGH).filter(|&row| {
        let law = &registry.rows[row as usize];
        law.doc_type == "resolution" && is_recent(law, date) && shared_words(title, &title_key(&law.title_vi)) >= ENOUGH
    });
    let row = alike.next()?;
    alike.next().is_none().then_some(row)
}

/// A name that no document bears yet is a bill's where the text also calls it one: `Luật Nhà giáo` beside `dự thảo Luật Nhà giáo`.
pub fn bills(article: &Article, laws: &mut [Law]) {
    // Treaties are negotiated in one sentence and signed in the next.
    let may_be = |law: &&Law| law.mention.doc_type != DocType::Treaty;
    let drafts: HashSet<String> = laws
        .iter()
        .filter(may_be)
        .filter(|law| law.mention.is_draft)
        .filter_map(|law| name_key(article, &law.mention))
        .collect();
    if drafts.is_empty() {
        return;
    }
    for law in laws.iter_mut() {
        let open = law.law_id.is_none()
            && law.resolution == Resolution::Unknown
            && !law.mention.foreign
            && !is_passed(article, &law.mention);
        law.mention.is_draft |= open && name_key(article, &law.mention).is_some_and(|name| drafts.contains(&name));
    }
}

/// `Quốc hội đã biểu quyết thông qua Nghị quyết ...`: no bill any more.
fn is_passed(article: &Article, mention: &LawMention) -> bool {
    const REACH: u32 = 6;
    let head = article.token_at(mention.span.start);
    let first = article.seg.sentences[article.sentence_of(head) as usize].tokens.start;
    let passing = head >= first + 2 && article.reads(head - 1, "qua") && article.reads(head - 2, "thông");
    passing
        && (first.max(head.saturating_sub(REACH))..head - 2)
            .any(|at| ["đã", "vừa", "chính"].iter().any(|word| article.reads(at, word)))
}

fn name_key(article: &Article, mention: &LawMention) -> Option<String> {
    mention.name.as_ref().map(|name| title_key(name.of(article.text)))
}
