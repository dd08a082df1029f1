//! What one document costs. Most rules look at a few tokens around what the lexicon found; some look at a whole sentence, or at all
//! people named before. In texts that somebody wrote to be read that is little; in a text made for the purpose it grows with
//! the square of its length. Such rules count what they do and stop where it is too much. Nothing is timed, so that a document is
//! refused on every machine or on none.

use std::cell::Cell;

/// Steps of work done on one document, and how many it may take. A step is a look at a token, a name or a row; it takes
/// some nanoseconds.
#[derive(Debug)]
pub struct Work {
    done: Cell<u64>,
    most: u64,
}

impl Work {
    /// No step done yet of so many.
    pub fn at_most(most: u64) -> Self {
        Self { done: Cell::new(0), most }
    }

    /// Counts steps. They are counted before they are done.
    pub fn add(&self, steps: impl TryInto<u64>) {
        self.done.set(self.done.get().saturating_add(steps.try_into().unwrap_or(u64::MAX)));
    }

    /// Whether the limit is passed: nothing that is found from here on is kept.
    pub fn is_over(&self) -> bool {
        self.done.get() > self.most
    }

    /// Steps counted so far.
    pub fn done(&self) -> u64 {
        self.done.get()
    }
}

impl Default for Work {
    /// Without a limit.
    fn default() -> Self {
        Self::at_most(u64::MAX)
    }
}
