//! People by their names: by the whole name, by its end (`Văn Dũng`), by the given name alone.

use std::collections::{BTreeSet, HashMap};

use crate::entities::syllable::looks_vietnamese;

/// Where somebody is mentioned (byte of the text), and who (number of the person).
pub(in super::super) type Place = (u32, u32);

/// Finds people by their names, all in folded spelling.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By whole name, and by its last words from two on: the first person of that name.
    whole: HashMap<String, u32>,
    /// By given name, foreign people by each of their names: where they are mentioned.
    given: HashMap<String, BTreeSet<Place>>,
}

impl Names {
    /// The person of this full name, or the last one before `at` (else the first after it) whose given name this is.
    pub fn find(&self, name: &str, at: u32) -> Option<u32> {
        if let Some(&person) = self.whole.get(name) {
            return Some(person);
        }
        if name.contains(' ') {
            return None;
        }
        let places = self.given.get(name)?;
        places.range(..(at, 0)).next_back().or_else(|| places.first()).map(|&(_, person)| person)
    }

    /// A new person.
    pub fn insert(&mut self, person: u32, name: &str) {
        let first = |whole: &mut HashMap<String, u32>, name: &str| {
            let known = whole.entry(name.to_owned()).or_insert(person);
            *known = person.min(*known);
        };
        first(&mut self.whole, name);
        for (space, _) in name.match_indices(' ') {
            let end = &name[space + 1..];
            if end.contains(' ') {
                first(&mut self.whole, end);
            }
        }
    }

    /// A mention of a person who has this name.
    pub fn mention(&mut self, name: &str, place: Place) {
        let given = name.rsplit(' ').next().unwrap_or(name);
        let all = if is_foreign(name) { name } else { given };
        for word in all.split(' ') {
            self.given.entry(word.to_owned()).or_default().insert(place);
        }
    }

    /// A person who was known by a short name has a longer one.
    pub fn rename(&mut self, person: u32, short: &str, name: &str, places: impl Iterator<Item = Place>) {
        self.whole.remove(short);
        self.insert(person, name);
        for place in places {
            self.mention(name, place);
        }
    }
}

/// Whether some word is written as no Vietnamese syllable is: such a name is known by any of its words.
pub(super) fn is_foreign(name: &str) -> bool {
    name.split(' ').any(|word| word.is_ascii() && !looks_vietnamese(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_name_is_who_was_named_last() {
        let mut names = Names::default();
        for (person, name) in ["lê văn dũng", "trần dũng", "joe biden"].into_iter().enumerate() {
            names.insert(person as u32, name);
            names.mention(name, (10 * person as u32, person as u32));
        }
        assert_eq!(names.find("văn dũng", 0), Some(0));
        assert_eq!(names.find("trần dũng", 0), Some(1));
        assert_eq!(names.find("dũng", 5), Some(0));
        assert_eq!(names.find("dũng", 100), Some(1));
        assert_eq!(names.find("dũng", 0), Some(0));
        assert_eq!((names.find("joe", 100), names.find("lê", 100)), (Some(2), None));
    }
}
