//! The bodies of a document: short names and anaphors resolved to the name that they were introduced with.

use std::collections::HashMap;

use crate::lexicon::Category;
use crate::model::{Span, SpeakerKind, SpeakerMention, StatementMention, TokenRange};
use crate::segment::Article;

use crate::entities::bodies;
use crate::lexicon::fold_phrase;

/// Common nouns for a function, and the first words of the bodies that have it; in folded spelling.
const FUNCTIONS: &[(&str, &[&str])] = &[
    ("cơ quan công tố", &["viện ksnd", "vksnd", "viện kiểm sát"]),
    ("viện kiểm sát", &["viện ksnd", "vksnd", "viện kiểm sát"]),
    ("cơ quan thẩm tra", &["uỷ ban", "hội đồng dân tộc"]),
    ("toà án", &["tand", "toà án"]),
    ("nhà trường", &["trường", "đại học", "học viện"]),
    ("hiệp hội", &["hiệp hội"]),
    ("bệnh viện", &["bệnh viện"]),
];

/// A body's first word alone means the last body that begins with it: `Bộ`, `Tập đoàn`; in folded spelling.
const HEADS: &[&str] = &[
    "bộ",
    "sở",
    "cục",
    "vụ",
    "ban",
    "viện",
    "hội",
    "uỷ ban",
    "công ty",
    "tập đoàn",
    "ngân hàng",
    "trường",
    "bệnh viện",
    "quỹ",
    "liên đoàn",
    "tổng cục",
    "chi cục",
    "văn phòng",
    "trung tâm",
];

/// First words of firms: in `doanh nghiệp này`, and where a short name keeps only the last words (`Công ty 12`).
const FIRMS: &[&str] =
    &["công ty", "tập đoàn", "tổng công ty", "ctcp", "doanh nghiệp", "ngân hàng", "xí nghiệp", "nhà máy"];

/// Bodies by first mention, and their numbers by what they are asked for.
#[derive(Debug, Default)]
pub(super) struct Known {
    names: Vec<Named>,
    by_name: HashMap<String, usize>,
    /// By bracketed short name, as written and in folded spelling: the first that has it.
    by_short: HashMap<String, usize>,
    by_folded_short: HashMap<String, usize>,
    /// Numbers of the names in the order of their folded spelling, and in the order of what it reads backwards.
    by_begin: Vec<usize>,
    by_end: Vec<usize>,
    /// By registry row, ascending.
    by_entry: HashMap<u32, Vec<usize>>,
}

#[derive(Debug)]
struct Named {
    /// The name, a bracketed short name left off.
    name: Span,
    folded: String,
    entry: Option<u32>,
}

fn backwards(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().rev()
}

impl Known {
    /// Gathers the bodies that the document names. Nothing is gathered where no statement has a body as its speaker.
    pub fn collect(article: &Article, statements: &[StatementMention]) -> Self {
        let mut known = Self::default();
        let spoken = |statement: &StatementMention| {
            statement
                .speaker
                .is_some_and(|s| s.org.is_some() || matches!(s.kind, SpeakerKind::Organization | SpeakerKind::Unnamed))
        };
        if !statements.iter().any(spoken) {
            return known;
        }
        let mut free = 0;
        for hit in &article.seg.hits {
            if hit.token < free || !matches!(hit.category, Category::Organization | Category::BodyHead) {
                continue;
            }
            let end = article.seg.sentences[article.sentence_of(hit.token) as usize].tokens.end;
            if let Some(body) = bodies::at(article, hit.token, end) {
                free = body.tokens.end;
                known.add(article, body.tokens, body.entry);
            }
        }
        let (names, all) = (&known.names, 0..known.names.len());
        known.by_begin = all.clone().collect();
        known.by_begin.sort_unstable_by(|&a, &b| names[a].folded.cmp(&names[b].folded));
        known.by_end = all.collect();
        known.by_end.sort_unstable_by(|&a, &b| backwards(&names[a].folded).cmp(backwards(&names[b].folded)));
        known
    }

    fn add(&mut self, article: &Article, tokens: TokenRange, entry: Option<u32>) {
        let (name, short) = split_short(article, article.span(tokens));
        // `Viện Năng lượng (Bộ Công Thương)`: the body above, no short name.
        let above = |short: &str| short.contains(' ') || short.chars().all(|c| !c.is_uppercase());
        let short = short.filter(|short| !above(short));
        let folded = fold_phrase(name.of(article.text));
        let number = self.names.len();
        if *self.by_name.entry(folded.clone()).or_insert(number) != number {
            return;
        }
        if let Some(short) = short {
            self.by_folded_short.entry(fold_phrase(&short)).or_insert(number);
            self.by_short.entry(short).or_insert(number);
        }
        if let Some(entry) = entry {
            self.by_entry.entry(entry).or_default().push(number);
        }
        self.names.push(Named { name, folded, entry });
    }

    /// The longer name before `at` that a body's short form stands for: the last that it begins, as whole words (`Viện KSND` of
    /// `Viện KSND Cấp cao tại Hà Nội`); `Trung ương` is not `Trung ương 9`.
    fn longer(&self, article: &Article, folded: &str, at: u32) -> Option<&Named> {
        let begin = format!("{folded} ");
        let from = self.by_begin.partition_point(|&number| self.names[number].folded < begin);
        let longer = self.by_begin[from..].iter().map_while(|&number| {
            article.work.add(1_u32);
            Some((number, self.names[number].folded.strip_prefix(&begin)?))
        });
        let number = |more: &str| more.starts_with(|c: char| c.is_ascii_digit());
        let fits = longer.filter(|(known, more)| self.names[*known].name.start < at && !number(more));
        fits.map(|(known, _)| &self.names[known]).max_by_key(|known| known.name.start)
    }

    /// The firm that a short form stands for: the first of the same kind with the same last words (`Công ty 12` of
    /// `Công ty CP Xây dựng công trình 12`).
    fn firm(&self, article: &Article, folded: &str) -> Option<&Named> {
        let head = firm_head(folded)?;
        let tail = &folded[head.len()..];
        let from = self.by_end.partition_point(|&number| backwards(&self.names[number].folded).lt(backwards(tail)));
        let alike = self.by_end[from..].iter().map(|&number| &self.names[number]).take_while(|known| {
            article.work.add(1_u32);
            known.folded.ends_with(tail)
        });
        let fits = alike.filter(|known| known.folded.len() > folded.len() && known.folded.starts_with(head));
        fits.min_by_key(|known| known.name.start)
    }

    /// The name that a mention stands for.
    pub fn full_name(&self, article: &Article, mention: &SpeakerMention, last: Option<Span>) -> Span {
        let written = mention.name.unwrap_or(mention.span);
        let (name, _) = split_short(article, written);
        let folded = fold_phrase(name.of(article.text));
        if let Some(meant) = self.by_function(article, &folded, mention.span.start) {
            return meant;
        }
        if HEADS.contains(&folded.as_str()) {
            return self.anaphor(article, &format!("{folded} này"), mention).unwrap_or(name);
        }
        if folded.ends_with(" này") {
            return self.anaphor(article, &folded, mention).or(last).unwrap_or(name);
        }
        let by_short = self.by_folded_short.get(&folded).map(|&number| &self.names[number]);
        let longer = || self.longer(article, &folded, mention.span.start).or_else(|| self.firm(article, &folded));
        let registered = || {
            let same = self.by_entry.get(&mention.org_entry?)?;
            article.work.add(same.len());
            let same = same.iter().map(|&number| &self.names[number]);
            let before = same.filter(|known| known.name.start < mention.span.start);
            before
                .max_by_key(|known| (known.folded.len(), std::cmp::Reverse(known.name.start)))
                .filter(|known| known.folded.len() > folded.len())
        };
        by_short.or_else(longer).or_else(registered).map_or(name, |known| known.name)
    }

    /// The name that a bracketed short form (`VCCI`) was introduced for; the same where there is none.
    pub fn spelled_out(&self, article: &Article, org: Span) -> Span {
        self.by_short.get(org.of(article.text)).map_or(org, |&number| self.names[number].name)
    }

    /// The longer name that a body's short form stands for.
    pub fn full(&self, article: &Article, org: Span, at: u32) -> Span {
        let folded = fold_phrase(org.of(article.text));
        let spelled = self.spelled_out(article, org);
        if spelled != org {
            return spelled;
        }
        self.longer(article, &folded, at).map_or(org, |known| known.name)
    }

    /// `cơ quan công tố` is the procuracy of the case: the last body before it that has this function.
    fn by_function(&self, article: &Article, folded: &str, at: u32) -> Option<Span> {
        let (_, heads) = FUNCTIONS.iter().find(|(noun, _)| *noun == folded)?;
        let fits = |known: &&Named| {
            article.work.add(1_u32);
            heads.iter().any(|head| known.folded.starts_with(head) && known.folded != *head)
        };
        let before = self.names.partition_point(|known| known.name.start < at);
        let meant = self.names[..before].iter().rev().find(fits).or_else(|| self.names[before..].iter().find(fits))?;
        Some(self.longer(article, &meant.folded, at).unwrap_or(meant).name)
    }

    /// `Bộ này`, `cơ quan này`: the last body before it whose name begins with that noun, or the last body at all.
    fn anaphor(&self, article: &Article, folded: &str, mention: &SpeakerMention) -> Option<Span> {
        let noun = folded.strip_suffix(" này")?;
        let firm = noun == "doanh nghiệp";
        let fits = |known: &&Named| {
            article.work.add(1_u32);
            known.folded.starts_with(noun) || firm && firm_head(&known.folded).is_some()
        };
        let before = self.names.partition_point(|known| known.name.end <= mention.span.start);
        self.names[..before].iter().rev().find(fits).map(|known| known.name)
    }

    /// The registry row of a name.
    pub fn entry_of(&self, article: &Article, name: Span) -> Option<u32> {
        let folded = fold_phrase(name.of(article.text));
        self.by_name.get(&folded).and_then(|&number| self.names[number].entry)
    }
}

fn firm_head(folded: &str) -> Option<&'static str> {
    FIRMS.iter().find(|head| folded.strip_prefix(**head).is_some_and(|more| more.starts_with(' '))).copied()
}

/// Splits `Cơ quan Hợp tác Quốc tế Nhật Bản (JICA)` into name and short name.
fn split_short(article: &Article, span: Span) -> (Span, Option<String>) {
    let text = span.of(article.text);
    match (text.rfind(" ("), text.ends_with(')')) {
        (Some(open), true) => {
            let short = text[open + 2..text.len() - 1].to_owned();
            (Span::new(span.start, span.start + open as u32), Some(short))
        }
        _ => (span, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_in_folded_spelling() {
        let functions = FUNCTIONS.iter().flat_map(|(noun, heads)| heads.iter().chain([noun]));
        for text in functions.chain(HEADS).chain(FIRMS) {
            assert_eq!(fold_phrase(text), *text);
        }
    }
}
