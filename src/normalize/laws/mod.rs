//! Which document a mention means on the article's date.
//!
//! In this order: its number; an earlier mention that it is short for; name and year; a name that one document alone ever bore;
//! name and date. What remains is `ambiguous` with all candidates, or `unknown`. Bills have no id. A foreign law has none.
//!
//! | file | what it decides |
//! | --- | --- |
//! | [`anaphors`] | `Nghị quyết này`: by earlier mentions |
//! | [`short_numbers`] | `Thông tư 15`: by mentions in full, by the registry |
//! | [`series`] | `Kết luận 126 của Bộ Chính trị`: by issuer |
//! | [`by_name`] | `Luật Đất đai`, `Luật Đất đai 2013`: by the registry |
//! | [`abroad`] | whether the article's laws are another country's |
//! | [`afterwards`] | what is open when all mentions have been read: by any of them |
//! | [`standing`] | status on the article's date, rank |
//! | [`reference_date`] | the date to go by where the article has none |
//! | [`warnings`] | what is odd about a mention |

mod abroad;
mod afterwards;
mod anaphors;
mod by_name;
mod reference_date;
mod series;
mod short_numbers;
mod standing;
#[cfg(test)]
mod tests;
mod warnings;

use jiff::civil::Date;

use self::abroad::Places;
use crate::lexicon::LawRegistry;
use crate::model::{DocType, Law, LawMention, LawWarning, Resolution, Span, Standing, Statement};
use crate::segment::Article;

/// Moves the law mentions into rows, resolved and tied to the statements that they stand in.
pub fn resolve(article: &Article, mentions: &mut Vec<LawMention>, statements: &[Statement], laws: &mut Vec<Law>) {
    let citations =
        if article.date.is_none() { mentions.iter().map(|mention| mention.span).collect() } else { Vec::new() };
    let mut resolver = Resolver::new(article, laws, citations);
    for mention in mentions.drain(..) {
        let statement = statement_around(&mention, statements);
        let Some(answer) = resolver.answer(&mention) else { continue };
        resolver.push(mention, statement, answer);
    }
    short_numbers::given_later(laws);
    afterwards::names(laws);
    afterwards::titles(article, laws);
    afterwards::bills(article, laws);
    for law in laws.iter_mut() {
        let row = law.registry_row.map(|row| &article.lexicon.laws.rows[row as usize]);
        law.standing = standing::of(law, row, article.date);
        warnings::add(law);
    }
}

/// What a mention means.
#[derive(Debug)]
struct Answer {
    law_id: Option<String>,
    registry_row: Option<u32>,
    resolution: Resolution,
    candidates: Vec<String>,
    /// Found to be a document of the Party.
    is_party: bool,
    /// Called a bill, though no word before the name says so.
    is_bill: bool,
    /// Name and number disagree.
    conflict: bool,
}

impl Answer {
    fn unknown() -> Self {
        Self {
            law_id: None,
            registry_row: None,
            resolution: Resolution::Unknown,
            candidates: Vec::new(),
            is_party: false,
            is_bill: false,
            conflict: false,
        }
    }

    fn row(registry: &LawRegistry, row: u32, resolution: Resolution) -> Self {
        Self { law_id: Some(id_of(registry, row)), registry_row: Some(row), resolution, ..Self::unknown() }
    }

    fn bill() -> Self {
        Self { is_bill: true, ..Self::unknown() }
    }

    /// The name of a document that had not been passed: it is the candidate, and no id.
    fn unborn(registry: &LawRegistry, row: u32) -> Self {
        Self { candidates: vec![id_of(registry, row)], ..Self::unknown() }
    }

    fn same_as(antecedent: &Law) -> Self {
        Self {
            law_id: antecedent.law_id.clone(),
            registry_row: antecedent.registry_row,
            resolution: Resolution::InDocument,
            is_bill: antecedent.mention.is_draft,
            ..Self::unknown()
        }
    }

    fn ambiguous(registry: &LawRegistry, rows: &[u32]) -> Self {
        let mut candidates: Vec<String> = rows.iter().map(|&row| id_of(registry, row)).collect();
        candidates.dedup();
        Self { resolution: Resolution::Ambiguous, candidates, ..Self::unknown() }
    }
}

/// The id that the tables show for a registry row: the number where it has one (with the kind of document where two rows share
/// the number), `treaty:` and the registry id for treaties, else the registry id.
fn id_of(registry: &LawRegistry, row: u32) -> String {
    let law = &registry.rows[row as usize];
    if law.doc_type == "treaty" {
        format!("treaty:{}", law.id)
    } else if law.number.is_empty() {
        law.id.clone()
    } else if registry.numbered(&law.number).len() > 1 && !law.number.ends_with("/TW") {
        format!("{}#{}", law.number, law.doc_type)
    } else {
        law.number.clone()
    }
}

/// Index of the innermost statement that holds the mention. Statements are ordered by their begin, so it is the last that
/// begins before the mention and reaches over it; the search looks back over the few that enclose each other.
fn statement_around(mention: &LawMention, statements: &[Statement]) -> Option<u32> {
    const NESTING: usize = 8;
    let after = statements.partition_point(|statement| statement.mention.span.start <= mention.span.start);
    (after.saturating_sub(NESTING)..after)
        .rev()
        .find(|&index| statements[index].mention.span.contains(mention.span))
        .map(|index| index as u32)
}

struct Resolver<'a> {
    article: &'a Article<'a>,
    laws: &'a mut Vec<Law>,
    antecedents: anaphors::Antecedents,
    numbers: short_numbers::FullNumbers,
    /// Whose countries and bodies it names, once it has been needed.
    places: Option<Places>,
    /// Spans of all mentions, where the article has no date.
    citations: Vec<Span>,
    /// When the article was written, once it has been needed.
    time: Option<by_name::Time>,
}

impl<'a> Resolver<'a> {
    fn new(article: &'a Article<'a>, laws: &'a mut Vec<Law>, citations: Vec<Span>) -> Self {
        let (antecedents, numbers) = Default::default();
        Self { article, laws, antecedents, numbers, places: None, citations, time: None }
    }

    fn push(&mut self, mut mention: LawMention, statement: Option<u32>, answer: Answer) {
        mention.is_draft |= answer.is_bill;
        if answer.is_party {
            mention.doc_type = DocType::PartyDocument;
        }
        self.laws.push(Law {
            standing: Standing::UNKNOWN,
            mention,
            statement,
            law_id: answer.law_id,
            registry_row: answer.registry_row,
            resolution: answer.resolution,
            candidates: answer.candidates,
            warnings: answer.conflict.then_some(LawWarning::NameNumberConflict).into_iter().collect(),
        });
        let row = self.laws.len() - 1;
        self.antecedents.see(self.article, row, &self.laws[row]);
        self.numbers.see(self.laws, row);
    }

    /// `None`: no mention of a document at all, an anaphor to what the document never names.
    fn answer(&mut self, mention: &LawMention) -> Option<Answer> {
        if let Some(full) = mention.short_for {
            return self.defined(full);
        }
        if mention.anaphor {
            let bill = mention.is_draft.then(Answer::unknown);
            return self.antecedents.meant(self.article, self.laws, mention).or(bill);
        }
        if mention.foreign {
            return Some(Answer::unknown());
        }
        Some(match &mention.number {
            Some(_) if mention.doc_type == DocType::Treaty => self.by_name(mention),
            Some(number) if number.misread => Answer::unknown(),
            Some(number) if !number.is_short() => self.by_number(mention, &number.normalised),
            Some(number) => short_numbers::resolve(self.article, self.laws, &self.numbers, mention, number),
            None if mention.is_draft => Answer::unknown(),
            None => self.by_name(mention),
        })
    }

    /// A short form that the text defined (`sau đây gọi tắt là Luật`): what the mention at `full` means.
    fn defined(&self, full: Span) -> Option<Answer> {
        let from = self.laws.partition_point(|law| law.mention.span.start < full.start);
        let begin_there = self.laws[from..].iter().take_while(|law| law.mention.span.start == full.start);
        begin_there.into_iter().find(|law| law.mention.span == full).map(Answer::same_as)
    }

    /// A full number is the id, registered or not. Where documents share it, the kind of document decides.
    fn by_number(&self, mention: &LawMention, number: &str) -> Answer {
        let registry = &self.article.lexicon.laws;
        let rows = self.of_the_time(mention, registry.numbered(number));
        let rows = rows.as_slice();
        // `Luật Khoáng sản số 47-L/CTN`: eight laws share that number, the name tells which.
        let named = mention.registry_name.map_or(&[][..], |name| registry.names[name as usize].rows.as_slice());
        let both: Vec<u32> = rows.iter().copied().filter(|row| named.contains(row)).collect();
        if let [row] = both.as_slice() {
            return Answer::row(registry, *row, Resolution::Number);
        }
        if let Some(answer) = self.disagreement(mention, rows, named) {
            return answer;
        }
        let same_kind: Vec<u32> = rows
            .iter()
            .copied()
            .filter(|&row| {
                registry.rows[row as usize].doc_type().is_some_and(|kind| same_series(kind, mention.doc_type))
            })
            .collect();
        match (rows, same_kind.as_slice()) {
            (_, [row]) => Answer::row(registry, *row, Resolution::Number),
            ([], _) => Answer { law_id: Some(number.to_owned()), resolution: Resolution::Number, ..Answer::unknown() },
            ([row], _) if !is_act(mention.doc_type) => Answer::row(registry, *row, Resolution::Number),
            (rows, []) if rows.len() == 1 => {
                // A resolution with the number of a registered law is another document.
                let other = registry.rows[rows[0] as usize].doc_type();
                let law_id = if other.is_some_and(is_act) {
                    format!("{number}#{}", mention.doc_type.as_str())
                } else {
                    number.to_owned()
                };
                Answer { law_id: Some(law_id), resolution: Resolution::Number, ..Answer::unknown() }
            }
            (rows, _) => Answer::ambiguous(registry, rows),
        }
    }

    /// Numbers of the Party start anew with each term (`18-NQ/TW` of 2017 and of 2022): of the rows that share one, those that the year
    /// in the mention leaves, else the last that was there on the article's date.
    fn of_the_time(&self, mention: &LawMention, rows: &[u32]) -> Vec<u32> {
        let law = |row: u32| &self.article.lexicon.laws.rows[row as usize];
        let party = mention.number.as_ref().is_some_and(|number| number.party);
        if !party {
            return rows.to_vec();
        }
        let mut fitting: Vec<u32> = rows.to_vec();
        match (mention.year, self.article.date) {
            (Some(year), _) => fitting.retain(|&row| law(row).year == Some(year)),
            (None, Some(date)) => fitting.retain(|&row| law(row).born().is_some_and(|born| born <= date)),
            (None, None) => {}
        }
        if mention.year.is_none() && self.article.date.is_some() {
            fitting.split_off(fitting.len().saturating_sub(1))
        } else if fitting.len() > 1 {
            // Which of them is open; the number is the id in any case.
            Vec::new()
        } else {
            fitting
        }
    }

    /// A registered name beside the number of another document: neither is chosen in silence. Where the number is no document's
    /// and differs from the named one's only in its end (`78/2006/QH13` for QH11), it is a slip.
    fn disagreement(&self, mention: &LawMention, rows: &[u32], named: &[u32]) -> Option<Answer> {
        let registry = &self.article.lexicon.laws;
        let number = mention.number.as_ref().filter(|_| !named.is_empty() && !mention.is_draft)?;
        if !rows.is_empty() {
            let all: Vec<u32> = rows.iter().chain(named).copied().collect();
            return Some(Answer { conflict: true, ..Answer::ambiguous(registry, &all) });
        }
        let begin = format!("{}/{}/", number.serial, number.year?);
        let mut alike = named.iter().filter(|&&row| registry.rows[row as usize].number.starts_with(&begin));
        let row = alike.next().filter(|_| alike.next().is_none())?;
        Some(Answer { conflict: true, ..Answer::row(registry, *row, Resolution::NameYear) })
    }

    fn by_name(&mut self, mention: &LawMention) -> Answer {
        let Some(name) = mention.registry_name else { return Answer::unknown() };
        let registry = &self.article.lexicon.laws;
        let rows = &registry.names[name as usize].rows;
        let open = mention.doc_type != DocType::Treaty && mention.year.is_none();
        if open && self.places.get_or_insert_with(|| Places::of(self.article)).abroad(mention.doc_type) {
            return Answer::unknown();
        }
        let time = *self.time.get_or_insert_with(|| time_of(self.article, &self.citations));
        by_name::resolve(registry, rows, mention, time)
    }
}

/// The article's date, else the period that its text allows.
fn time_of(article: &Article, citations: &[Span]) -> by_name::Time {
    if let Some(date) = article.date {
        return by_name::Time::On(date);
    }
    reference_date::infer(article, citations).map_or(by_name::Time::Unknown, by_name::Time::During)
}

/// Codes, laws and ordinances are all called `luật số ...`; resolutions have numbers of their own.
fn same_series(one: DocType, other: DocType) -> bool {
    let law = |kind| matches!(kind, DocType::Code | DocType::Law | DocType::Ordinance);
    one == other || law(one) && law(other)
}

/// Kinds whose numbers look alike.
fn is_act(doc_type: DocType) -> bool {
    matches!(doc_type, DocType::Code | DocType::Law | DocType::Ordinance | DocType::Resolution)
}

/// Whether a registry row is in force on a date, as far as the registry knows.
fn in_force(law: &crate::lexicon::LawRow, date: Date) -> bool {
    law.effective_date.or(law.issued_date).is_none_or(|from| from <= date)
        && law.expiry_date.is_none_or(|until| date < until)
}
