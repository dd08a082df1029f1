//! A name, perhaps with a year, means one registered document at a time: the one in force.
//!
//! `Luật An ninh mạng` is 24/2018/QH14 until 30 June 2026 and 116/2025/QH15 from the day after; `Luật An ninh mạng 2018` stays what
//! it is. Before it was passed, a name means a bill. Between passing and taking effect, the old document of the name goes on
//! being meant; where there is none, the new one.

use jiff::civil::Date;

use super::reference_date::Period;
use super::{Answer, in_force};
use crate::lexicon::{LawRegistry, LawRow};
use crate::model::{Age, LawMention, Resolution};

/// How long after its passing a replacing law is still called by its old working title, `Luật X (sửa đổi)`, in days.
const FRESH: i64 = 900;

/// When the article was written.
#[derive(Clone, Copy, Debug)]
pub enum Time {
    /// On a known day.
    On(Date),
    /// In a period inferred from the text.
    During(Period),
    /// Not known.
    Unknown,
}

/// The document that a name means.
pub fn resolve(registry: &LawRegistry, rows: &[u32], mention: &LawMention, time: Time) -> Answer {
    let law = |row: u32| &registry.rows[row as usize];
    let with_year = |year: i16| rows.iter().copied().find(|&row| law(row).year == Some(year));
    if let Some(year) = mention.year {
        return match with_year(year) {
            Some(row) => Answer::row(registry, row, Resolution::NameYear),
            // The year of taking effect, or an author's slip: it decides only if one document fits.
            None => match rows
                .iter()
                .copied()
                .filter(|&row| effective_year(law(row)) == Some(year))
                .collect::<Vec<_>>()
                .as_slice()
            {
                [row] => Answer::row(registry, *row, Resolution::NameYear),
                _ => match amended_in(registry, rows, year) {
                    Some(row) => Answer::row(registry, row, Resolution::NameYear),
                    None => Answer::ambiguous(registry, rows),
                },
            },
        };
    }
    // `Luật Đất đai (sửa đổi năm 2024)`: a replacing law of that year, else an amendment of the one in force.
    if let Some(row) = mention.amended_years.iter().find_map(|&year| with_year(year)) {
        return Answer::row(registry, row, Resolution::NameYear);
    }
    match time {
        Time::On(date) => on(registry, rows, mention, date, Resolution::InForceOnDate),
        Time::During(period) => {
            if let [row] = rows
                && !mention.replacing
                && is_born(law(*row), period.last)
            {
                return Answer::row(registry, *row, Resolution::NameUnique);
            }
            let first = on(registry, rows, mention, period.first, Resolution::DatedByText);
            let last = on(registry, rows, mention, period.last, Resolution::DatedByText);
            if first.law_id == last.law_id { first } else { Answer::ambiguous(registry, rows) }
        }
        Time::Unknown => match rows {
            [row] if !mention.replacing => Answer::row(registry, *row, Resolution::NameUnique),
            _ => Answer::ambiguous(registry, rows),
        },
    }
}

/// The only row that was amended in a year: `Bộ luật Hình sự 2017` is the code of 2015 as amended in 2017.
fn amended_in(registry: &LawRegistry, rows: &[u32], year: i16) -> Option<u32> {
    let year = format!("/{year}/");
    let mut amended = rows.iter().copied().filter(|&row| registry.rows[row as usize].amended_by.contains(&year));
    amended.next().filter(|_| amended.next().is_none())
}

fn effective_year(law: &LawRow) -> Option<i16> {
    law.effective_date.map(Date::year)
}

fn on(registry: &LawRegistry, rows: &[u32], mention: &LawMention, date: Date, by_date: Resolution) -> Answer {
    let law = |row: u32| &registry.rows[row as usize];
    let born: Vec<u32> = rows.iter().copied().filter(|&row| is_born(law(row), date)).collect();
    if mention.replacing {
        // The newest of the name, if it was passed not long ago; else the bill that is to replace it.
        return match born.last() {
            Some(&row) if law(row).born().is_some_and(|day| days_between(day, date) <= FRESH) && rows.len() > 1 => {
                Answer::row(registry, row, by_date)
            }
            _ => Answer::bill(),
        };
    }
    // Every amendment has the same name: in force or not, the newest is spoken of.
    if born.len() > 1 && born.iter().all(|&row| law(row).is_amending()) {
        let newest = born[born.len() - 1];
        return Answer::row(registry, newest, by_date);
    }
    match mention.age {
        Age::New => {
            if let Some(&row) = born.last() {
                return Answer::row(registry, row, by_date);
            }
        }
        Age::Old => {
            if let [.., row, _] = born.as_slice() {
                return Answer::row(registry, *row, by_date);
            }
        }
        Age::Unsaid => {}
    }
    if let [row] = rows {
        return match born.as_slice() {
            [_] => Answer::row(registry, *row, Resolution::NameUnique),
            // Named before it was passed: a bill, or for a treaty one that is negotiated.
            _ => Answer::unborn(registry, *row),
        };
    }
    // A document whose day of taking effect is not known yields to one that is known to be in force.
    let valid = || born.iter().rev().copied().filter(|&row| in_force(law(row), date));
    let in_force = valid().find(|&row| law(row).effective_date.is_some()).or_else(|| valid().next());
    match (in_force, born.last()) {
        (Some(row), _) if registry.rows[row as usize].doc_type == "treaty" && born.len() > 1 => {
            Answer::ambiguous(registry, rows)
        }
        // None in force: expired without a successor of the name, or a registry gap; the last is meant.
        (Some(row), _) | (None, Some(&row)) => Answer::row(registry, row, by_date),
        (None, None) => Answer::unborn(registry, rows[0]),
    }
}

fn is_born(law: &LawRow, date: Date) -> bool {
    match law.born() {
        Some(day) => day <= date,
        None => law.year.is_some_and(|year| year <= date.year()),
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}
