//! Which articles are shown, and what is shown of them.

use serde::Serialize;

use super::facts::{Columns, FOUND, Facts, ROW, order, push};
use super::{ReportError, ReportOptions};
use crate::export::{Table, TableSchema};
use crate::finished::{Finished, FinishedError, position};

/// Bytes that a row of an article takes in the page, about: some thirty columns, most of them short numbers.
const DETAIL_BYTES: usize = 260;

/// Columns of rows that are not shown beside those that all rows have: they say what those say.
const IMPLIED: [&str; 6] = ["statement_id", "law_mention_id", "initiative_id", "doc_id", "text", "surface"];

/// The texts, in the order in which they were chosen.
#[derive(Debug, Default, Serialize)]
pub(super) struct Articles(pub Vec<String>);

/// The places of the documents to show, those first that matter most.
///
/// # Errors
/// [`ReportError::NoDocument`]
pub(super) fn choose(facts: &Facts, options: &ReportOptions) -> Result<Vec<u32>, ReportError> {
    let place = |id: &String| facts.place(id).ok_or_else(|| ReportError::NoDocument(id.clone()));
    let mut chosen: Vec<u32> = options.documents.iter().map(place).collect::<Result<_, _>>()?;
    if chosen.is_empty() {
        chosen = (0..facts.sizes.len() as u32).filter(|&at| facts.sizes[at as usize].1 > 0).collect();
        chosen.sort_by_key(|&at| order(&facts.strings.all[facts.documents["id"][at as usize] as usize]));
    } else {
        let mut seen = std::collections::HashSet::new();
        chosen.retain(|place| seen.insert(*place));
    }
    chosen.truncate(options.max_articles);
    let mut left = options.max_bytes.saturating_sub(facts.bytes());
    let fitting = chosen.iter().take_while(|&&at| {
        let (text, rows) = facts.sizes[at as usize];
        let cost = text as usize + rows as usize * DETAIL_BYTES;
        left.checked_sub(cost).inspect(|rest| left = *rest).is_some()
    });
    let fitting = fitting.count();
    chosen.truncate(fitting);
    Ok(chosen)
}

/// Reads the texts of documents and all columns of their rows.
///
/// # Errors
/// [`FinishedError`]
pub(super) fn read(run: &Finished, facts: &mut Facts, chosen: &[u32]) -> Result<Articles, FinishedError> {
    // In the order of the run, which is the order in which they are listed.
    let mut shown = chosen.to_vec();
    shown.sort_unstable();
    let mut numbers = vec![0; facts.sizes.len()];
    for (number, &at) in (1..).zip(&shown) {
        numbers[at as usize] = number;
    }
    let mut texts = Vec::with_capacity(shown.len());
    let text = position(Table::Documents, "text");
    run.each_row(Table::Documents, |row| {
        if facts.place(row.id()).is_some_and(|at| numbers[at as usize] > 0) {
            texts.push(row.cells[text].to_owned());
        }
    })?;
    for (at, (table, counted)) in FOUND.into_iter().enumerate() {
        facts.found[at].detail = detail(run, facts, table, counted, &numbers)?;
    }
    facts.documents.insert("article", numbers);
    Ok(Articles(texts))
}

/// The columns of a table that are kept for rows of articles alone.
fn detail(
    run: &Finished,
    facts: &mut Facts,
    table: Table,
    counted: &[&str],
    numbers: &[u32],
) -> Result<Columns, FinishedError> {
    let schema: &'static TableSchema = table.schema();
    let shown = schema.columns.iter().map(|column| column.name).filter(|name| {
        let known = counted.contains(name) || ["start", "end", "paragraph", "confidence"].contains(name);
        // The treaty that an initiative is about is a law mention of its own.
        let implied = IMPLIED.contains(name) && !(table == Table::Initiatives && *name == "law_mention_id");
        !known && !implied
    });
    let places: Vec<_> = shown.map(|name| (name, position(table, name))).collect();
    let of = |name| position(table, name);
    let (document, start, end) = (of("doc_id"), of("start"), of("end"));
    let mut columns: Columns = places.iter().map(|(name, _)| (*name, Vec::new())).collect();
    columns.extend([ROW, "start", "end"].map(|name| (name, Vec::new())));
    let mut number = 0;
    run.each_row(table, |row| {
        let Some(place) = facts.place(&row.cells[document]) else { return };
        if numbers[place as usize] > 0 {
            push(&mut columns, &places, &mut facts.strings, row);
            let whole = |at: usize| row.cells[at].parse().unwrap_or(0);
            for (name, value) in [(ROW, number), ("start", whole(start)), ("end", whole(end))] {
                columns.entry(name).or_default().push(value);
            }
        }
        number += 1;
    })?;
    Ok(columns)
}
