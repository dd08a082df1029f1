//! What points back: `Luật này`, `Nghị định trên`, `dự thảo luật này`, a bare type word behind a pinpoint.
//!
//! - As a rule the first mention of that kind in the same sentence, else in the nearest paragraph before that has one; what is cited inside another document's
//!   title, or by pinpoint, is not what the paragraph is about.
//! - In a document's own text, which calls itself `Luật này` again and again, the first that it names by number.
//! - What the text is about, where the nearest one is only cited in passing.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Answer;
use crate::lexicon::title_key;
use crate::model::{DocType, Law, LawMention};
use crate::segment::Article;

/// So many mentions of its kind, counted back from what points, are looked at. More would make the time grow with the square of their
/// number.
const WINDOW: usize = 100;

/// What may be pointed back to, by kind of document.
#[derive(Debug, Default)]
pub struct Antecedents {
    kinds: HashMap<DocType, Kind>,
}

#[derive(Debug, Default)]
struct Kind {
    /// Bills and drafts among the mentions, and what points back to them.
    drafts: Named,
    /// The rest.
    passed: Named,
    /// Drafts and the rest, by position.
    all: Vec<Candidate>,
}

#[derive(Debug, Default)]
struct Named {
    /// Row of the first mention.
    first: Option<usize>,
    /// How often something has pointed back.
    anaphors: u32,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    row: usize,
    is_draft: bool,
    /// The same for mentions of one document: by id, else by name; `None` where neither is known.
    document: Option<u64>,
}

impl Antecedents {
    /// Takes note of the row that comes next, at index `row`.
    pub fn see(&mut self, article: &Article, row: usize, law: &Law) {
        let mention = &law.mention;
        let kind = self.kinds.entry(mention.doc_type).or_default();
        let named = if mention.is_draft { &mut kind.drafts } else { &mut kind.passed };
        if mention.anaphor {
            named.anaphors += 1;
            return;
        }
        named.first.get_or_insert(row);
        if mention.doc_type != DocType::Other || mention.number.is_some() {
            kind.all.push(Candidate { row, is_draft: mention.is_draft, document: document(article, law) });
        }
    }

    /// What a mention that points back means; `None` where no mention before it agrees.
    pub fn meant(&self, article: &Article, laws: &[Law], mention: &LawMention) -> Option<Answer> {
        // `quy chuẩn kỹ thuật này` means `QCVN 20:2019/BKHCN`, whose name begins otherwise.
        let standard = mention.span.of(article.text).contains("chuẩn");
        if matches!(mention.doc_type, DocType::Other | DocType::Plan | DocType::Dispatch) && !standard {
            return self.called_alike(article, laws, mention);
        }
        let kind = self.kinds.get(&mention.doc_type)?;
        if let Some(own) = kind.own_text(laws, mention) {
            return Some(Answer::same_as(own));
        }
        let recent = &kind.all[kind.all.len().saturating_sub(WINDOW)..];
        let bill = mention.is_draft && matches!(mention.doc_type, DocType::Law | DocType::Code);
        let agrees = |candidate: &&Candidate| {
            (candidate.is_draft || !bill) && !is_contrasted(article, &laws[candidate.row].mention, mention)
        };
        let nearest = recent.iter().rev().find(agrees)?;
        let paragraph = laws[nearest.row].mention.paragraph;
        let leads = |candidate: &&Candidate| {
            let mention = &laws[candidate.row].mention;
            mention.paragraph == paragraph && !mention.nested && mention.provisions.is_empty()
        };
        let sentence = |mention: &LawMention| article.sentence_of(article.token_at(mention.span.start));
        let here = sentence(mention);
        let beside = |candidate: &&Candidate| leads(candidate) && sentence(&laws[candidate.row].mention) == here;
        let leading = recent.iter().filter(agrees).find(beside).or_else(|| recent.iter().filter(agrees).find(leads));
        let antecedent = leading.unwrap_or(nearest);
        let meant = topic(article, laws, recent, mention, *antecedent).unwrap_or(*antecedent);
        Some(Answer::same_as(&laws[meant.row]))
    }
}

impl Antecedents {
    /// `Kết luận này`: the nearest numbered document that begins with the same word, of the Party or not.
    fn called_alike(&self, article: &Article, laws: &[Law], mention: &LawMention) -> Option<Answer> {
        let word = |mention: &LawMention| {
            let first = article.token_at(mention.span.start);
            (article.word(first).to_lowercase(), article.word(first + 1).to_lowercase())
        };
        let wanted = word(mention);
        let kinds = [mention.doc_type, DocType::PartyDocument];
        let alike = |row: &usize| {
            let candidate = &laws[*row].mention;
            candidate.number.is_some() && word(candidate) == wanted
        };
        let nearest = |kind: &DocType| {
            let all = &self.kinds.get(kind)?.all;
            all[all.len().saturating_sub(WINDOW)..].iter().rev().map(|candidate| candidate.row).find(alike)
        };
        let row = kinds.iter().filter_map(nearest).max()?;
        Some(Answer { is_party: laws[row].mention.doc_type == DocType::PartyDocument, ..Answer::same_as(&laws[row]) })
    }
}

impl Kind {
    /// The document whose own text this is, whatever others it cites in between.
    fn own_text<'a>(&self, laws: &'a [Law], mention: &LawMention) -> Option<&'a Law> {
        const OFTEN: u32 = 5;
        let named = if mention.is_draft { &self.drafts } else { &self.passed };
        let first = &laws[named.first?];
        let titled = first.mention.number.as_ref().is_some_and(|number| !number.is_short())
            && first.mention.provisions.is_empty()
            && !first.mention.nested;
        (titled && named.anaphors >= OFTEN).then_some(first)
    }
}

fn document(article: &Article, law: &Law) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    match (&law.law_id, &law.mention.name) {
        (Some(id), _) => id.hash(&mut hasher),
        (None, Some(name)) => title_key(name.of(article.text)).hash(&mut hasher),
        (None, None) => return None,
    }
    Some(hasher.finish())
}

/// What the text is about, where the nearest document is only cited once in passing: the last one that has been named at least three
/// times, else the first of all, if it has been named again. What stands in the same sentence is meant, however seldom it is named.
fn topic(
    article: &Article,
    laws: &[Law],
    recent: &[Candidate],
    mention: &LawMention,
    nearest: Candidate,
) -> Option<Candidate> {
    const OFTEN: u32 = 3;
    let sentence = |mention: &LawMention| article.sentence_of(article.token_at(mention.span.start));
    if sentence(&laws[nearest.row].mention) == sentence(mention) {
        return None;
    }
    let mut named: HashMap<u64, u32> = HashMap::new();
    for document in recent.iter().filter_map(|candidate| candidate.document) {
        *named.entry(document).or_default() += 1;
    }
    let times = |candidate: &Candidate| candidate.document.map_or(0, |document| named[&document]);
    if times(&nearest) > 1 {
        return None;
    }
    let often = recent.iter().rev().find(|candidate| times(candidate) >= OFTEN);
    often.or_else(|| recent.first().filter(|first| times(first) > 1)).copied()
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
