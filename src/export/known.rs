//! The documents of a run so far, by id and by text, in as few bytes as it takes to know them again: a run may have millions,
//! and what is kept of each is all that grows in memory with the input.
//!
//! For each there are its text's hash (16 bytes), its id (8 bytes and its length, or 8 where it is the text's hash in hex), and
//! its number in two tables (4 bytes each, at most half full): some 50 bytes with ids of a dozen characters.

use std::borrow::Cow;

use xxhash_rust::xxh3::xxh3_64;

/// Ids with the texts that they stand for, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Known {
    texts: Vec<u128>,
    /// All ids, one behind the other. Nothing stands for one that is its text's hash.
    ids: String,
    /// Where each id ends.
    ends: Vec<u64>,
    by_id: Table,
    by_text: Table,
}

impl Known {
    /// The number that has an id.
    pub fn with_id(&self, id: &str) -> Option<usize> {
        self.by_id.find(hash_of_id(id), |number| self.id(number) == id)
    }

    /// The first number that has a text.
    pub fn with_text(&self, text: u128) -> Option<usize> {
        self.by_text.find(hash_of_text(text), |number| self.texts[number] == text)
    }

    /// The id of a number.
    pub fn id(&self, number: usize) -> Cow<'_, str> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        match &self.ids[start as usize..self.ends[number] as usize] {
            "" => Cow::Owned(id_of_text(self.texts[number])),
            id => Cow::Borrowed(id),
        }
    }

    /// The hash of the text of a number.
    pub fn text(&self, number: usize) -> u128 {
        self.texts[number]
    }

    /// Adds an id, which is not empty and has no number yet, and the hash of its text.
    pub fn add(&mut self, id: &str, text: u128) {
        let number = self.texts.len();
        self.texts.push(text);
        if id != id_of_text(text) {
            self.ids.push_str(id);
        }
        self.ends.push(self.ids.len() as u64);
        let mut by_id = std::mem::take(&mut self.by_id);
        by_id.insert(number, |number| hash_of_id(&self.id(number)));
        self.by_id = by_id;
        if self.with_text(text).is_none() {
            self.by_text.insert(number, |number| hash_of_text(self.texts[number]));
        }
    }
}

/// The id of a document whose input has none.
fn id_of_text(text: u128) -> String {
    format!("{text:032x}")
}

fn hash_of_id(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// Any of its bits are as good as others.
fn hash_of_text(text: u128) -> u64 {
    text as u64
}

/// Numbers by the hash of what they stand for, which the caller knows: open addressing, at most half full.
#[derive(Debug, Default)]
struct Table {
    /// A number and one; zero is a free place.
    slots: Vec<u32>,
    used: usize,
}

impl Table {
    /// The smallest that is not empty.
    const SMALLEST: usize = 1 << 10;

    /// The number with a hash that is the one sought.
    fn find(&self, hash: u64, is_sought: impl Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let number = self.slots[at].checked_sub(1)? as usize;
            if is_sought(number) {
                return Some(number);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a number that is not there. `hash` gives the hash of any.
    ///
    /// # Panics
    /// With more than four thousand million numbers.
    fn insert(&mut self, number: usize, hash: impl Fn(usize) -> u64) {
        if (self.used + 1) * 2 > self.slots.len() {
            let larger = vec![0; (self.slots.len() * 2).max(Self::SMALLEST)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot != 0 {
                    self.put(slot, hash(slot as usize - 1));
                }
            }
        }
        self.put(u32::try_from(number + 1).expect("so many documents are in no run"), hash(number));
        self.used += 1;
    }

    fn put(&mut self, slot: u32, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_known_again() {
        let mut known = Known::default();
        let id = |n: usize| if n.is_multiple_of(3) { id_of_text(n as u128) } else { format!("bài-{n}") };
        for n in 0..5_000 {
            assert_eq!((known.with_id(&id(n)), known.with_text(n as u128)), (None, None));
            known.add(&id(n), n as u128);
        }
        for n in 0..5_000 {
            assert_eq!((known.with_id(&id(n)), known.with_text(n as u128)), (Some(n), Some(n)));
            assert_eq!((known.id(n), known.text(n)), (id(n).into(), n as u128));
        }
        assert_eq!((known.with_id("bài"), known.with_text(5_000)), (None, None));
    }

    #[test]
    fn the_first_of_a_text_is_its_own() {
        let mut known = Known::default();
        known.add("a", 1);
        known.add("b", 1);
        assert_eq!((known.with_text(1), known.with_id("b")), (Some(0), Some(1)));
    }
}
