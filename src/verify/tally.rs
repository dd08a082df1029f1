//! Ids that lead from table to table, and how often.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_128;

/// For each id of a table that sums the run up, how many rows it says there are and how many there were. By hash, so that
/// memory does not depend on the length of ids.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: HashMap<u128, Count>,
    /// Whether the table could be read to its end. If not, any id may be in it.
    is_whole: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    claimed: Option<u64>,
    found: u64,
}

impl Tally {
    /// Notes a row of the table that sums up; says whether its id is new.
    pub fn claim(&mut self, id: &str, rows: u64) -> bool {
        let count = self.counts.entry(xxh3_128(id.as_bytes())).or_default();
        count.claimed.replace(rows).is_none()
    }

    /// Notes a row that names an id; says whether the table that sums up has it.
    pub fn find(&mut self, id: &str) -> bool {
        let count = self.counts.entry(xxh3_128(id.as_bytes())).or_default();
        count.found += 1;
        count.claimed.is_some() || !self.is_whole
    }

    /// Notes that the table that sums up has been read to its end.
    pub fn close(&mut self) {
        self.is_whole = true;
    }

    /// How many ids are counted wrongly.
    pub fn wrong(&self) -> usize {
        self.counts.values().filter(|count| count.claimed.is_some_and(|claimed| claimed != count.found)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_and_findings_are_compared() {
        let mut tally = Tally::default();
        assert!(tally.claim("a", 2) && tally.claim("b", 1) && !tally.claim("b", 1));
        assert!(tally.find("c"), "may be in the rest of the table");
        tally.close();
        assert!(tally.find("a") && tally.find("b") && !tally.find("d"));
        assert_eq!(tally.wrong(), 1, "a was found once");
        assert!(tally.find("a"));
        assert_eq!(tally.wrong(), 0);
    }
}
