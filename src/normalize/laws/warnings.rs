//! What is odd about a mention and what a reader should know before relying on it.
//!
//! Nothing is mended in silence: a number that was written with a slip, a year that its term of the National Assembly did not see,
//! a pinpoint that no document has. That a name and a number disagree is found where they are resolved.

use crate::model::{DocType, Law, LawWarning, NumberParts, Provision};

/// First and last year of the terms of the National Assembly, from the ninth. The last of one is the first of the next.
const TERMS: &[(u8, i16, i16)] = &[
    (9, 1992, 1997),
    (10, 1997, 2002),
    (11, 2002, 2007),
    (12, 2007, 2011),
    (13, 2011, 2016),
    (14, 2016, 2021),
    (15, 2021, 2026),
    (16, 2026, 2031),
];

/// Ministries issued joint circulars with each other until 1 July 2016 (Luật Ban hành văn bản quy phạm pháp luật 80/2015/QH13); since
/// then one of these takes part.
const OTHER_ISSUERS: &[&str] = &["TANDTC", "VKSNDTC", "VKSTC", "KTNN"];
const LAST_YEAR_OF_MINISTRIES: i16 = 2016;

/// Adds to a law's warnings.
pub fn add(law: &mut Law) {
    let mention = &law.mention;
    let mut found = Vec::new();
    if let Some(number) = &mention.number {
        if (number.repaired || number.misread) && !number.is_short() {
            found.push(LawWarning::NumberRepaired);
        }
        if is_outside_term(number) {
            found.push(LawWarning::YearOutsideTerm);
        }
        if mention.doc_type == DocType::JointCircular && is_of_ministries_alone(number) {
            found.push(LawWarning::JointCircularAfter2016);
        }
    }
    if mention.provisions.iter().any(is_odd) {
        found.push(LawWarning::OddPinpoint);
    }
    law.warnings.extend(found);
}

/// The terms of the National Assembly that saw a year.
pub fn terms_of(year: i16) -> impl Iterator<Item = u8> {
    TERMS.iter().filter(move |(_, first, last)| (*first..=*last).contains(&year)).map(|(term, ..)| *term)
}

fn is_outside_term(number: &NumberParts) -> bool {
    let Some((term, year)) = number.term.zip(number.year) else { return false };
    TERMS.iter().any(|&(known, first, last)| known == term && !(first..=last).contains(&year))
}

fn is_of_ministries_alone(number: &NumberParts) -> bool {
    number.year.is_some_and(|year| year > LAST_YEAR_OF_MINISTRIES)
        && !number.codes.split('-').any(|code| OTHER_ISSUERS.contains(&code))
}

/// `khoản a`, `điểm 3`; the clauses of a law are numbers, its points letters.
fn is_odd(provision: &Provision) -> bool {
    let begins = |part: &Option<String>, is: fn(char) -> bool| part.as_ref().is_none_or(|part| part.starts_with(is));
    !(begins(&provision.clause, |c| c.is_ascii_digit()) && begins(&provision.point, char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_follow_each_other() {
        for pair in TERMS.windows(2) {
            assert!(pair[0].0 + 1 == pair[1].0 && pair[0].2 == pair[1].1);
        }
    }
}
