//! The bodies of a document: short names and anaphors resolved to the name that they were introduced with.

use crate::lexicon::Category;
use crate::model::{Span, SpeakerKind, SpeakerMention, StatementMention, TokenRange};
use crate::segment::Article;

use super::people::fold_text;
use crate::entities::bodies;

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

/// Bodies by first mention.
#[derive(Debug, Default)]
pub(super) struct Known {
    names: Vec<Named>,
}

#[derive(Debug)]
struct Named {
    /// The name, a bracketed short name left off.
    name: Span,
    folded: String,
    /// `(JICA)`
    short: Option<String>,
    entry: Option<u32>,
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
        known
    }

    fn add(&mut self, article: &Article, tokens: TokenRange, entry: Option<u32>) {
        let (name, short) = split_short(article, article.span(tokens));
        let folded = fold_text(name.of(article.text));
        if !self.names.iter().any(|known| known.folded == folded) {
            self.names.push(Named { name, folded, short, entry });
        }
    }

    /// The name that a mention stands for.
    pub fn full_name(&self, article: &Article, mention: &SpeakerMention, last: Option<Span>) -> Span {
        let written = mention.name.unwrap_or(mention.span);
        let (name, _) = split_short(article, written);
        let folded = fold_text(name.of(article.text));
        if let Some(meant) = self.by_function(&folded, mention.span.start) {
            return meant;
        }
        if HEADS.contains(&folded.as_str()) {
            return self.anaphor(&format!("{folded} này"), mention).unwrap_or(name);
        }
        if folded.ends_with(" này") {
            return self.anaphor(&folded, mention).or(last).unwrap_or(name);
        }
        let by_short =
            self.names.iter().find(|known| known.short.as_deref().is_some_and(|short| fold_text(short) == folded));
        let longer = || {
            let earlier = self.names.iter().filter(|known| known.name.start < mention.span.start);
            let begins =
                earlier.filter(|known| is_short_for(&folded, &known.folded)).max_by_key(|known| known.name.start);
            begins.or_else(|| self.names.iter().find(|known| is_firm_short_for(&folded, &known.folded)))
        };
        let registered = || {
            let entry = mention.org_entry?;
            let same =
                self.names.iter().filter(|known| known.entry == Some(entry) && known.name.start < mention.span.start);
            same.max_by_key(|known| (known.folded.len(), std::cmp::Reverse(known.name.start)))
                .filter(|known| known.folded.len() > folded.len())
        };
        by_short.or_else(longer).or_else(registered).map_or(name, |known| known.name)
    }

    /// The name that a bracketed short form (`VCCI`) was introduced for; the same where there is none.
    pub fn spelled_out(&self, article: &Article, org: Span) -> Span {
        let text = org.of(article.text);
        let known = self.names.iter().find(|known| known.short.as_deref() == Some(text));
        known.map_or(org, |known| known.name)
    }

    /// The longer name that a body's short form stands for.
    pub fn full(&self, article: &Article, org: Span, at: u32) -> Span {
        let folded = fold_text(org.of(article.text));
        let spelled = self.spelled_out(article, org);
        if spelled != org {
            return spelled;
        }
        let earlier = self.names.iter().filter(|known| known.name.start < at && is_short_for(&folded, &known.folded));
        earlier.max_by_key(|known| known.name.start).map_or(org, |known| known.name)
    }

    /// `cơ quan công tố` is the procuracy of the case: the last body before it that has this function.
    fn by_function(&self, folded: &str, at: u32) -> Option<Span> {
        let (_, heads) = FUNCTIONS.iter().find(|(noun, _)| *noun == folded)?;
        let fits = |known: &&Named| heads.iter().any(|head| known.folded.starts_with(head) && known.folded != *head);
        let before =
            self.names.iter().filter(|known| known.name.start < at).filter(fits).max_by_key(|known| known.name.start);
        let meant = before.or_else(|| self.names.iter().find(fits))?;
        let longer =
            self.names.iter().rfind(|known| known.name.start < at && is_short_for(&meant.folded, &known.folded));
        Some(longer.unwrap_or(meant).name)
    }

    /// `Bộ này`, `cơ quan này`: the last body before it whose name begins with that noun, or the last body at all.
    fn anaphor(&self, folded: &str, mention: &SpeakerMention) -> Option<Span> {
        let noun = folded.strip_suffix(" này")?;
        let before = || self.names.iter().filter(|known| known.name.end <= mention.span.start);
        let firm = noun == "doanh nghiệp";
        before()
            .filter(|known| known.folded.starts_with(noun) || firm && firm_head(&known.folded).is_some())
            .max_by_key(|known| known.name.start)
            .map(|known| known.name)
    }

    /// The registry row of a name.
    pub fn entry_of(&self, article: &Article, name: Span) -> Option<u32> {
        let folded = fold_text(name.of(article.text));
        self.names.iter().find(|known| known.folded == folded).and_then(|known| known.entry)
    }
}

/// `Viện KSND` is short for `Viện KSND Cấp cao tại Hà Nội`: it begins it, as whole words; `Trung ương` is not `Trung ương 9`.
fn is_short_for(short: &str, long: &str) -> bool {
    let more = long.strip_prefix(short).and_then(|more| more.strip_prefix(' '));
    more.is_some_and(|more| !more.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Công ty 12` is short for `Công ty CP Xây dựng công trình 12`: the same first word and the same last words.
fn is_firm_short_for(short: &str, long: &str) -> bool {
    let Some(head) = firm_head(short) else { return false };
    let tail = &short[head.len()..];
    tail.len() > 1 && long.len() > short.len() && long.starts_with(head) && long.ends_with(tail)
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
            assert_eq!(fold_text(text), *text);
        }
    }
}
