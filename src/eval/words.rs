//! When two texts say the same.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Old and new placement of the tone mark in words that end in an open diphthong.
const PLACEMENTS: [(&str, &str); 8] = [
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("thuỷ", "thủy"),
    ("uỷ", "ủy"),
    ("khoẻ", "khỏe"),
    ("loà", "lòa"),
    ("toà", "tòa"),
    ("oà", "òa"),
];

/// The words of a text, in small letters, punctuation left out.
pub(super) fn words(text: &str) -> Vec<String> {
    let text = ComposingNormalizerBorrowed::new_nfc().normalize(text).to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let placed = words.map(|word| PLACEMENTS.iter().find(|(old, _)| *old == word).map_or(word, |(_, new)| new));
    placed.map(ToOwned::to_owned).collect()
}

/// The words with a space between two.
pub(super) fn plain(text: &str) -> String {
    words(text).join(" ")
}

/// Whether two texts have the same words in the same order.
pub(super) fn same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// Whether two texts have nearly the same words: F1 of at least 0.8, for long names of bodies and positions.
pub(super) fn close(one: &str, other: &str) -> bool {
    let (one, mut left) = (words(one), words(other));
    if one.is_empty() || left.is_empty() {
        return one.is_empty() && left.is_empty();
    }
    let all = one.len() + left.len();
    let mut common = 0;
    for word in &one {
        if let Some(at) = left.iter().position(|other| other == word) {
            left.swap_remove(at);
            common += 1;
        }
    }
    2.0 * f64::from(common) / all as f64 >= 0.8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_case_and_tone_placement_do_not_matter() {
        assert!(same("Uỷ ban, “Hoà bình”", "ủy ban hòa bình"));
        assert!(!same("hoa bình", "hòa bình"));
        assert!(same("", " ."));
    }

    #[test]
    fn nearly_the_same_words() {
        assert!(close("Cục Trẻ em Bộ Y tế", "Cục Trẻ em (Bộ Y tế)"));
        assert!(close("Vụ Pháp chế Bộ", "Vụ Pháp chế"));
        assert!(!close("Vụ Pháp chế", "Vụ Tổ chức"));
        assert!(!close("", "Vụ") && close("", ""));
        // A word counts as often as it is there.
        assert!(!close("a a a b", "a b"));
    }
}
