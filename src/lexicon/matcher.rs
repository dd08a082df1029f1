//! Finds lexicon phrases in a run of tokens: a trie over syllable identities, walked only from syllables that begin a phrase.

use std::collections::HashMap;

use super::{Category, Syllable, SyllableTable, Tokenizer};
use crate::model::{Hit, Token, TokenRange};

/// What the letters of a phrase must look like in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Any.
    Any,
    /// The first syllable begins with a capital: names.
    Capital,
    /// All capitals: short names such as `WHO`, which are words otherwise.
    AllCaps,
}

#[derive(Clone, Copy, Debug)]
struct Terminal {
    category: Category,
    case: Case,
    entry: u32,
}

/// The phrases of all lexicons.
#[derive(Debug, Default)]
pub struct Matcher {
    syllables: SyllableTable,
    edges: HashMap<(u32, Syllable), u32>,
    terminals: Vec<Vec<Terminal>>,
    frozen: Frozen,
}

/// The trie in the form that is fast to walk.
#[derive(Debug, Default)]
struct Frozen {
    /// By syllable: the node after it, 0 for none.
    roots: Vec<u32>,
    /// Open addressing: (node, syllable) and the node after it.
    edges: Vec<(u64, u32)>,
    /// By node: a range of `terminals`.
    ranges: Vec<(u32, u32)>,
    terminals: Vec<Terminal>,
}

impl Matcher {
    /// The identity of a syllable, new if it was not known.
    pub fn intern(&mut self, syllable: &str) -> Syllable {
        self.syllables.intern(syllable)
    }

    /// The identity of a spelling in a text.
    pub fn syllable(&self, spelling: &str) -> Syllable {
        self.syllables.get(spelling.as_bytes())
    }

    /// Adds a phrase; `entry` is what a [`Hit`] gives back. Only before [`Matcher::freeze`].
    pub fn add(&mut self, category: Category, phrase: &str, entry: u32, case: Case) {
        if self.terminals.is_empty() {
            self.terminals.push(Vec::new());
        }
        let mut node = 0;
        for token in Tokenizer::new(phrase, 0, phrase.len()) {
            let syllable = self.syllables.intern(&phrase[token.start as usize..token.end as usize]);
            let next = self.terminals.len() as u32;
            node = *self.edges.entry((node, syllable)).or_insert(next);
            if node == next {
                self.terminals.push(Vec::new());
            }
        }
        let here = &mut self.terminals[node as usize];
        if node != 0 && !here.iter().any(|t| t.category == category && t.entry == entry && t.case == case) {
            here.push(Terminal { category, case, entry });
        }
    }

    /// Lays the trie out for walking.
    pub fn freeze(&mut self) {
        let size = (self.edges.len() * 2 + 1).next_power_of_two();
        let mut frozen = Frozen {
            roots: vec![0; self.syllables.count() + 1],
            edges: vec![(0, 0); size],
            ranges: Vec::with_capacity(self.terminals.len()),
            terminals: Vec::new(),
        };
        for (&(node, syllable), &next) in &self.edges {
            if node == 0 {
                frozen.roots[syllable.0 as usize] = next;
                continue;
            }
            let key = edge_key(node, syllable);
            let mut at = slot(key, size);
            while frozen.edges[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            frozen.edges[at] = (key, next);
        }
        for terminals in &self.terminals {
            let start = frozen.terminals.len() as u32;
            frozen.terminals.extend_from_slice(terminals);
            frozen.ranges.push((start, frozen.terminals.len() as u32));
        }
        self.frozen = frozen;
        self.edges = HashMap::new();
        self.terminals = Vec::new();
    }

    /// Whether a syllable begins some phrase.
    pub fn starts(&self, syllable: Syllable) -> bool {
        self.frozen.roots[syllable.0 as usize] != 0
    }

    /// Appends the hits in `range` to `hits`: for each category leftmost, longest, not overlapping.
    pub fn find(&self, tokens: &[Token], range: TokenRange, hits: &mut Vec<Hit>) {
        let mut free = [range.start; Category::COUNT];
        for at in range.start..range.end {
            if !self.starts(tokens[at as usize].syllable) {
                continue;
            }
            let first = hits.len();
            self.walk(tokens, at, range.end, |hit| {
                if hit.category.on_demand() || at < free[hit.category as usize] {
                    return;
                }
                match hits[first..].iter_mut().find(|h| h.category == hit.category && h.len != hit.len) {
                    Some(shorter) => *shorter = hit,
                    None => hits.push(hit),
                }
            });
            for hit in &hits[first..] {
                free[hit.category as usize] = hit.end();
            }
        }
    }

    /// The longest phrase of one category that begins at token `at` and ends before token `end`.
    pub fn longest_at(&self, tokens: &[Token], at: u32, end: u32, category: Category) -> Option<Hit> {
        let mut longest = None;
        self.walk(tokens, at, end, |hit| {
            if hit.category == category {
                longest = Some(hit);
            }
        });
        longest
    }

    /// The longest phrase of one category that begins with the syllables `prefix`, left out in the text, and goes on at token
    /// `at`: `Nhà ở` for `Luật Nhà ở` in `các luật Đất đai, Nhà ở`. The hit holds the tokens that are there.
    pub fn longest_after(
        &self,
        prefix: &[Syllable],
        tokens: &[Token],
        at: u32,
        end: u32,
        category: Category,
    ) -> Option<Hit> {
        let (first, rest) = prefix.split_first()?;
        let mut node = self.frozen.roots[first.0 as usize];
        for &syllable in rest.iter().chain(std::iter::once(&tokens[at as usize].syllable)) {
            node = if node == 0 { 0 } else { self.step(node, syllable) };
        }
        let mut longest = None;
        self.walk_from(node, tokens, at, end, |hit| {
            if hit.category == category {
                longest = Some(hit);
            }
        });
        longest
    }

    /// Calls `found` for each phrase that begins at token `at`, shorter ones first.
    fn walk(&self, tokens: &[Token], at: u32, end: u32, found: impl FnMut(Hit)) {
        let node = self.frozen.roots[tokens[at as usize].syllable.0 as usize];
        self.walk_from(node, tokens, at, end, found);
    }

    /// As `walk`, from the node after token `at`.
    fn walk_from(&self, mut node: u32, tokens: &[Token], at: u32, end: u32, mut found: impl FnMut(Hit)) {
        let mut next = at;
        while node != 0 {
            next += 1;
            let (from, to) = self.frozen.ranges[node as usize];
            for terminal in &self.frozen.terminals[from as usize..to as usize] {
                if looks_like(terminal.case, &tokens[at as usize..next as usize]) {
                    found(Hit {
                        token: at,
                        len: (next - at) as u16,
                        category: terminal.category,
                        entry: terminal.entry,
                    });
                }
            }
            if next >= end {
                break;
            }
            node = self.step(node, tokens[next as usize].syllable);
        }
    }

    fn step(&self, node: u32, syllable: Syllable) -> u32 {
        if syllable == Syllable::UNKNOWN {
            return 0;
        }
        let key = edge_key(node, syllable);
        let size = self.frozen.edges.len();
        let mut at = slot(key, size);
        loop {
            let (found, next) = self.frozen.edges[at];
            if found == key || next == 0 {
                return next;
            }
            at = (at + 1) & (size - 1);
        }
    }
}

fn looks_like(case: Case, tokens: &[Token]) -> bool {
    match case {
        Case::Any => true,
        Case::Capital => tokens[0].capital,
        Case::AllCaps => tokens[0].all_caps,
    }
}

fn edge_key(node: u32, syllable: Syllable) -> u64 {
    u64::from(node) << 32 | u64::from(syllable.0)
}

fn slot(key: u64, size: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (size - 1)
}
