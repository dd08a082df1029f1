//! Syllables and their identities. Vietnamese writes each syllable apart, so a whole syllable is hashed at once and looked
//! up in a table that already holds every spelling that counts as the same: lower case, capitalised, all capitals, old and
//! new tone placement (hòa, hoà), Đ and its look-alike Ð. What is not found there is looked up among slips (`odd.rs`): tones on
//! the wrong vowel, letters of other scripts that look the same.

use std::collections::HashMap;

use super::odd;

/// Identity of a syllable (or mark) that some lexicon entry uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Syllable(pub u32);

impl Syllable {
    /// Not used in any lexicon entry.
    pub const UNKNOWN: Self = Self(0);
}

/// What the table knows of one spelling, packed: the upper bits of its hash, two bits for its capitals, its identity.
/// Zero is a free place, since no spelling that is known has the identity 0.
type Slot = u64;

const ID_BITS: u32 = 20;
const CAPITAL: u64 = 1 << ID_BITS;
const ALL_CAPS: u64 = 2 << ID_BITS;
/// Bits of the hash that a slot keeps. A spelling is known by them alone: of a hundred thousand unknown words, one in
/// thirty million would pass for a known one.
const TAG: u64 = !((4 << ID_BITS) - 1);

/// A spelling in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Identity.
    pub syllable: Syllable,
    /// The first letter is a capital.
    pub capital: bool,
    /// At least two letters and no small one; digits may stand between (`C02`, `QH15`).
    pub all_caps: bool,
}

impl Spelling {
    fn of_slot(slot: Slot) -> Self {
        Self {
            syllable: Syllable(slot as u32 & ((1 << ID_BITS) - 1)),
            capital: slot & CAPITAL != 0,
            all_caps: slot & ALL_CAPS != 0,
        }
    }

    /// Looks at the letters; the syllable is unknown.
    fn of_letters(word: &str) -> Self {
        let capital = starts_with_capital(word);
        Self { syllable: Syllable::UNKNOWN, capital, all_caps: capital && is_all_caps(word) }
    }
}

/// From spellings to identities.
#[derive(Debug)]
pub struct SyllableTable {
    ids: HashMap<String, Syllable>,
    usual: Slots,
    /// Spellings with the tone on the wrong vowel. A table of their own, so that the usual ones lie close together.
    odd: Slots,
}

impl Default for SyllableTable {
    fn default() -> Self {
        Self { ids: HashMap::new(), usual: Slots::new(1 << 14), odd: Slots::new(1 << 14) }
    }
}

impl SyllableTable {
    /// The identity of a syllable, new if it was not known. All spellings that count as the same get it.
    ///
    /// # Panics
    /// With more than a million syllables.
    pub fn intern(&mut self, syllable: &str) -> Syllable {
        let folded = fold(syllable);
        let next = Syllable(self.ids.len() as u32 + 1);
        assert!(next.0 < 1 << ID_BITS, "too many syllables");
        let id = *self.ids.entry(folded.clone()).or_insert(next);
        if id == next {
            for spelling in spellings(&folded) {
                self.usual.insert(&spelling, id);
            }
            for slip in odd::tones_elsewhere(&folded) {
                cases(slip).for_each(|spelling| self.odd.insert(&spelling, id));
            }
        }
        self.usual.insert(syllable, id);
        id
    }

    /// The spelling `text[start..end]`; its syllable is [`Syllable::UNKNOWN`] if no entry uses it.
    #[inline]
    pub fn get(&self, text: &str, start: usize, end: usize) -> Spelling {
        let hash = hash(text.as_bytes(), start, end);
        self.usual.get(hash).unwrap_or_else(|| self.unusual(&text[start..end], hash))
    }

    /// A spelling that is not among the usual ones.
    #[inline(never)]
    fn unusual(&self, word: &str, hash: u64) -> Spelling {
        if word.is_ascii() {
            return Spelling::of_letters(word);
        }
        let slip = self.odd.get(hash);
        // Folded once, the word has nothing left to fold.
        slip.or_else(|| odd::latin(word).map(|latin| self.get(&latin, 0, latin.len())))
            .unwrap_or_else(|| Spelling::of_letters(word))
    }

    /// Number of distinct syllables.
    pub fn count(&self) -> usize {
        self.ids.len()
    }
}

/// Slots of spellings: open addressing, at most half full.
#[derive(Debug)]
struct Slots {
    slots: Vec<Slot>,
    used: usize,
}

impl Slots {
    /// `length` is a power of two.
    fn new(length: usize) -> Self {
        Self { slots: vec![0; length], used: 0 }
    }

    /// The spelling of that hash.
    #[inline]
    fn get(&self, hash: u64) -> Option<Spelling> {
        let mask = self.slots.len() - 1;
        let mut at = place(hash) & mask;
        loop {
            let slot = self.slots[at];
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) & TAG == 0 {
                return Some(Spelling::of_slot(slot));
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, spelling: &str, id: Syllable) {
        if (self.used + 1) * 2 > self.slots.len() {
            let larger = vec![0; self.slots.len() * 2];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot != 0 {
                    put(&mut self.slots, slot);
                }
            }
        }
        let letters = Spelling::of_letters(spelling);
        let capital = if letters.capital { CAPITAL } else { 0 };
        let all_caps = if letters.all_caps { ALL_CAPS } else { 0 };
        let tag = hash(spelling.as_bytes(), 0, spelling.len()) & TAG;
        self.used += usize::from(put(&mut self.slots, tag | all_caps | capital | u64::from(id.0)));
    }
}

/// Where a spelling is looked for first: bits that its slot keeps, so that the table can grow without the spellings.
fn place(hash: u64) -> usize {
    (hash >> TAG.trailing_zeros()) as usize
}

/// Puts a slot into a table that has room, unless its spelling is there; says whether it was put.
fn put(slots: &mut [Slot], slot: Slot) -> bool {
    let mask = slots.len() - 1;
    let mut at = place(slot) & mask;
    while slots[at] != 0 {
        if (slots[at] ^ slot) & TAG == 0 {
            return false;
        }
        at = (at + 1) & mask;
    }
    slots[at] = slot;
    true
}

/// A hash of `text[start..end]` over sixteen bytes at a time: of a syllable, which has at most twelve, in one round and
/// without a branch.
#[inline]
fn hash(text: &[u8], start: usize, end: usize) -> u64 {
    let mut hash = 0;
    let mut at = start;
    loop {
        let (low, high) = sixteen(text, at, end);
        let product = u128::from(low ^ hash ^ 0x9e37_79b9_7f4a_7c15) * u128::from(high ^ 0xe703_7ed1_a0b4_28db);
        hash = product as u64 ^ (product >> 64) as u64;
        at += 16;
        if at >= end {
            return hash;
        }
    }
}

/// Up to sixteen bytes from `at`, zeros from `end` on. Inside a text they are loaded at once, though they reach beyond `end`.
#[inline]
fn sixteen(text: &[u8], at: usize, end: usize) -> (u64, u64) {
    let length = (end - at).min(16);
    let bytes = match text[at..].first_chunk() {
        Some(&sixteen) => u128::from_le_bytes(sixteen),
        None => text[at..end].iter().rev().fold(0, |bytes, &byte| bytes << 8 | u128::from(byte)),
    };
    (bytes as u64 & LOWEST[length.min(8)], (bytes >> 64) as u64 & LOWEST[length.max(8) - 8])
}

/// By number of bytes: a mask of that many.
const LOWEST: [u64; 9] = {
    let mut masks = [u64::MAX; 9];
    let mut length = 0;
    while length < 8 {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

fn starts_with_capital(word: &str) -> bool {
    match word.as_bytes().first() {
        Some(byte @ 0..=0x7f) => byte.is_ascii_uppercase(),
        _ => word.chars().next().is_some_and(char::is_uppercase),
    }
}

fn is_all_caps(word: &str) -> bool {
    if word.len() < 2 || word.as_bytes()[1].is_ascii_lowercase() {
        return false;
    }
    let mut letters = 0;
    for letter in word.chars() {
        if letter.is_lowercase() {
            return false;
        }
        letters += usize::from(letter.is_uppercase());
    }
    letters > 1 || (letters == 1 && word.len() > 2)
}

/// Lower case, new tone placement, đ: the form under which spellings are the same.
pub fn fold(syllable: &str) -> String {
    let mut folded = String::with_capacity(syllable.len());
    fold_onto(syllable, &mut folded);
    folded
}

/// A phrase, each syllable between spaces folded.
pub fn fold_phrase(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for (number, syllable) in phrase.split(' ').enumerate() {
        if number > 0 {
            folded.push(' ');
        }
        fold_onto(syllable, &mut folded);
    }
    folded
}

/// Appends the folded form of a syllable.
pub(super) fn fold_onto(syllable: &str, folded: &mut String) {
    let start = folded.len();
    small_onto(syllable, folded);
    // Most syllables do not end like `hòa`: a plain vowel behind a marked one.
    if let [.., 0x80..=0xff, b'a' | b'e' | b'y'] = folded.as_bytes()[start..]
        && tone_on_first(&folded[start..])
        && let Some(other) = other_tone_placement(&folded[start..])
    {
        folded.truncate(start);
        folded.push_str(&other);
    }
}

/// Appends a syllable in lower case, đ for ð. Vietnamese letters are turned by arithmetic, others by the tables of Unicode.
fn small_onto(syllable: &str, small: &mut String) {
    let start = small.len();
    for c in syllable.chars() {
        small.push(match c {
            '\0'..='\x7f' => c.to_ascii_lowercase(),
            'Ð' | 'ð' | 'Đ' => 'đ',
            'Ă' => 'ă',
            'Ĩ' => 'ĩ',
            'Ũ' => 'ũ',
            'Ơ' => 'ơ',
            'Ư' => 'ư',
            'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư' | 'ß'..='ÿ' => c,
            'À'..='Þ' if c != '×' => above(c, 32),
            // Pairs, the capital even.
            'Ạ'..='ỹ' => above(c, 1 - c as u32 % 2),
            _ => {
                small.truncate(start);
                small.push_str(&syllable.to_lowercase().replace('ð', "đ"));
                return;
            }
        });
    }
}

fn above(c: char, distance: u32) -> char {
    char::from_u32(c as u32 + distance).unwrap_or(c)
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
    stems.into_iter().flat_map(cases).collect()
}

/// A spelling with a capital, all capitals, small.
fn cases(small: String) -> impl Iterator<Item = String> {
    let mut letters = small.chars();
    let capital = letters.next().map(|first| first.to_uppercase().chain(letters).collect());
    let all = small.to_uppercase();
    capital.into_iter().chain([all, small])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(table: &SyllableTable, spelling: &str) -> Syllable {
        table.get(spelling, 0, spelling.len()).syllable
    }

    #[test]
    fn spellings_that_count_as_the_same() {
        let mut table = SyllableTable::default();
        let hoa = table.intern("hòa");
        for spelling in ["hòa", "hoà", "Hòa", "Hoà", "HÒA", "HOÀ"] {
            assert_eq!(get(&table, spelling), hoa, "{spelling}");
        }
        let dinh = table.intern("định");
        assert_eq!(get(&table, "Ðịnh"), dinh);
        assert_eq!(table.intern("ĐỊNH"), dinh);
        assert_eq!(get(&table, "hoa"), Syllable::UNKNOWN);
    }

    fn small(syllable: &str) -> String {
        let mut small = String::new();
        small_onto(syllable, &mut small);
        small
    }

    #[test]
    fn phrases_are_folded_syllable_by_syllable() {
        assert_eq!(fold_phrase("Hoà Bình, ỦY BAN  thuỷ"), "hoà bình, uỷ ban  thuỷ");
        assert_eq!(fold_phrase("Hòa Bình, ỦY BAN  thủy"), "hoà bình, uỷ ban  thuỷ");
        assert_eq!(fold_phrase(""), "");
    }

    #[test]
    fn slips_are_looked_up_last() {
        let mut table = SyllableTable::default();
        let (nguoi, bo, qua) = (table.intern("người"), table.intern("bộ"), table.intern("quả"));
        for slip in ["ngươì", "ngừơi", "NGƯƠÌ", "Ngừơi"] {
            assert_eq!(get(&table, slip), nguoi, "{slip}");
        }
        assert_eq!(get(&table, "\u{FFFD}"), Syllable::UNKNOWN);
        // A capital that is Cyrillic, full width.
        assert_eq!((get(&table, "\u{412}ộ"), get(&table, "Ｂộ")), (bo, bo));
        assert!(table.get("\u{412}ộ", 0, "\u{412}ộ".len()).capital);
        assert_eq!(
            (get(&table, "qủa"), get(&table, "quà"), get(&table, "nguời")),
            (qua, Syllable::UNKNOWN, Syllable::UNKNOWN)
        );
    }

    #[test]
    fn small_letters_are_those_of_unicode() {
        for c in ('\0'..='\u{3000}').filter(|c| *c != 'ð' && *c != 'Ð') {
            assert_eq!(small(&c.to_string()), c.to_lowercase().to_string());
        }
        assert_eq!(small("Ðình"), "đình");
    }

    #[test]
    fn what_stands_around_a_spelling_does_not_matter() {
        let mut table = SyllableTable::default();
        for word in ["a", "nghiêng", "khuynh", "thường"] {
            let id = table.intern(word);
            let text = format!("đ{word} và nhiều chữ nữa");
            assert_eq!(table.get(&text, 2, 2 + word.len()).syllable, id);
            let text = format!("đ{word}");
            assert_eq!(table.get(&text, 2, text.len()).syllable, id);
        }
    }

    #[test]
    fn capitals_of_known_and_unknown_spellings() {
        let mut table = SyllableTable::default();
        for known in ["định", "Who", "qh15", ","] {
            table.intern(known);
        }
        for (word, capital, all_caps) in [
            ("định", false, false),
            ("Định", true, false),
            ("ĐỊNH", true, true),
            ("WHO", true, true),
            ("QH15", true, true),
            (",", false, false),
            ("C02", true, true),
            ("Bảy", true, false),
            ("UBND", true, true),
            ("Ơ", true, false),
        ] {
            let seen = table.get(word, 0, word.len());
            assert_eq!((seen.capital, seen.all_caps), (capital, all_caps), "{word}");
        }
    }

    #[test]
    fn grows() {
        let mut table = SyllableTable::default();
        let ids: Vec<_> = (0..20_000).map(|n| table.intern(&format!("x{n}"))).collect();
        assert!(ids.iter().enumerate().all(|(n, id)| get(&table, &format!("X{n}")) == *id));
    }
}
