//! Whether a word can be a Vietnamese syllable: an initial, a vowel with at most one tone, a final.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// The consonants that a syllable may begin with.
const INITIALS: [&str; 28] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "q",
    "r", "s", "t", "th", "tr", "v", "x",
];
/// The consonants that it may end with.
const FINALS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];
/// Grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a word has the shape of a syllable. Most words of other languages do not, least of all with marks.
pub(super) fn is_syllable(word: &str) -> bool {
    let lower = word.to_lowercase();
    let (mut tones, mut letters) = (0, String::new());
    for c in DecomposingNormalizerBorrowed::new_nfd().normalize(&lower).chars() {
        if TONES.contains(&c) {
            tones += 1;
        } else {
            letters.push(c);
        }
    }
    if tones > 1 {
        return false;
    }
    // Circumflex, breve and horn stand behind their vowel.
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\u{302}' | '\u{306}' | '\u{31B}');
    let Some(begin) = letters.find(is_vowel) else { return false };
    let end = letters.rfind(is_vowel).map_or(begin, |at| at + letters[at..].chars().next().map_or(1, char::len_utf8));
    let vowels = letters[begin..end].chars().filter(char::is_ascii_alphabetic).count();
    INITIALS.contains(&&letters[..begin])
        && FINALS.contains(&&letters[end..])
        && letters[begin..end].chars().all(is_vowel)
        // `giươ` of `giường` with the vowel of the initial is the longest.
        && vowels <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_and_what_is_none() {
        for word in ["nghiêng", "Thuỷ", "ĐƯỜNG", "giường", "quỳnh", "ạ", "khuya", "ngoằn", "Huế", "yêu", "hoà"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["café́", "Đå", "garçon", "größe", "señor", "bạnạ", "việtt", "zố", "niño̧", "ß"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
