//! The registry of laws and treaties: rows, and the names and numbers under which texts speak of them.
//!
//! A name is shared by all documents that ever bore it: which one a text means depends on its date.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::law_names::{Abbreviation, Sought, nicknames, phrases, without_year};
use super::own_laws::OwnLaws;
use super::registry::is_acronym;
use super::syllables::fold_onto;
use super::{Builder, Case, Category, Tokenizer, fold_code};
use crate::model::{DocType, LawStatus, TokenKind};

/// A legal document.
#[derive(Clone, Debug, Deserialize)]
pub struct LawRow {
    /// Registry id.
    pub id: String,
    /// `law`, `code`, `treaty` ...
    pub doc_type: String,
    /// Number, where it has one.
    pub number: String,
    /// Official title.
    pub title_vi: String,
    /// Other names, `|` between.
    pub short_titles: String,
    /// Year passed.
    pub year: Option<i16>,
    /// Date passed or signed.
    pub issued_date: Option<Date>,
    /// First day in force.
    pub effective_date: Option<Date>,
    /// First day on which some of its provisions only are in force: before the others begin, or after they have ended.
    pub partly_from: Option<Date>,
    /// First day after that time.
    pub partly_until: Option<Date>,
    /// First day no longer in force.
    pub expiry_date: Option<Date>,
    /// Numbers or `id:` of the documents that replaced it, commas between.
    pub replaced_by: String,
    /// Numbers or `id:` of the documents that it amends.
    pub amends: String,
    /// Numbers or `id:` of the documents that amended it.
    pub amended_by: String,
}

impl LawRow {
    /// Kind of document; `None` for a kind that the tables do not know.
    pub fn doc_type(&self) -> Option<DocType> {
        DocType::from_name(&self.doc_type)
    }

    /// Whether it changes other documents and does not stand for itself.
    pub fn is_amending(&self) -> bool {
        self.title_vi.contains(" sửa đổi, bổ sung ") || self.title_vi.contains(" sửa đổi ")
    }

    /// Where it stands on a date, as far as its dates are known.
    pub fn status_on(&self, date: Date) -> LawStatus {
        let partly =
            self.partly_from.is_some_and(|from| from <= date) && self.partly_until.is_some_and(|until| date < until);
        match (self.born(), self.effective_date) {
            (Some(born), _) if date < born => LawStatus::Bill,
            _ if partly => LawStatus::Partly,
            (Some(_), None) if self.expiry_date.is_some_and(|until| until <= date) => LawStatus::Expired,
            (Some(_), Some(effective)) if date < effective => LawStatus::PassedNotInForce,
            (Some(_), Some(_)) if self.expiry_date.is_none_or(|until| date < until) => LawStatus::InForce,
            (Some(_), Some(_)) => LawStatus::Expired,
            _ => LawStatus::Unknown,
        }
    }

    /// The first day on which it existed: passed, or failing that in force.
    pub fn born(&self) -> Option<Date> {
        self.issued_date.or(self.effective_date)
    }
}

/// A name.
#[derive(Debug, Default)]
pub struct LawName {
    /// The documents that bear or bore it, as indices into [`LawRegistry::rows`], in the order of their dates.
    pub rows: Vec<u32>,
    /// So short that it may be something else: `CAT`, `LĐT`. Needs support from the context.
    pub weak: bool,
}

/// All laws and treaties that are known.
#[derive(Debug, Default)]
pub struct LawRegistry {
    /// In the order of the data file.
    pub rows: Vec<LawRow>,
    /// By entry of [`Category::LawName`].
    pub names: Vec<LawName>,
    by_title: HashMap<String, u32>,
    /// Titles of documents that stand for themselves, in order, with their names.
    titles: Vec<(String, u32)>,
    by_number: HashMap<String, Vec<u32>>,
    nicknames: HashMap<String, Vec<u32>>,
}

impl LawRegistry {
    /// The name that a title is, whatever its case and commas.
    pub fn named(&self, title: &str) -> Option<u32> {
        self.by_title.get(&title_key(title)).copied()
    }

    /// The name that is the only one to begin with a title's words, of documents that stand for themselves: `Luật Sĩ quan` for
    /// `Luật Sĩ quan Quân đội nhân dân Việt Nam`.
    pub fn beginning_with(&self, title: &str) -> Option<u32> {
        let key = title_key(title);
        let from = self.titles.partition_point(|(title, _)| *title < key);
        let mut names =
            self.titles[from..].iter().take_while(|(title, _)| title.starts_with(&key)).map(|(_, name)| *name);
        let only = names.next()?;
        names.all(|name| name == only).then_some(only)
    }

    /// The rows of documents that stand for themselves whose titles have their first `words` words in common with a title's key.
    pub fn titles_beginning_like(&self, key: &str, words: usize) -> impl Iterator<Item = u32> {
        let end = key.match_indices(' ').nth(words - 1).map_or(key.len(), |(at, _)| at + 1);
        let begin = key[..end].to_owned();
        let from = self.titles.partition_point(|(title, _)| *title < begin);
        let names = self.titles[from..].iter().take_while(move |(title, _)| title.starts_with(&begin));
        names.flat_map(|(_, name)| self.names[*name as usize].rows.iter().copied())
    }

    /// The rows that a query means, by date: its number, its name, else the words of a title.
    pub fn find(&self, query: &str) -> Vec<u32> {
        let by_number = self.numbered(query);
        if !by_number.is_empty() {
            return by_number.to_vec();
        }
        if let Some(name) = self.named(query).or_else(|| self.named(without_year(query))) {
            let year = query.rsplit(' ').next().and_then(|word| word.parse().ok());
            let rows = self.names[name as usize].rows.iter().copied();
            let of_year: Vec<u32> = rows
                .clone()
                .filter(|&row| year.is_none_or(|year| self.rows[row as usize].year == Some(year)))
                .collect();
            return if of_year.is_empty() { rows.collect() } else { of_year };
        }
        let key = title_key(query);
        let mut rows: Vec<u32> = (0..self.rows.len() as u32).collect();
        rows.retain(|&row| {
            let law = &self.rows[row as usize];
            law.id == query || title_key(&law.title_vi).contains(&key) || title_key(&law.short_titles).contains(&key)
        });
        rows.sort_by_key(|&row| (self.rows[row as usize].born(), row));
        rows
    }

    /// The rows that a reference in another row means: a number, or `id:` and an id.
    pub fn referred(&self, reference: &str) -> Vec<u32> {
        match reference.strip_prefix("id:") {
            Some(id) => (0..self.rows.len() as u32).filter(|&row| self.rows[row as usize].id == id).collect(),
            None => self.numbered(reference).to_vec(),
        }
    }

    /// The rows that a row replaced.
    pub fn replaced_by<'a>(&'a self, law: &'a LawRow) -> impl Iterator<Item = &'a LawRow> {
        let refers = |reference: &str| match reference.strip_prefix("id:") {
            Some(id) => id == law.id,
            None => !reference.is_empty() && reference == law.number,
        };
        self.rows.iter().filter(move |other| other.replaced_by.split(',').any(refers))
    }

    /// The rows that have a number.
    pub fn numbered(&self, number: &str) -> &[u32] {
        self.by_number.get(&fold_code(number)).map_or(&[], Vec::as_slice)
    }

    /// The rows that are commonly called by type and short number: `Nghị quyết 57`.
    pub fn nicknamed(&self, nickname: &str) -> &[u32] {
        self.nicknames.get(&title_key(nickname)).map_or(&[], Vec::as_slice)
    }

    fn name_at(&mut self, phrase: &str) -> u32 {
        let next = self.names.len() as u32;
        let index = *self.by_title.entry(title_key(phrase)).or_insert(next);
        if index == next {
            self.names.push(LawName::default());
        }
        index
    }
}

/// A title without what careless writing changes: case, tone placement, commas.
pub fn title_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for token in Tokenizer::new(title, 0, title.len()) {
        if token.kind != TokenKind::Mark {
            fold_onto(&title[token.start as usize..token.end as usize], &mut key);
            key.push(' ');
        }
    }
    key
}

pub(super) fn laws(builder: &mut Builder, own: Option<&OwnLaws>) -> LawRegistry {
    let mut rows: Vec<LawRow> = builder.csv("laws.csv", include_str!("data/laws.csv"));
    if let Some(own) = own {
        own.merge(&mut rows);
        builder.hashes.push(("registry.laws", own.hash().to_owned()));
    }
    let short: Vec<Abbreviation> = builder.csv("law_abbreviations.tsv", include_str!("data/law_abbreviations.tsv"));
    let short: Vec<_> = short.into_iter().map(Sought::new).collect();
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_by_key(|&row| (rows[row as usize].born(), row));
    let mut registry = LawRegistry { rows, ..LawRegistry::default() };
    let mut by_title: HashMap<&str, Vec<u32>> = HashMap::new();
    let titles: Vec<String> = registry.rows.iter().map(|law| title_key(without_year(&law.title_vi))).collect();
    for &row in &order {
        by_title.entry(&titles[row as usize]).or_default().push(row);
    }
    for row in order {
        let (phrases, nicknames, number) = {
            let law = &registry.rows[row as usize];
            (phrases(law, &short), nicknames(law), fold_code(&law.number))
        };
        if !number.is_empty() {
            registry.by_number.entry(number).or_default().push(row);
        }
        for nickname in nicknames {
            registry.nicknames.entry(title_key(&nickname)).or_default().push(row);
        }
        let same_title = &by_title[titles[row as usize].as_str()];
        for phrase in phrases {
            let index = registry.name_at(&phrase.text);
            let name = &mut registry.names[index as usize];
            let rows = if phrase.shared { same_title.as_slice() } else { std::slice::from_ref(&row) };
            name.rows.extend(rows);
            name.weak |= is_acronym(&phrase.text) && phrase.text.chars().count() <= 3;
            if phrase.in_text {
                let case = if is_acronym(&phrase.text) { Case::AllCaps } else { Case::Any };
                builder.matcher.add(Category::LawName, &phrase.text, index, case);
            }
        }
    }
    let whole = registry.rows.iter().zip(titles).filter(|(law, _)| !law.is_amending());
    registry.titles =
        whole.map(|(_, title)| (registry.by_title[&title], title)).map(|(name, title)| (title, name)).collect();
    registry.titles.sort_unstable();
    let rows = &registry.rows;
    for name in &mut registry.names {
        name.rows.sort_by_key(|&row| (rows[row as usize].born(), row));
        name.rows.dedup();
    }
    registry
}

#[cfg(test)]
#[path = "laws_check.rs"]
mod check;
