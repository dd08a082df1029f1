//! Finds lexicon phrases in a run of tokens: a trie over syllable identities, walked only from syllables that begin a phrase.

use std::collections::HashMap;

use super::{Categories, Category, Spelling, Syllable, SyllableTable, Tokenizer};
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
    recorded: Option<Vec<String>>,
}

/// The trie in the form that is fast to walk.
#[derive(Debug, Default)]
struct Frozen {
    /// By syllable: the node after it, 0 for none.
    roots: Vec<Root>,
    /// By syllable: its node, with [`ENDS`], [`LISTED`] and [`LISTED_CAPITAL`]. All that most tokens need, in a table that is
    /// small enough for the nearest cache.
    firsts: Vec<u32>,
    nodes: Vec<Node>,
    /// Open addressing: (node, syllable) and the node after it.
    edges: Vec<(u64, u32)>,
    /// Which keys may be among the edges. Most walks end after one step, and this is small enough to stay in the cache,
    /// which the edges are not.
    filter: Vec<u64>,
    terminals: Vec<Terminal>,
}

/// The syllable alone is a phrase.
const ENDS: u32 = 1 << 31;
/// A listed phrase may begin with the syllable, whatever its letters look like.
const LISTED: u32 = 1 << 30;
/// A listed phrase may begin with the syllable where it has a capital.
const LISTED_CAPITAL: u32 = 1 << 29;
/// The rest is the node.
const NODE: u32 = LISTED_CAPITAL - 1;

#[derive(Clone, Copy, Debug, Default)]
struct Root {
    node: u32,
    ahead: Ahead,
}

#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Its phrases: a range of `terminals`.
    from: u32,
    to: u32,
    ahead: Ahead,
}

/// Categories of the phrases that end at a node or further on: those that any text may have, and those that a text may have
/// whose first token is a capital.
#[derive(Clone, Copy, Debug, Default)]
struct Ahead {
    any: Categories,
    capital: Categories,
}

impl Ahead {
    fn add(&mut self, other: Self) {
        self.any |= other.any;
        self.capital |= other.capital;
    }

    /// Whether going on can lead to a phrase of a wanted category.
    fn leads_to(self, wanted: Categories, capital: bool) -> bool {
        wanted.meets(if capital { self.capital } else { self.any })
    }
}

impl Matcher {
    /// The identity of a syllable, new if it was not known.
    pub fn intern(&mut self, syllable: &str) -> Syllable {
        self.syllables.intern(syllable)
    }

    /// The spelling `text[start..end]`.
    pub fn spelling(&self, text: &str, start: usize, end: usize) -> Spelling {
        self.syllables.get(text, start, end)
    }

    /// Keeps the phrases that are added from now on, which a matcher otherwise does not.
    pub fn record(&mut self) {
        self.recorded = Some(Vec::new());
    }

    /// The phrases that were kept, each once.
    pub fn recorded(self) -> Vec<String> {
        let mut phrases = self.recorded.unwrap_or_default();
        phrases.sort_unstable();
        phrases.dedup();
        phrases
    }

    /// Adds a phrase; `entry` is what a [`Hit`] gives back. Only before [`Matcher::freeze`].
    pub fn add(&mut self, category: Category, phrase: &str, entry: u32, case: Case) {
        if let Some(phrases) = &mut self.recorded {
            phrases.push(phrase.to_owned());
        }
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
            roots: vec![Root::default(); self.syllables.count() + 1],
            firsts: vec![0; self.syllables.count() + 1],
            nodes: Vec::with_capacity(self.terminals.len()),
            edges: vec![(0, 0); size],
            filter: vec![0; (size * FILTER_BITS_PER_SLOT).div_ceil(64)],
            terminals: Vec::new(),
        };
        for terminals in &self.terminals {
            let from = frozen.terminals.len() as u32;
            frozen.terminals.extend_from_slice(terminals);
            let mut ahead = Ahead::default();
            for terminal in terminals {
                let category = terminal.category.into();
                let any = if terminal.case == Case::Any { category } else { Categories::default() };
                ahead.add(Ahead { any, capital: category });
            }
            frozen.nodes.push(Node { from, to: frozen.terminals.len() as u32, ahead });
        }
        let mut edges: Vec<_> = std::mem::take(&mut self.edges).into_iter().map(|(from, to)| (to, from)).collect();
        // A node is made after the one before it: from the last to the first, each knows all that lies ahead.
        edges.sort_unstable_by_key(|&(next, _)| std::cmp::Reverse(next));
        for (next, (node, syllable)) in edges {
            let ahead = frozen.nodes[next as usize].ahead;
            if node == 0 {
                let Node { from, to, .. } = frozen.nodes[next as usize];
                frozen.roots[syllable.0 as usize] = Root { node: next, ahead };
                let flag = |holds: bool, flag: u32| if holds { flag } else { 0 };
                frozen.firsts[syllable.0 as usize] = next
                    | flag(from < to, ENDS)
                    | flag(ahead.leads_to(Categories::LISTED, false), LISTED)
                    | flag(ahead.leads_to(Categories::LISTED, true), LISTED_CAPITAL);
                continue;
            }
            frozen.nodes[node as usize].ahead.add(ahead);
            let hash = edge_hash(node, syllable);
            let mut at = frozen.slot(hash);
            while frozen.edges[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            frozen.edges[at] = (edge_key(node, syllable), next);
            let bit = frozen.filter_bit(hash);
            frozen.filter[bit / 64] |= 1 << (bit % 64);
        }
        self.frozen = frozen;
        self.terminals = Vec::new();
    }

    /// Appends the hits in `range` to `hits`: for each category leftmost, longest, not overlapping.
    pub fn find(&self, tokens: &[Token], range: TokenRange, hits: &mut Vec<Hit>) {
        let tokens = &tokens[..range.end as usize];
        let mut free = [range.start; Category::COUNT];
        let mut block = range.start;
        while block < range.end {
            let mut candidates = self.frozen.candidates(&tokens[block as usize..]);
            while candidates != 0 {
                self.find_at(tokens, block + candidates.trailing_zeros(), &mut free, hits);
                candidates &= candidates - 1;
            }
            block += BLOCK as u32;
        }
    }

    /// Appends the hits at one token; `free` is, by category, where the last hit ends.
    fn find_at(&self, tokens: &[Token], at: u32, free: &mut [u32; Category::COUNT], hits: &mut Vec<Hit>) {
        let root = self.frozen.firsts[tokens[at as usize].syllable.0 as usize] & NODE;
        let first = hits.len();
        self.walk(root, tokens, TokenRange::new(at, tokens.len() as u32), Categories::LISTED, |hit| {
            if at < free[hit.category as usize] {
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

    /// The longest phrase of one category that begins at token `at` and ends before token `end`.
    pub fn longest_at(&self, tokens: &[Token], at: u32, end: u32, category: Category) -> Option<Hit> {
        let first = &tokens[at as usize];
        let root = self.frozen.roots[first.syllable.0 as usize];
        if !root.ahead.leads_to(category.into(), first.capital) {
            return None;
        }
        self.longest_from(root.node, tokens, TokenRange::new(at, end), category)
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
        let mut node = self.frozen.roots[first.0 as usize].node;
        for &syllable in rest.iter().chain(std::iter::once(&tokens[at as usize].syllable)) {
            node = if node == 0 { 0 } else { self.frozen.step(node, syllable) };
        }
        self.longest_from(node, tokens, TokenRange::new(at, end), category)
    }

    fn longest_from(&self, node: u32, tokens: &[Token], range: TokenRange, category: Category) -> Option<Hit> {
        let mut longest = None;
        self.walk(node, tokens, range, category.into(), |hit| longest = Some(hit));
        longest
    }

    /// Calls `found` for each phrase of the wanted categories whose first token leads to `node`, shorter ones first.
    fn walk(&self, mut node: u32, tokens: &[Token], range: TokenRange, wanted: Categories, mut found: impl FnMut(Hit)) {
        let start = &tokens[range.start as usize];
        let mut next = range.start;
        while node != 0 {
            next += 1;
            let Node { from, to, ahead } = self.frozen.nodes[node as usize];
            if !ahead.leads_to(wanted, start.capital) {
                return;
            }
            for terminal in &self.frozen.terminals[from as usize..to as usize] {
                if wanted.has(terminal.category) && looks_like(terminal.case, start) {
                    found(Hit {
                        token: range.start,
                        len: (next - range.start) as u16,
                        category: terminal.category,
                        entry: terminal.entry,
                    });
                }
            }
            if next >= range.end {
                return;
            }
            node = self.frozen.step(node, tokens[next as usize].syllable);
        }
    }
}

impl Frozen {
    /// One bit for each of the first [`BLOCK`] tokens at which a listed phrase may begin. Without a branch for each token: which
    /// of them begin a phrase cannot be foretold, and the places in the tables are fetched side by side.
    fn candidates(&self, tokens: &[Token]) -> u64 {
        let mut bits = 0;
        let nexts = tokens.iter().skip(1).map(|token| token.syllable).chain([Syllable::UNKNOWN]);
        for (at, (token, next)) in tokens.iter().zip(nexts).take(BLOCK).enumerate() {
            let first = self.firsts[token.syllable.0 as usize];
            let listed = first & if token.capital { LISTED_CAPITAL } else { LISTED } != 0;
            let leads = (first & ENDS != 0) | self.may_step(first & NODE, next);
            bits |= u64::from(listed & leads) << at;
        }
        bits
    }

    /// Whether a syllable may lead on from a node: seldom true where it does not.
    fn may_step(&self, node: u32, syllable: Syllable) -> bool {
        let bit = self.filter_bit(edge_hash(node, syllable));
        self.filter[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// The node after `node` and a syllable, 0 for none.
    fn step(&self, node: u32, syllable: Syllable) -> u32 {
        if !self.may_step(node, syllable) {
            return 0;
        }
        let hash = edge_hash(node, syllable);
        let key = edge_key(node, syllable);
        let mut at = self.slot(hash);
        loop {
            let (found, next) = self.edges[at];
            if found == key || next == 0 {
                return next;
            }
            at = (at + 1) & (self.edges.len() - 1);
        }
    }

    fn slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.edges.len() - 1)
    }

    fn filter_bit(&self, hash: u64) -> usize {
        (hash >> 20) as usize & (self.filter.len() * 64 - 1)
    }
}

/// Tokens that are looked at together.
const BLOCK: usize = u64::BITS as usize;

/// With the edges at most half full, one key in sixteen or fewer passes the filter without being there.
const FILTER_BITS_PER_SLOT: usize = 8;

fn looks_like(case: Case, first: &Token) -> bool {
    match case {
        Case::Any => true,
        Case::Capital => first.capital,
        Case::AllCaps => first.all_caps,
    }
}

fn edge_key(node: u32, syllable: Syllable) -> u64 {
    u64::from(node) << 32 | u64::from(syllable.0)
}

fn edge_hash(node: u32, syllable: Syllable) -> u64 {
    edge_key(node, syllable).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
