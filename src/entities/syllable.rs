//! Tells words that are written like a Vietnamese syllable from foreign ones.

/// The longest syllable is `nghiêng`.
const LONGEST: usize = 7;

/// What a syllable begins with; `gi` and `qu` are told apart from a vowel before.
const ONSETS: [&[u8]; 28] = [
    b"", b"b", b"c", b"ch", b"d", b"g", b"gh", b"gi", b"h", b"k", b"kh", b"l", b"m", b"n", b"ng", b"ngh", b"nh", b"p",
    b"ph", b"qu", b"r", b"s", b"t", b"th", b"tr", b"v", b"x", b"q",
];

/// Vowels that stand together without any mark on them and may end in a consonant.
const OPEN: [&[u8]; 8] = [b"a", b"e", b"i", b"o", b"u", b"y", b"oa", b"oe"];

/// Vowels that stand together without any mark on them and end the syllable.
const CLOSED: [&[u8]; 17] = [
    b"ai", b"ao", b"au", b"ay", b"eo", b"ia", b"iu", b"oi", b"ua", b"ui", b"oai", b"oao", b"oay", b"oeo", b"uya",
    b"uyu", b"ya",
];

const CODAS: [&[u8]; 9] = [b"", b"c", b"ch", b"m", b"n", b"ng", b"nh", b"p", b"t"];

/// Whether a word has the shape of a Vietnamese syllable: one group of vowels, with marks where the spelling needs them, between a
/// known onset and coda. `Kang` and `Young` have not, nor has `Steven`; `Lan` and `Bin` have.
pub fn looks_vietnamese(word: &str) -> bool {
    let mut letters = [0; LONGEST];
    let mut len = 0;
    let mut marked = false;
    for c in word.chars() {
        let Some((letter, mark)) = base(c) else { return false };
        if len == LONGEST {
            return false;
        }
        letters[len] = letter;
        marked |= mark;
        len += 1;
    }
    let letters = &letters[..len];
    let onset = onset(letters);
    let vowels = letters[onset..].iter().take_while(|letter| is_vowel(**letter)).count();
    let (onset, nucleus, coda) = (&letters[..onset], &letters[onset..onset + vowels], &letters[onset + vowels..]);
    let nucleus_fits = if marked {
        (1..=3).contains(&vowels)
    } else {
        OPEN.contains(&nucleus) || coda.is_empty() && CLOSED.contains(&nucleus) || nucleus == b"uy"
    };
    nucleus_fits && ONSETS.contains(&onset) && CODAS.contains(&coda) && spells(onset, nucleus[0])
}

/// Length of the onset: consonants, and the `i` of `gi` and the `u` of `qu` before another vowel.
fn onset(letters: &[u8]) -> usize {
    let consonants = letters.iter().take_while(|letter| !is_vowel(**letter)).count();
    let glide = matches!((&letters[..consonants], letters.get(consonants)), (b"g", Some(b'i')) | (b"q", Some(b'u')));
    let vowel_behind = letters.get(consonants + 1).is_some_and(|letter| is_vowel(*letter));
    consonants + usize::from(glide && vowel_behind)
}

/// `k`, `gh` and `ngh` stand before `e`, `i`, `y` alone, `c` before the others.
fn spells(onset: &[u8], vowel: u8) -> bool {
    let front = matches!(vowel, b'e' | b'i' | b'y');
    match onset {
        b"k" | b"gh" | b"ngh" => front,
        b"c" => !front,
        b"g" => vowel != b'e',
        _ => true,
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The letter of the alphabet without its marks, and whether it has a mark that is more than a tone's or may be one.
fn base(c: char) -> Option<(u8, bool)> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then(|| (c.to_ascii_lowercase() as u8, false));
    }
    let vowel = match c.to_lowercase().next()? {
        'à' | 'á' | 'ả' | 'ã' | 'ạ' | 'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' | 'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => {
            b'a'
        }
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' | 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => b'e',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => b'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' | 'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' | 'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => {
            b'o'
        }
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' | 'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => b'u',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => b'y',
        'đ' => return Some((b'd', false)),
        _ => return None,
    };
    Some((vowel, true))
}

#[cfg(test)]
mod tests {
    use super::looks_vietnamese;

    #[test]
    fn syllables_and_foreign_words() {
        for word in [
            "Nguyễn", "Anh", "Quang", "Giang", "Gia", "nghiêng", "Đặng", "Huy", "Quỳnh", "Khuê", "Loan", "Kiều", "Mai",
            "Thúy", "THÚY", "quy", "oanh", "Y", "Gì", "Bin", "Uyên",
        ] {
            assert!(looks_vietnamese(word), "{word}");
        }
        for word in [
            "Kang",
            "Young",
            "Keun",
            "Jong",
            "Lee",
            "Steven",
            "Yuan",
            "Smith",
            "Mbappé",
            "Müller",
            "Gisèle",
            "FPT",
            "C02",
            "Wang",
            "Zhang",
            "Park",
            "Cena",
            "Ben-Gurion",
            "Trump",
            "Juan",
            "Saito",
            "",
        ] {
            assert!(!looks_vietnamese(word), "{word}");
        }
    }
}
