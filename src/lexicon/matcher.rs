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
    /// With one behind the last, which says where the phrases of the last end.
    nodes: Vec<Node>,
    /// Open addressing, at most two thirds full: the nodes that a step leads to, by the hash of the step. What step it is, the
    /// node itself says.
    edges: Vec<u32>,
    /// Which steps from the first syllable of a phrase to its second there may be. This is asked at every token.
    seconds: Filter,
    /// Which later steps there may be. Most walks end after one step, and this is small enough to stay in the cache, which
    /// the edges are not.
    later: Filter,
    terminals: Vec<Terminal>,
}

/// Tells of most steps that are not in the trie that they are not.
#[derive(Debug, Default)]
struct Filter(Vec<u64>);

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
    /// The step that leads to it: the node before and the syllable.
    before: u32,
    syllable: Syllable,
    /// The first of its phrases in `terminals`; they end where those of the next node begin.
    phrases: u32,
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
    /// What is known where a phrase ends.
    fn at(phrase: Terminal) -> Self {
        let category = phrase.category.into();
        Self { any: if phrase.case == Case::Any { category } else { Categories::default() }, capital: category }
    }

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
    #[inline]
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
        let steps = std::mem::take(&mut self.edges);
        self.frozen = Frozen::new(self.syllables.count(), &steps, &std::mem::take(&mut self.terminals));
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
            if !self.frozen.nodes[node as usize].ahead.leads_to(wanted, start.capital) {
                return;
            }
            for terminal in self.frozen.phrases(node) {
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
    /// The trie with these steps, the phrases of each node given.
    fn new(syllables: usize, steps: &HashMap<(u32, Syllable), u32>, phrases: &[Vec<Terminal>]) -> Self {
        let mut frozen = Self {
            roots: vec![Root::default(); syllables + 1],
            firsts: vec![0; syllables + 1],
            nodes: vec![Node::default(); phrases.len() + 1],
            edges: vec![0; (steps.len() * 3 / 2 + 1).next_power_of_two()],
            terminals: phrases.concat(),
            ..Self::default()
        };
        for (&(before, syllable), &node) in steps {
            frozen.nodes[node as usize] = Node { before, syllable, ..Node::default() };
        }
        let mut first_phrase = 0;
        for (node, phrases) in frozen.nodes.iter_mut().zip(phrases.iter().map(Vec::as_slice).chain([&[][..]])) {
            node.phrases = first_phrase;
            first_phrase += phrases.len() as u32;
            for phrase in phrases {
                node.ahead.add(Ahead::at(*phrase));
            }
        }
        // A node is made after the one before it: from the last to the first, each knows all that lies ahead.
        for node in (1..phrases.len()).rev() {
            let Node { before, ahead, .. } = frozen.nodes[node];
            frozen.nodes[before as usize].ahead.add(ahead);
        }
        frozen.index_steps();
        frozen
    }

    /// Makes the steps known to `roots`, `firsts`, `edges` and the filters.
    fn index_steps(&mut self) {
        let is_second = |node: &Node| node.before != 0 && self.nodes[node.before as usize].before == 0;
        let steps = self.nodes.iter().filter(|node| node.before != 0).count();
        self.seconds = Filter::for_steps(self.nodes.iter().filter(|node| is_second(node)).count());
        self.later = Filter::for_steps(steps);
        for next in 1..self.nodes.len() as u32 - 1 {
            let Node { before, syllable, ahead, .. } = self.nodes[next as usize];
            if before == 0 {
                let flag = |holds: bool, flag: u32| if holds { flag } else { 0 };
                self.roots[syllable.0 as usize] = Root { node: next, ahead };
                self.firsts[syllable.0 as usize] = next
                    | flag(!self.phrases(next).is_empty(), ENDS)
                    | flag(ahead.leads_to(Categories::LISTED, false), LISTED)
                    | flag(ahead.leads_to(Categories::LISTED, true), LISTED_CAPITAL);
                continue;
            }
            let hash = step_hash(before, syllable);
            self.later.add(hash);
            if self.nodes[before as usize].before == 0 {
                self.seconds.add(hash);
            }
            let mut at = self.slot(hash);
            while self.edges[at] != 0 {
                at = (at + 1) & (self.edges.len() - 1);
            }
            self.edges[at] = next;
        }
    }

    /// The phrases that end at a node.
    fn phrases(&self, node: u32) -> &[Terminal] {
        let range = self.nodes[node as usize].phrases..self.nodes[node as usize + 1].phrases;
        &self.terminals[range.start as usize..range.end as usize]
    }

    /// One bit for each of the first [`BLOCK`] tokens at which a listed phrase may begin. Without a branch for each token: which
    /// of them begin a phrase cannot be foretold, and the places in the tables are fetched side by side.
    fn candidates(&self, tokens: &[Token]) -> u64 {
        let mut bits = 0;
        let nexts = tokens.iter().skip(1).map(|token| token.syllable).chain([Syllable::UNKNOWN]);
        for (at, (token, next)) in tokens.iter().zip(nexts).take(BLOCK).enumerate() {
            let first = self.firsts[token.syllable.0 as usize];
            let listed = first & if token.capital { LISTED_CAPITAL } else { LISTED } != 0;
            let leads = (first & ENDS != 0) | self.seconds.may_have(step_hash(first & NODE, next));
            bits |= u64::from(listed & leads) << at;
        }
        bits
    }

    /// The node after `node` and a syllable, 0 for none.
    fn step(&self, node: u32, syllable: Syllable) -> u32 {
        let hash = step_hash(node, syllable);
        if !self.later.may_have(hash) {
            return 0;
        }
        let mut at = self.slot(hash);
        loop {
            let next = self.edges[at];
            let Node { before, syllable: by, .. } = self.nodes[next as usize];
            if next == 0 || (before == node && by == syllable) {
                return next;
            }
            at = (at + 1) & (self.edges.len() - 1);
        }
    }

    fn slot(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.edges.len() - 1)
    }
}

impl Filter {
    /// Of the steps that are not there one in sixteen passes, or fewer.
    const BITS_PER_STEP: usize = 16;

    fn for_steps(steps: usize) -> Self {
        Self(vec![0; (steps * Self::BITS_PER_STEP).div_ceil(64).next_power_of_two()])
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let bit = (hash >> 20) as usize;
        ((bit / 64) & (self.0.len() - 1), 1 << (bit % 64))
    }

    fn add(&mut self, hash: u64) {
        let (word, bit) = self.place(hash);
        self.0[word] |= bit;
    }

    fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.0[word] & bit != 0
    }
}

/// Tokens that are looked at together.
const BLOCK: usize = u64::BITS as usize;

fn looks_like(case: Case, first: &Token) -> bool {
    match case {
        Case::Any => true,
        Case::Capital => first.capital,
        Case::AllCaps => first.all_caps,
    }
}

fn step_hash(node: u32, syllable: Syllable) -> u64 {
    (u64::from(node) << 32 | u64::from(syllable.0)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
