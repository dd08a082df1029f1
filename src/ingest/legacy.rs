//! Vietnamese text in encodings from before Unicode, recognised by what it becomes: a conversion counts only if nearly every
//! word with a mark is then a Vietnamese syllable, which chance does not bring about.
//!
//! TCVN3 (also called ABC) and VNI are encodings of fonts: their bytes, taken for Windows-1252, are what word processors saved
//! and what stands in files that were "converted" to UTF-8 since. So with VISCII and VPS, which have a byte for each letter. VIQR writes marks as ASCII. Mojibake is UTF-8 taken for
//! Windows-1252 and written as UTF-8 once more.

use std::borrow::Cow;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

use super::legacy_eight_bit::{VISCII, VPS};
use super::legacy_tables::{TCVN3, VIQR, VNI};
use super::syllable::is_syllable;

/// Why a text is not as it was in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    Tcvn3,
    Vni,
    Viqr,
    Viscii,
    Vps,
    Mojibake,
}

/// Words with marks that a text must have, so that chance is out of the question.
const MIN_WORDS: usize = 8;
/// Of these, the share (in hundredths) that must be syllables.
const MIN_SYLLABLES: usize = 92;
/// How much of a text decides, in bytes.
const SAMPLE: usize = 16 << 10;

impl Legacy {
    /// As in `documents.warnings`.
    pub fn warning(self) -> &'static str {
        match self {
            Self::Tcvn3 => "tcvn3_converted",
            Self::Vni => "vni_converted",
            Self::Viqr => "viqr_converted",
            Self::Viscii => "viscii_converted",
            Self::Vps => "vps_converted",
            Self::Mojibake => "mojibake_repaired",
        }
    }

    /// The text in Unicode; none where it cannot be.
    pub fn convert(self, text: &str) -> Option<String> {
        match self {
            Self::Tcvn3 => Some(replaced(text, &TCVN3)),
            Self::Vni => Some(replaced(text, &VNI)),
            Self::Viqr => Some(viqr(text)),
            Self::Viscii => Some(VISCII.convert(text)),
            Self::Vps => Some(VPS.convert(text)),
            Self::Mojibake => String::from_utf8(as_windows_1252(text)?).ok(),
        }
    }
}

/// What a text that is valid UTF-8 is all the same; none for all ordinary text, which its first words tell.
pub(super) fn of_text(text: &str) -> Option<Legacy> {
    let sample = begin_of(text);
    let bytes = sample.as_bytes();
    // Letters of Vietnamese that legacy text does not have: U+1EA0 to U+1EFF, `ă đ ĩ ũ ơ ư`, marks of their own.
    let is_telling = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        (0xE1, Some(0xBA | 0xBB)) | (0xCC, _) => true,
        (0xC4, Some(second)) => matches!(second, 0x82 | 0x83 | 0x90 | 0x91 | 0xA8 | 0xA9),
        (0xC5, Some(second)) => matches!(second, 0xA8 | 0xA9),
        (0xC6, Some(second)) => matches!(second, 0xA0 | 0xA1 | 0xAF | 0xB0),
        _ => false,
    };
    if (0..bytes.len()).any(is_telling) {
        return None;
    }
    if bytes.is_ascii() {
        return (has_viqr(bytes) && convinces(&viqr(sample))).then_some(Legacy::Viqr);
    }
    // Strict UTF-8 in the wrong clothes is certain by itself; the whole text has to be.
    if let Some(repaired) = Legacy::Mojibake.convert(text)
        && convinces(begin_of(&repaired))
    {
        return Some(Legacy::Mojibake);
    }
    let looks_so = |legacy: &Legacy| match legacy {
        // A third of its letters with marks look like symbols, next to other letters.
        Legacy::Tcvn3 => share(words(sample), |word| word.contains(|c: char| ('\u{A1}'..='\u{BF}').contains(&c))) >= 25,
        // Its marks are letters that Vietnamese does not have.
        _ => share(words(sample), |word| word.contains(['ø', 'û', 'ï', 'ñ', 'ö', 'ä', 'å', 'ë', 'ü', 'æ', 'î'])) >= 25,
    };
    let mut candidates = [Legacy::Tcvn3, Legacy::Vni].into_iter().filter(looks_so);
    candidates
        .find(|legacy| legacy.convert(sample).is_some_and(|text| convinces(&text)))
        .or_else(|| of_eight_bits(sample))
}

/// The text is Vietnamese and has no marks.
pub(super) const WITHOUT_DIACRITICS: &str = "without_diacritics";
/// Words that such a text has at least, and how many in a hundred of them are shaped like syllables. Of English ones, about
/// forty are.
const MIN_BARE_WORDS: usize = 30;
const MIN_BARE_SYLLABLES: usize = 90;

/// Whether a text is Vietnamese without its marks.
pub(super) fn lacks_diacritics(text: &str) -> bool {
    let sample = begin_of(text);
    // The first words of all other Vietnamese text have marks.
    if sample.chars().any(|c| !c.is_ascii() && c.is_alphabetic()) {
        return false;
    }
    let words = || sample.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
    // Names, abbreviations and addresses are no sign of any language.
    let small = || words().filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
    small().take(MIN_BARE_WORDS).count() == MIN_BARE_WORDS && share(small(), is_syllable) >= MIN_BARE_SYLLABLES
}

/// VISCII or VPS, whichever makes more words of Vietnamese: they have many letters in common.
fn of_eight_bits(sample: &str) -> Option<Legacy> {
    let read = [Legacy::Viscii, Legacy::Vps].map(|legacy| (legacy, legacy.convert(sample).unwrap_or_default()));
    let (legacy, text) = read.into_iter().max_by_key(|(_, text)| share(words(text), is_syllable))?;
    convinces(&text).then_some(legacy)
}

/// Text out of bytes that are no UTF-8 and of whose encoding nothing is said: Windows-1258, or a legacy encoding, whose letters
/// are then those of Windows-1252, for [`of_text`] to find.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Cow<'_, str>> {
    // Bytes that Windows-1252 has no letter for are in none of these either.
    let latin = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes)?;
    if matches!(of_text(&latin), Some(Legacy::Tcvn3 | Legacy::Vni | Legacy::Viscii | Legacy::Vps)) {
        return Some(latin);
    }
    let decoded = WINDOWS_1258.decode_without_bom_handling_and_without_replacement(bytes)?;
    let composed = icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(begin_of(&decoded)).into_owned();
    convinces(&composed).then_some(decoded)
}

fn begin_of(text: &str) -> &str {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

/// The words that are not ASCII, with the symbols that TCVN3 has for letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphabetic() || ('\u{A1}'..='\u{BF}').contains(&c);
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_ascii())
}

/// How many in a hundred.
fn share<'a>(words: impl Iterator<Item = &'a str>, which: impl Fn(&str) -> bool) -> usize {
    let (mut all, mut some) = (0, 0);
    for word in words {
        all += 1;
        some += usize::from(which(word));
    }
    some * 100 / all.max(1)
}

/// Whether nearly all words with marks are Vietnamese, and there are enough of them.
fn convinces(text: &str) -> bool {
    // A quarter of all words with marks have one of the letters that no other language has.
    let is_telling = |word: &str| word.contains(|c: char| ('\u{1EA0}'..='\u{1EFF}').contains(&c));
    words(text).take(MIN_WORDS).count() == MIN_WORDS
        && share(words(text), is_syllable) >= MIN_SYLLABLES
        && share(words(text), is_telling) >= 25
}

/// The longest entries first: a letter and its mark stand for more than the letter.
fn replaced(text: &str, table: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let ascii_alone = c.is_ascii() && rest.as_bytes().get(1).is_none_or(u8::is_ascii);
        let found = if ascii_alone { None } else { table.iter().find(|(old, _)| rest.starts_with(old)) };
        let (length, new) = found.map_or((c.len_utf8(), &rest[..c.len_utf8()]), |(old, new)| (old.len(), *new));
        out.push_str(new);
        rest = &rest[length..];
    }
    out
}

/// The bytes that a text was read from as Windows-1252; none if it has other characters.
fn as_windows_1252(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lost) = WINDOWS_1252.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// Whether there are marks behind vowels at all.
fn has_viqr(bytes: &[u8]) -> bool {
    let marks = bytes
        .windows(2)
        .filter(|pair| b"aeouAEOU".contains(&pair[0]) && b"^(+".contains(&pair[1]) || pair.eq_ignore_ascii_case(b"dd"));
    marks.take(MIN_WORDS).count() == MIN_WORDS
}

/// Text with its marks written behind the letters. A mark of tone counts only inside a word or where no other reading is
/// left: `.` and `?` also end sentences.
fn viqr(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while !rest.is_empty() {
        let length = viqr_letter(rest, &mut out);
        rest = &rest[length..];
    }
    out
}

fn viqr_letter(rest: &str, out: &mut String) -> usize {
    let found = VIQR.iter().find(|(old, _)| rest.starts_with(old));
    let Some((old, new)) = found else {
        let length = rest.chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[..length]);
        return length;
    };
    // At the end of a word `.` and `?` are marks of tone only if a second one or a letter follows.
    let follows = rest[old.len()..].chars().next();
    let is_open = old.ends_with(['.', '?', '\'']);
    let goes_on = follows.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | '?' | ',' | ' '));
    let at_end_of_sentence = follows.is_none() || follows == Some('\n');
    if is_open && (at_end_of_sentence || !goes_on || follows == Some(' ') && begins_sentence(&rest[old.len() + 1..])) {
        let letter = &old[..old.len() - 1];
        let plain = VIQR.iter().find(|(old, _)| *old == letter).map_or(letter, |(_, new)| *new);
        out.push_str(plain);
        out.push_str(&old[old.len() - 1..]);
        return old.len();
    }
    out.push_str(new);
    old.len()
}

fn begins_sentence(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::containers::tests::records;
    use crate::ingest::legacy_eight_bit::EightBit;
    use crate::ingest::{ReadOptions, canonical_text};

    const TEXT: &str = "Chiều nay, ông Mạc Văn Sen nói đường về xã Bến Lội sẽ được mở rộng trước mùa lũ, để học sinh không phải \
        lội suối. Người dân mừng lắm; nhiều hộ đã tự nguyện hiến đất, có nhà hiến cả vườn ổi quý.";

    /// The text in a legacy encoding, as it looks in Windows-1252.
    fn written(text: &str, table: &[(&str, &str)]) -> String {
        let letter = |c: char| {
            let found = table.iter().find(|(_, new)| new.chars().eq([c]));
            found.map_or_else(|| c.to_string(), |(old, _)| (*old).to_owned())
        };
        text.chars().map(letter).collect()
    }

    fn in_eight_bits(text: &str, encoding: &EightBit) -> String {
        let letters = encoding.letters();
        let seen = |c: char| letters.iter().find(|(_, letter)| **letter == c).map_or(c, |(seen, _)| *seen);
        text.chars().map(seen).collect()
    }

    fn mojibake(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    const LOWER: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

    #[test]
    fn the_whole_alphabet_there_and_back() {
        for (legacy, table) in [(Legacy::Tcvn3, &TCVN3[..]), (Legacy::Vni, &VNI), (Legacy::Viqr, &VIQR)] {
            let upper = LOWER.to_uppercase();
            let capitals = if legacy == Legacy::Tcvn3 { "ĂÂĐÊÔƠƯ" } else { &upper };
            for letter in LOWER.chars().chain(capitals.chars()) {
                let word = format!("b{letter}n");
                let old = written(&word, table);
                assert_eq!(legacy.convert(&old).as_deref(), Some(word.as_str()), "{legacy:?}: {old}");
            }
        }
        for (legacy, encoding) in [(Legacy::Viscii, VISCII), (Legacy::Vps, VPS)] {
            let all = format!("{LOWER}{}", LOWER.to_uppercase());
            assert_eq!(legacy.convert(&in_eight_bits(&all, &encoding)), Some(all));
        }
        assert_eq!(Legacy::Mojibake.convert(&mojibake(LOWER)).as_deref(), Some(LOWER));
    }

    #[test]
    fn texts_are_recognised_and_converted() {
        let read = |name: &str, bytes: &[u8]| {
            let document = records(name, bytes, &ReadOptions::default()).remove(0).unwrap();
            (document.text, document.warnings)
        };
        let plain = canonical_text(TEXT.into(), &mut Vec::new()).into_owned();
        let cases = [
            (written(TEXT, &TCVN3), "tcvn3_converted"),
            (written(TEXT, &VNI), "vni_converted"),
            (written(TEXT, &VIQR), "viqr_converted"),
            (in_eight_bits(TEXT, &VISCII), "viscii_converted"),
            (in_eight_bits(TEXT, &VPS), "vps_converted"),
            (mojibake(TEXT), "mojibake_repaired"),
        ];
        for (text, warning) in cases {
            assert_eq!(read("a.txt", text.as_bytes()), (plain.clone(), vec![warning]));
            let line = serde_json::json!({ "text": text }).to_string();
            assert_eq!(read("a.jsonl", line.as_bytes()).1, [warning]);
            if !matches!(warning, "viqr_converted" | "mojibake_repaired") {
                let bytes = WINDOWS_1252.encode(&text).0.into_owned();
                assert_eq!(read("a.txt", &bytes), (plain.clone(), vec![warning]), "{warning}");
            }
        }
    }

    #[test]
    fn bytes_of_windows_1258_are_recognised() {
        // The letters that it has whole, then the mark of tone.
        let mut text = String::new();
        for c in TEXT.chars() {
            let is_whole = !WINDOWS_1258.encode(c.encode_utf8(&mut [0; 4])).2;
            let parts = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&c.to_string()).into_owned();
            let is_tone = |c: char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(c);
            let base: String = parts.chars().filter(|&c| !is_tone(c)).collect();
            let whole = if is_whole { c.to_string() } else { base };
            text += &icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(&whole);
            text.extend(parts.chars().filter(|&c| !is_whole && is_tone(c)));
        }
        let (bytes, _, lost) = WINDOWS_1258.encode(&text);
        assert!(!lost && std::str::from_utf8(&bytes).is_err());
        let document = records("a.txt", &bytes, &ReadOptions::default()).remove(0).unwrap();
        assert_eq!((document.text.as_str(), &document.warnings[..]), (TEXT, &["nfc_normalized"][..]));
    }

    #[test]
    fn text_without_marks_is_flagged() {
        let bare: String = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd()
            .normalize(TEXT)
            .chars()
            .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
            .map(|c| if c == 'đ' { 'd' } else { c })
            .collect();
        let document = records("a.txt", bare.as_bytes(), &ReadOptions::default()).remove(0).unwrap();
        assert_eq!((document.text, document.warnings), (bare, vec![WITHOUT_DIACRITICS]));
        let english = "The head of the department told us on Monday that the plan to widen the road had been put off until the \
            rains end, as the men who were to do the work had gone home to help with the rice, and none could say when they \
            would be back in the town again to go on with what they had begun.";
        for text in [TEXT, english, "Xin chao.", ""] {
            assert!(!lacks_diacritics(text), "{text}");
        }
    }

    #[test]
    fn other_texts_are_left_alone() {
        let french = "L'été dernier, à Genève, une délégation a présenté le traité; après le dîner, où étaient réunis des élus, \
            le président a réaffirmé sa volonté, très déterminée, de préserver l'équilibre des marchés européens.";
        let english =
            "He said (aloud) that a^b+c is odd. Add it; go (on). We do+ it? The odd (one) is added. So (we) go^ (up).";
        let german = "Große Flüsse führen über müde Brücken; überall hören wir süße Töne, während Züge durch grüne Täler fahren.";
        for text in [
            TEXT,
            french,
            english,
            german,
            "",
            "Nguyen Van A noi.",
            "¸ ¹ µ",
            &TEXT.replace(|c: char| !c.is_ascii(), "a"),
        ] {
            assert_eq!(of_text(text), None, "{text}");
        }
        assert!(of_bytes(&WINDOWS_1252.encode(french).0).is_none() && of_bytes(b"\x80\x81\xFF").is_none());
        // One letter whose bytes were lost: what is not certain is not repaired.
        assert_eq!(
            of_text(&mojibake(TEXT).replacen('\u{2019}', " ", 1).replacen('\u{A0}', " ", 3).replacen("á»", "á ", 1)),
            None
        );
    }
}
