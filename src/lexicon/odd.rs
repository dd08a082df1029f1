//! Slips of writing that change no word: tones on the wrong vowel (`ngươì`, `qủa`), and letters of other scripts that look like
//! Latin ones, which come from keyboards and from whoever would hide words from a search.

/// Vowels in a row, each with the tones that it can have.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// Where a vowel stands in the table: its row and its tone.
fn vowel(c: char) -> Option<(usize, usize)> {
    VOWELS.iter().enumerate().find_map(|(row, tones)| Some((row, tones.iter().position(|&tone| tone == c)?)))
}

/// A syllable (small letters, NFC) with its tone on each other of its vowels that stand together.
pub(super) fn tones_elsewhere(syllable: &str) -> Vec<String> {
    if syllable.is_ascii() {
        return Vec::new();
    }
    let letters: Vec<char> = syllable.chars().collect();
    let vowels: Vec<Option<(usize, usize)>> = letters.iter().map(|&c| vowel(c)).collect();
    let is_toned = |place: &Option<(usize, usize)>| place.is_some_and(|(_, tone)| tone > 0);
    let Some(at) = vowels.iter().position(is_toned) else { return Vec::new() };
    let Some((row, tone)) = vowels[at] else { return Vec::new() };
    let begin = vowels[..at].iter().rposition(Option::is_none).map_or(0, |before| before + 1);
    let end = vowels[at..].iter().position(Option::is_none).map_or(letters.len(), |after| at + after);
    let with_tone_at = |other: usize| {
        let mut moved = letters.clone();
        moved[at] = VOWELS[row][0];
        let (row, _) = vowels[other].filter(|&(_, tone)| tone == 0)?;
        moved[other] = VOWELS[row][tone];
        Some(moved.into_iter().collect())
    };
    (begin..end).filter(|&other| other != at).filter_map(with_tone_at).collect()
}

/// A word with its letters of other scripts as the Latin ones that they look like; none if it has none, or others too.
pub(super) fn latin(word: &str) -> Option<String> {
    // Greek and Cyrillic from U+0380 to U+04BF, and what is of full width.
    if !word.bytes().any(|byte| matches!(byte, 0xCE..=0xD2 | 0xEF)) {
        return None;
    }
    let letter = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
        '\u{370}'..='\u{52F}' => LOOK_ALIKES.iter().find(|(other, _)| *other == c).map(|&(_, latin)| latin),
        c => Some(c),
    };
    let folded: Option<String> = word.chars().map(letter).collect();
    folded.filter(|folded| folded != word)
}

/// Greek and Cyrillic letters, and what they look like.
const LOOK_ALIKES: [(char, char); 44] = [
    ('\u{391}', 'A'),
    ('\u{392}', 'B'),
    ('\u{395}', 'E'),
    ('\u{396}', 'Z'),
    ('\u{397}', 'H'),
    ('\u{399}', 'I'),
    ('\u{39A}', 'K'),
    ('\u{39C}', 'M'),
    ('\u{39D}', 'N'),
    ('\u{39F}', 'O'),
    ('\u{3A1}', 'P'),
    ('\u{3A4}', 'T'),
    ('\u{3A5}', 'Y'),
    ('\u{3A7}', 'X'),
    ('\u{3BF}', 'o'),
    ('\u{410}', 'A'),
    ('\u{412}', 'B'),
    ('\u{415}', 'E'),
    ('\u{41A}', 'K'),
    ('\u{41C}', 'M'),
    ('\u{41D}', 'H'),
    ('\u{41E}', 'O'),
    ('\u{420}', 'P'),
    ('\u{421}', 'C'),
    ('\u{422}', 'T'),
    ('\u{425}', 'X'),
    ('\u{423}', 'Y'),
    ('\u{406}', 'I'),
    ('\u{408}', 'J'),
    ('\u{405}', 'S'),
    ('\u{430}', 'a'),
    ('\u{435}', 'e'),
    ('\u{43E}', 'o'),
    ('\u{440}', 'p'),
    ('\u{441}', 'c'),
    ('\u{445}', 'x'),
    ('\u{443}', 'y'),
    ('\u{456}', 'i'),
    ('\u{458}', 'j'),
    ('\u{455}', 's'),
    ('\u{4BB}', 'h'),
    ('\u{501}', 'd'),
    ('\u{51B}', 'q'),
    ('\u{51D}', 'w'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_on_other_vowels() {
        let cases: [(&str, &[&str]); 8] = [
            ("người", &["ngừơi", "ngươì"]),
            ("với", &["vơí"]),
            ("của", &["cuả"]),
            ("giả", &["gỉa"]),
            ("toàn", &["tòan"]),
            ("việt", &["vịêt"]),
            ("khuyến", &["khúyên", "khuýên"]),
            ("nhà", &[]),
        ];
        for (syllable, slips) in cases {
            assert_eq!(tones_elsewhere(syllable), slips, "{syllable}");
        }
        assert!(tones_elsewhere("đi").is_empty() && tones_elsewhere("nd").is_empty());
    }

    #[test]
    fn letters_of_other_scripts() {
        for (word, folded) in [
            ("\u{422}\u{430}i", Some("Tai")),
            ("\u{421}\u{420}", Some("CP")),
            ("ＵＢＮＤ", Some("UBND")),
            ("\u{391}n", Some("An")),
            ("\u{416}\u{443}", None),
            ("\u{FFFD}", None),
            ("\u{F0B7}", None),
            ("Bộ", None),
            ("đ", None),
        ] {
            assert_eq!(latin(word).as_deref(), folded, "{word}");
        }
    }
}
