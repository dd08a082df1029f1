//! Strings that are written once and referred to by number.

use std::collections::HashMap;
use std::rc::Rc;

/// The distinct strings of a page. Number 0 is the empty one, which stands for null.
#[derive(Debug)]
pub(super) struct Strings {
    numbers: HashMap<Rc<str>, u32>,
    pub all: Vec<Rc<str>>,
}

impl Default for Strings {
    fn default() -> Self {
        let empty: Rc<str> = Rc::from("");
        Self { numbers: HashMap::from([(Rc::clone(&empty), 0)]), all: vec![empty] }
    }
}

impl Strings {
    /// The number of a string. An empty list is nothing too.
    pub fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() || text == "[]" {
            return 0;
        }
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.all.len() as u32;
        let text: Rc<str> = Rc::from(text);
        self.all.push(Rc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// Whether the string has a number.
    pub fn has(&self, text: &str) -> bool {
        self.numbers.contains_key(text)
    }

    /// Forgets all strings from a number on.
    pub fn truncate(&mut self, len: usize) {
        for text in self.all.drain(len.min(self.all.len())..) {
            self.numbers.remove(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_number() {
        let mut strings = Strings::default();
        assert_eq!(["", "a", "[]", "b", "a"].map(|text| strings.number(text)), [0, 1, 0, 2, 1]);
        strings.truncate(2);
        assert_eq!(["b", "c", "a"].map(|text| strings.number(text)), [2, 3, 1]);
    }
}
