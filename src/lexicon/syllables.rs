//! Syllables and their identities. Vietnamese writes each syllable apart, so a whole syllable is hashed at once and looked
//! up in a table that already holds every spelling that counts as the same: lower case, capitalised, all capitals, old and
//! new tone placement (hòa, hoà), Đ and its look-alike Ð.

use std::collections::HashMap;

/// Identity of a syllable (or mark) that some lexicon entry uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Syllable(pub u32);

impl Syllable {
    /// Not used in any lexicon entry.
    pub const UNKNOWN: Self = Self(0);
}

/// Bits of the filter that answers most lookups from the first-level cache: 2^16 bits are 8 kB.
const FILTER_BITS: usize = 1 << 16;

/// From spellings to identities.
#[derive(Debug)]
pub struct SyllableTable {
    ids: HashMap<String, Syllable>,
    slots: Vec<(u64, Syllable)>,
    used: usize,
    filter: Vec<u64>,
}

impl Default for SyllableTable {
    fn default() -> Self {
        Self {
            ids: HashMap::new(),
            slots: vec![(0, Syllable::UNKNOWN); 1 << 14],
            used: 0,
            filter: vec![0; FILTER_BITS / 64],
        }
    }
}

impl SyllableTable {
    /// The identity of a syllable, new if it was not known. All spellings that count as the same get it.
    pub fn intern(&mut self, syllable: &str) -> Syllable {
        let folded = fold(syllable);
        let next = Syllable(self.ids.len() as u32 + 1);
        let id = *self.ids.entry(folded.clone()).or_insert(next);
        if id == next {
            for spelling in spellings(&folded) {
                self.insert(&spelling, id);
            }
        }
        self.insert(syllable, id);
        id
    }

    /// The identity of a spelling, [`Syllable::UNKNOWN`] for one that no entry uses.
    pub fn get(&self, spelling: &[u8]) -> Syllable {
        let hash = hash(spelling);
        let bit = (hash >> 48) as usize;
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return Syllable::UNKNOWN;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (found, id) = self.slots[at];
            if found == hash || id == Syllable::UNKNOWN {
                return id;
            }
            at = (at + 1) & mask;
        }
    }

    /// Number of distinct syllables.
    pub fn count(&self) -> usize {
        self.ids.len()
    }

    fn insert(&mut self, spelling: &str, id: Syllable) {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = hash(spelling.as_bytes());
        let bit = (hash >> 48) as usize;
        self.filter[bit / 64] |= 1 << (bit % 64);
        if place(&mut self.slots, hash, id) {
            self.used += 1;
        }
    }

    fn grow(&mut self) {
        let mut larger = vec![(0, Syllable::UNKNOWN); self.slots.len() * 2];
        for &(hash, id) in self.slots.iter().filter(|slot| slot.1 != Syllable::UNKNOWN) {
            place(&mut larger, hash, id);
        }
        self.slots = larger;
    }
}

fn place(slots: &mut [(u64, Syllable)], hash: u64, id: Syllable) -> bool {
    let mask = slots.len() - 1;
    let mut at = hash as usize & mask;
    loop {
        if slots[at].1 == Syllable::UNKNOWN {
            slots[at] = (hash, id);
            return true;
        }
        if slots[at].0 == hash {
            return false;
        }
        at = (at + 1) & mask;
    }
}

/// A multiplicative hash over eight bytes at a time: syllables are at most twelve bytes long, so one or two rounds.
fn hash(bytes: &[u8]) -> u64 {
    const K: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(K);
        hash ^= hash >> 29;
    }
    let tail = chunks.remainder();
    if !tail.is_empty() {
        let mut word = 0;
        for &byte in tail.iter().rev() {
            word = word << 8 | u64::from(byte);
        }
        hash = (hash ^ word).wrapping_mul(K);
        hash ^= hash >> 29;
    }
    hash.wrapping_mul(K) | 1
}

/// Lower case, new tone placement, đ: the form under which spellings are the same.
pub fn fold(syllable: &str) -> String {
    let lower = syllable.to_lowercase().replace('ð', "đ");
    match other_tone_placement(&lower) {
        Some(other) if tone_on_first(&lower) => other,
        _ => lower,
    }
}

const TONES: [(&str, &str); 15] = [
    ("óa", "oá"),
    ("òa", "oà"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("óe", "oé"),
    ("òe", "oè"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("úy", "uý"),
    ("ùy", "uỳ"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

fn tone_on_first(lower: &str) -> bool {
    TONES.iter().any(|(first, _)| lower.ends_with(first))
}

/// The same open syllable with its tone mark on the other vowel: `hòa` for `hoà` and back.
fn other_tone_placement(lower: &str) -> Option<String> {
    TONES.iter().find_map(|(first, second)| {
        let (stem, other) = match (lower.strip_suffix(first), lower.strip_suffix(second)) {
            (Some(stem), _) => (stem, second),
            (_, Some(stem)) => (stem, first),
            _ => return None,
        };
        Some(format!("{stem}{other}"))
    })
}

fn spellings(folded: &str) -> Vec<String> {
    let mut stems = vec![folded.to_owned()];
    stems.extend(other_tone_placement(folded));
    if folded.contains('đ') {
        stems.extend(stems.clone().iter().map(|stem| stem.replace('đ', "ð")));
    }
    let mut all = Vec::with_capacity(stems.len() * 3);
    for stem in stems {
        let mut letters = stem.chars();
        if let Some(first) = letters.next() {
            all.push(first.to_uppercase().chain(letters).collect());
        }
        all.push(stem.to_uppercase());
        all.push(stem);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_count_as_the_same() {
        let mut table = SyllableTable::default();
        let hoa = table.intern("hòa");
        for spelling in ["hòa", "hoà", "Hòa", "Hoà", "HÒA", "HOÀ"] {
            assert_eq!(table.get(spelling.as_bytes()), hoa, "{spelling}");
        }
        let dinh = table.intern("định");
        assert_eq!(table.get("Ðịnh".as_bytes()), dinh);
        assert_eq!(table.intern("ĐỊNH"), dinh);
        assert_eq!(table.get("hoa".as_bytes()), Syllable::UNKNOWN);
    }

    #[test]
    fn grows() {
        let mut table = SyllableTable::default();
        let ids: Vec<_> = (0..20_000).map(|n| table.intern(&format!("x{n}"))).collect();
        assert!(ids.iter().enumerate().all(|(n, id)| table.get(format!("X{n}").as_bytes()) == *id));
    }
}
