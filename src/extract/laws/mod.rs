//! Finds mentions of legal documents.
//!
//! Candidates are hits of the lexicon only: words that begin the name of a document (`luật`, `nghị định`), names that begin
//! otherwise (`UNCLOS`), type codes inside bare numbers (`NĐ`). Each family of documents has its file, which reads to the right
//! from the head word; what stands to the left (pinpoint, `dự thảo`) is read by [`left`].
//!
//! | family | file | example |
//! | --- | --- | --- |
//! | constitution, codes, laws, ordinances | [`named`] | `điểm a khoản 2 Điều 8 Luật Dược năm 2016` |
//! | decrees, resolutions, circulars and all that is numbered | [`numbered`] | `Nghị định 15/2020/NĐ-CP` |
//! | the same without a number | [`titled`] | `Nghị định về cư trú` |
//! | technical standards | [`standard`] | `QCVN 20:2019/BKHCN` |
//! | treaties | [`treaty`] | `Hiệp định Thương mại song phương` |
//! | documents of the Party without a number | [`party`] | `Nghị quyết Đại hội XII của Đảng` |
//! | short forms that the text defines | [`short`] | `(sau đây gọi tắt là Luật)` |
//!
//! What they have in common: [`number`] takes a number apart ([`number_reader`] piece by piece), [`numbered_titles`] reads what stands behind
//! it, [`edges`] says where names and titles end (by [`title_words`], [`cited`] documents, [`pairs`] and [`frames`]), [`issuers`] whose a
//! document is, [`notes`] and [`tail`] read years and amendments, [`pinpoint`] articles and clauses.

mod cited;
mod edges;
mod frames;
mod issuers;
mod left;
mod lists;
mod named;
mod notes;
mod number;
mod number_reader;
mod numbered;
mod numbered_titles;
mod pairs;
mod party;
mod pinpoint;
mod short;
mod standard;
mod tail;
mod title_words;
mod titled;
mod treaty;

use std::collections::HashSet;

use crate::lexicon::{Category, HeadRole, LegalHead, Syllable, words as w};
use crate::model::{Age, DocType, Hit, LawMention, NumberParts, Provision, Span, Text, TokenKind, TokenRange};
use crate::segment::Article;

/// Appends the mentions of one article, by position.
#[inline(never)] // a line of its own in profiles
pub fn find(article: &Article, laws: &mut Vec<LawMention>) {
    let first = laws.len();
    let mut finder = Finder {
        article,
        laws,
        claimed: 0,
        name_until: 0,
        title_until: 0,
        shorts: short::Shorts::default(),
        named_rows: HashSet::new(),
        serials: HashSet::new(),
        party_sentence: None,
        company_paragraph: None,
    };
    // Bodies' names hold head words: `Tổ chức Hiệp ước Bắc Đại Tây Dương`.
    let mut body: Option<Hit> = None;
    for hit in &article.seg.hits {
        match hit.category {
            Category::Organization => body = Some(*hit),
            Category::LawName | Category::LegalHead
                if body.is_none_or(|b| hit.token >= b.end() || hit.token == b.token) =>
            {
                finder.candidate(*hit);
            }
            _ => {}
        }
    }
    laws[first..].sort_by_key(|law| (law.span.start, std::cmp::Reverse(law.span.end)));
}

/// Tokens to either side of a word that are read for it at most. A longer sentence has lost its marks; reading all of it for
/// each head word in it would take time that grows with the square of its length.
const REACH: u32 = 500;

/// What the files of this folder share while they read one article.
struct Finder<'a> {
    article: &'a Article<'a>,
    laws: &'a mut Vec<LawMention>,
    /// One past the last token of names and numbers already read: candidates before it are parts of them.
    claimed: u32,
    /// One past the last token of an amending law's name: the year behind it is not of the last law in it.
    name_until: u32,
    /// One past the last token of the outermost title that reading is inside of.
    title_until: u32,
    /// Short forms that the text has defined so far.
    shorts: short::Shorts,
    /// Rows of the registry that the text has named so far.
    named_rows: HashSet<u32>,
    /// Kinds and running numbers of the full numbers that it has given so far.
    serials: HashSet<(DocType, String)>,
    /// The last sentence asked about, and whether it names the Party's leading bodies.
    party_sentence: Option<(u32, bool)>,
    /// The last paragraph asked about, and whether it names a company's board or shareholders.
    company_paragraph: Option<(u32, bool)>,
}

/// A mention while it is read.
struct Draft {
    /// Tokens.
    tokens: TokenRange,
    /// One past the last token of name and number, where a note that cites other documents follows.
    read_until: Option<u32>,
    mention: LawMention,
}

impl Finder<'_> {
    fn candidate(&mut self, hit: Hit) {
        if hit.category == Category::LegalHead {
            let head = self.article.lexicon.legal.heads[hit.entry as usize];
            if hit.token < self.claimed && head.role != HeadRole::Stop {
                return;
            }
            if head.role != HeadRole::Stop && self.short_form(hit) {
                return;
            }
            let before = self.laws.len();
            match head.role {
                HeadRole::Name | HeadRole::Bill => self.named(hit, head),
                HeadRole::Numbered | HeadRole::Formal => self.numbered(hit, head),
                HeadRole::Standard | HeadRole::StandardCode => self.standard(hit),
                HeadRole::Treaty => self.treaty(hit, head),
                HeadRole::Party => self.party_document(hit, head),
                HeadRole::Code => self.code(hit, head),
                HeadRole::Glued => self.glued(hit, head),
                HeadRole::Stop => self.claimed = self.claimed.max(hit.end()),
            }
            let named = matches!(head.role, HeadRole::Name | HeadRole::Numbered | HeadRole::Treaty);
            if named && self.laws.len() == before && !self.shorts.is_empty() {
                self.bare_short_form(hit);
            }
        } else if hit.token >= self.claimed {
            // `Chương trình nghị sự 2030` begins with a word that names nothing without a number.
            let heads = &self.article.lexicon.legal.heads;
            let head = edges::head_at(self.article, hit.token, hit.end());
            if head.is_none_or(|head| heads[head.entry as usize].role == HeadRole::Formal) {
                self.bare_name(hit);
            }
        }
    }

    /// The sentence that a token stands in, as far as it matters to it.
    fn sentence(&self, token: u32) -> TokenRange {
        let whole = self.article.seg.sentences[self.article.sentence_of(token) as usize].tokens;
        TokenRange::new(whole.start.max(token.saturating_sub(REACH)), whole.end.min(token.saturating_add(REACH)))
    }

    /// A mention that covers `tokens` and says nothing yet.
    fn draft(&self, tokens: TokenRange, doc_type: DocType, rule: &'static str) -> Draft {
        let mention = LawMention {
            span: Span::default(),
            paragraph: self.article.paragraph_of(tokens.start),
            doc_type,
            name: None,
            number: None,
            year: None,
            amended_years: Vec::new(),
            provisions: Vec::new(),
            issuer: None,
            is_draft: false,
            anaphor: false,
            short_for: None,
            replacing: false,
            age: Age::Unsaid,
            foreign: false,
            nested: tokens.start < self.title_until,
            registry_name: None,
            rule,
        };
        Draft { tokens, read_until: None, mention }
    }

    /// Takes in what stands to the left, and keeps the mention.
    fn keep(&mut self, mut draft: Draft) {
        let (first, head) = (self.sentence(draft.tokens.start).start, draft.tokens.start);
        let left = left::read(self.article, first, head);
        let by_name = matches!(draft.mention.doc_type, DocType::Law | DocType::Code | DocType::Ordinance);
        draft.mention.is_draft |= by_name
            && !draft.mention.nested
            && (left::in_list_of_drafts(self.article, first, head) || left::is_to_be_passed(self.article, first, head));
        self.claimed = self.claimed.max(draft.read_until.unwrap_or(draft.tokens.end));
        if draft.read_until.is_some() {
            self.title_until = self.title_until.max(draft.tokens.end);
        }
        draft.tokens.start = left.start;
        draft.mention.is_draft |= left.is_draft;
        draft.mention.provisions = left.provisions;
        draft.mention.span = self.article.span(draft.tokens);
        let (of, doc_type, is_draft) = (draft.mention.span, draft.mention.doc_type, draft.mention.is_draft);
        let defines = !draft.mention.nested && draft.mention.short_for.is_none();
        if let Some(name) = draft.mention.registry_name {
            self.named_rows.extend(&self.article.lexicon.laws.names[name as usize].rows);
        }
        if let Some(number) = draft.mention.number.as_ref().filter(|number| !number.is_short()) {
            self.serials.insert((doc_type, number.serial.clone()));
        }
        self.laws.push(draft.mention);
        if defines {
            self.define(draft.tokens.end, of, doc_type, is_draft);
        }
    }

    fn span(&self, start: u32, end: u32) -> Span {
        self.article.span(TokenRange::new(start, end))
    }

    fn syllable(&self, at: u32, end: u32) -> Option<Syllable> {
        (at < end).then(|| self.article.token(at).syllable)
    }

    /// The words of the tokens, in small letters.
    fn is(&self, at: u32, end: u32, word: &str) -> bool {
        at < end && self.article.reads(at, word)
    }

    /// `(UNCLOS)`, `(BLHS)`, `(UNCLOS 1982)` right after a name: one past the closing bracket.
    fn short_name_in_parens(&self, at: u32, end: u32) -> Option<u32> {
        let close = at + 2 + u32::from(notes::year_at(self.article, at + 2, end).is_some());
        let is_short = self.syllable(at, end) == Some(w::OPEN_PAREN)
            && self.syllable(close, end) == Some(w::CLOSE_PAREN)
            && self.article.token(at + 1).all_caps;
        is_short.then_some(close + 1)
    }

    /// A document's number that begins at token `at`, as parts and one past its last token.
    fn number(&self, at: u32, end: u32) -> Option<(NumberParts, u32)> {
        if at >= end || !self.article.word(at).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let start = self.article.token(at).start as usize;
        let paragraph = self.article.seg.paragraphs[self.article.paragraph_of(at) as usize].span;
        let text = &self.article.text[..paragraph.end as usize];
        let (parts, byte) = number::read(text, start, &self.article.lexicon.legal)?;
        Some((parts, self.article.token_at(byte as u32).max(at + 1)))
    }

    /// `này`, `trên`, `nói trên` after a head word: one past it.
    fn pointing(&self, at: u32, end: u32) -> Option<u32> {
        match self.syllable(at, end)? {
            w::NAY => Some(at + 1),
            // `trên` points only where nothing follows that it could stand before: `Nghị định trên,`, not `luật trên biển`.
            w::TREN => {
                let closes = at + 1 >= end || self.article.token(at + 1).kind == TokenKind::Mark;
                closes.then_some(at + 1)
            }
            w::NOI if self.syllable(at + 1, end) == Some(w::TREN) => Some(at + 2),
            _ if self.is(at, end, "nêu") && self.syllable(at + 1, end) == Some(w::TREN) => Some(at + 2),
            _ => None,
        }
    }

    /// A type code: inside a number, or as a head word (`NĐ 168`, `QĐ 4210/QĐ-BYT`).
    fn code(&mut self, hit: Hit, head: LegalHead) {
        let end = self.sentence(hit.token).end;
        let at = hit.end() + u32::from(self.syllable(hit.end(), end) == Some(w::SO));
        let is_head = self.article.token(hit.token).spaced && self.number(at, end).is_some();
        let weak = matches!(head.doc_type, DocType::Directive | DocType::Dispatch | DocType::Other);
        if !is_head {
            self.bare_number(hit);
        } else if !weak && self.article.token(hit.end()).spaced && self.is_long_enough(at, end) {
            self.numbered(hit, LegalHead { role: HeadRole::Numbered, ..head });
        }
    }

    /// `NĐ 168` and `QĐ 4210/QĐ-BYT` are documents, `NĐ 3061` is a ship: short numbers behind a code have at most three digits.
    fn is_long_enough(&self, at: u32, end: u32) -> bool {
        self.number(at, end)
            .is_some_and(|(parts, _)| !parts.is_short() || parts.year.is_some() || parts.serial.len() <= 3)
    }

    /// A number in a text that no head word introduces.
    fn bare_number(&mut self, hit: Hit) {
        /// No number has more tokens before its type code.
        const LONGEST: u32 = 8;
        let article = self.article;
        let paragraph = article.seg.paragraphs[article.paragraph_of(hit.token) as usize].tokens;
        let first = paragraph.start.max(hit.token.saturating_sub(LONGEST));
        let mut start = hit.token;
        while start > first && !article.token(start).spaced {
            start -= 1;
        }
        let Some((parts, end)) = self.number(start, paragraph.end) else { return };
        if start < self.claimed || end <= hit.token || !number::is_unmistakable(&parts) {
            return;
        }
        // The number of a law that amends others stands behind their names, which are read after it.
        let at = self.span(start, end);
        if self.laws.iter().rev().take(4).any(|law| law.span.contains(at) && law.number.as_ref() == Some(&parts)) {
            return;
        }
        let Some(doc_type) = number::doc_type(&parts).or_else(|| self.type_of_term(&parts, hit)) else { return };
        let mut draft = self.draft(TokenRange::new(start, end), doc_type, "bare-number");
        draft.mention.year = parts.year;
        draft.mention.number = Some(parts);
        self.keep(draft);
    }

    /// `100/2015/QH13` may be a code, a law or a resolution: the registry says which, else the hit's guess.
    fn type_of_term(&self, parts: &NumberParts, hit: Hit) -> Option<DocType> {
        let laws = &self.article.lexicon.laws;
        let registered = laws.numbered(&parts.normalised).first().and_then(|&row| laws.rows[row as usize].doc_type());
        registered.or(Some(self.article.lexicon.legal.heads[hit.entry as usize].doc_type))
    }

    /// A registered name that begins with no head word: `UNCLOS`, `BLHS`, `Tuyên bố về ứng xử của các bên ở Biển Đông`.
    fn bare_name(&mut self, hit: Hit) {
        let article = self.article;
        let registry = &article.lexicon.laws;
        let name = &registry.names[hit.entry as usize];
        let Some(doc_type) = name.rows.first().and_then(|&row| registry.rows[row as usize].doc_type()) else { return };
        if !article.token(hit.token).capital {
            return;
        }
        let range = TokenRange::new(hit.token, hit.end());
        if doc_type == DocType::Treaty {
            self.registered_treaty(range, hit.entry, "treaty-name");
            return;
        }
        let head = LegalHead { role: HeadRole::Name, doc_type };
        self.registered_law(range, hit.entry, head, "abbreviation");
    }

    /// Whether a short name that may be something else has support: an earlier mention of the same documents.
    fn mentioned_before(&self, registry_name: u32) -> bool {
        let rows = &self.article.lexicon.laws.names[registry_name as usize].rows;
        rows.iter().any(|row| self.named_rows.contains(row))
    }
}

/// A title composed of the type word and what stands behind number and issuer.
fn composed(article: &Article, head: Span, title: Span) -> Text {
    let (head, title) = (head.of(article.text), title.of(article.text));
    // `(sau đây gọi tắt là Hiệp định EVFTA)` in it is not of the title.
    let aside = title.find(" (sau đây").and_then(|at| Some((at, at + title[at..].find(')')? + 1)));
    let text = match aside {
        Some((from, to)) => format!("{head} {}{}", &title[..from], &title[to..]),
        None => format!("{head} {title}"),
    };
    Text::Known(text.into())
}

/// What stands to the left of a head word.
struct Left {
    start: u32,
    is_draft: bool,
    provisions: Vec<Provision>,
}
