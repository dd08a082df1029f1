//! Looks over a text's bytes, fast enough for every document: is there anything to bring to canonical form?
//!
//! Both questions are put to windows of three bytes, in numbers instead of truth values and without branches, so that the
//! compiler makes vector instructions of it.

const BLOCK: usize = 64;
/// A byte that means nothing to either question, whatever stands before it.
const BEHIND: u8 = b'x';

/// Where a text is not as the canonical form has its characters, spaces and line ends: the first such byte, or one or two
/// bytes before it (perhaps inside a character). White space at the begin and the end of the text is not looked at.
pub(super) fn first_untidy(text: &str) -> Option<usize> {
    first(text.as_bytes(), perhaps_untidy, untidy)
}

/// Whether a text surely is in NFC: it has nothing but characters that neither change nor combine there. If not, a
/// normalizer has to look.
pub(super) fn is_surely_composed(text: &str) -> bool {
    first(text.as_bytes(), |_, _| 1, perhaps_uncomposed).is_none()
}

/// The first window that `test` is not zero for; behind the last byte stand letters. Where `may` is zero for all windows of a block,
/// `test`, which costs more, is as well.
fn first(bytes: &[u8], may: impl Fn(u8, u8) -> u8, test: impl Fn(u8, u8, u8) -> u8) -> Option<usize> {
    for at in (0..bytes.len()).step_by(BLOCK) {
        let mut end = [BEHIND; BLOCK + 2];
        let window: &[u8; BLOCK + 2] = if let Some(window) = bytes[at..].first_chunk() {
            window
        } else {
            end[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            &end
        };
        if (0..BLOCK).fold(0, |found, i| found | may(window[i], window[i + 1])) == 0 {
            continue;
        }
        let found = |i: &usize| test(window[*i], window[i + 1], window[i + 2]);
        if (0..BLOCK).fold(0, |all, i| all | found(&i)) != 0 {
            return (0..BLOCK).find(|i| found(i) != 0).map(|i| at + i);
        }
    }
    None
}

#[inline]
fn is(byte: u8, value: u8) -> u8 {
    u8::from(byte == value)
}

#[inline]
fn is_in(byte: u8, low: u8, high: u8) -> u8 {
    u8::from(byte.wrapping_sub(low) <= high - low)
}

/// Not zero where [`untidy`] may be: at two bytes that seldom stand in a line of Vietnamese.
#[inline]
fn perhaps_untidy(a: u8, b: u8) -> u8 {
    let line_end = is(b, b'\n') | is(a, b'\n');
    let spaces = is(a, b' ') & is(b, b' ');
    let rare = is(a, 0x7F) | is(a, 0xC2) | is(a, 0xD8) | is(a, 0xE2) | is(a, 0xE3) | is(a, 0xEF);
    line_end | spaces | rare | is_in(a, 0, 0x1F) | (is(a, 0xE1) & is_in(b, 0x9A, 0xA0))
}

/// Not zero where a control character, a space or line end in a wrong place, or a character that the canonical form does not
/// have begins; the letters are the characters' bytes in UTF-8.
#[inline]
fn untidy(a: u8, b: u8, c: u8) -> u8 {
    let (end_a, end_b, end_c) = (is(a, b'\n'), is(b, b'\n'), is(c, b'\n'));
    let control = (is_in(a, 0, 0x1F) & (end_a ^ 1)) | is(a, 0x7F);
    let spaces = (is(a, b' ') & (is(b, b' ') | end_b)) | (end_a & is(b, b' '));
    // One line end alone, or three.
    let ends = end_b & (end_a ^ end_c ^ 1);
    // U+0080 to U+00A0, U+00AD
    let latin = is(a, 0xC2) & (is_in(b, 0x80, 0xA0) | is(b, 0xAD));
    // U+061C; U+1680, U+180E; U+3000; U+FEFF
    let arabic = is(a, 0xD8) & is(b, 0x9C);
    let others = is(a, 0xE1) & ((is(b, 0x9A) & is(c, 0x80)) | (is(b, 0xA0) & is(c, 0x8E)));
    let wide = is(a, 0xE3) & is(b, 0x80) & is(c, 0x80);
    let mark = is(a, 0xEF) & is(b, 0xBB) & is(c, 0xBF);
    // U+2000 to U+200F, U+2028 to U+202F; U+205F to U+206F
    let general = (is(b, 0x80) & (is_in(c, 0x80, 0x8F) | is_in(c, 0xA8, 0xAF))) | (is(b, 0x81) & is_in(c, 0x9F, 0xAF));
    control | spaces | ends | latin | arabic | others | wide | mark | (is(a, 0xE2) & general)
}

/// Not zero where a character begins that NFC may change or move. Sure of NFC are U+0000-02FF, U+1E00-1EFF (all of
/// Vietnamese) and U+2002-20BF (quotation marks, dashes, the dong sign); U+2000 and U+2001 are untidy already.
#[inline]
fn perhaps_uncomposed(a: u8, b: u8, _: u8) -> u8 {
    let vietnamese = is(a, 0xE1) & is_in(b, 0xB8, 0xBB);
    let punctuation = is(a, 0xE2) & is_in(b, 0x80, 0x82);
    is_in(a, 0xCC, 0xFF) & ((vietnamese | punctuation) ^ 1)
}

#[cfg(test)]
mod tests {
    use icu_normalizer::ComposingNormalizerBorrowed;

    use super::*;

    /// Puts `middle` at every place inside a text of several blocks.
    fn everywhere(middle: &str) -> impl Iterator<Item = (usize, String)> {
        (1..200).map(move |n| (n, format!("{}{middle}{}", "m".repeat(n), "n".repeat(200 - n))))
    }

    #[test]
    fn untidy_places_are_seen_wherever_they_are() {
        let strings = [
            "  ", "\n", "\n\n\n", "\n\n\n\n", " \n\n", "\n\n ", "\t", "\r\n", "\0", "\u{7f}", "\u{80}", "\u{a0}",
            "\u{ad}",
        ];
        let characters = "\u{61c}\u{1680}\u{180e}\u{2000}\u{200b}\u{200f}\u{2028}\u{202e}\u{202f}\u{205f}\u{2060}\u{206f}\u{3000}\u{feff}";
        for bad in strings.map(String::from).into_iter().chain(characters.chars().map(String::from)) {
            for (at, text) in everywhere(&bad) {
                let seen = first_untidy(&text).unwrap();
                assert!(seen + 2 >= at && seen < at + bad.len(), "{bad:?} at {at}, seen at {seen}");
            }
        }
    }

    #[test]
    fn no_untidy_place_is_passed_over() {
        // What the third byte is compared with.
        for c in [0, b'\n', b' ', 0x80, 0x8E, 0x8F, 0x9F, 0xA0, 0xA8, 0xAF, 0xBF] {
            for (a, b) in (0..=u16::MAX).map(u16::to_be_bytes).map(|[a, b]| (a, b)) {
                assert!(untidy(a, b, c) == 0 || perhaps_untidy(a, b) != 0, "{a:#x} {b:#x} {c:#x}");
            }
        }
    }

    #[test]
    fn tidy_places_are_let_pass_wherever_they_are() {
        for good in
            [" ", "\n\n", ".\n\n“", "°", "¡", "ạ", "…", "–", "‐", "‰", "→", "、", "ﬁ", "ᚠ", "\u{1820}", "ذ", "\u{301}"]
        {
            assert!(everywhere(good).all(|(_, text)| first_untidy(&text).is_none()), "{good:?}");
        }
        assert!(first_untidy("").is_none() && is_surely_composed(""));
    }

    #[test]
    fn what_is_called_composed_never_changes_in_nfc() {
        let nfc = ComposingNormalizerBorrowed::new_nfc();
        let sure: Vec<char> = ('\0'..=char::MAX).filter(|c| is_surely_composed(&format!("x{c}x"))).collect();
        assert!(sure.len() > 1000);
        for &c in sure.iter().filter(|c| !matches!(c, '\u{2000}' | '\u{2001}')) {
            for before in ["", "a", "ư", "ớ", "…"] {
                assert!(nfc.is_normalized(&format!("{before}{c}")), "{before}{c:?}");
            }
        }
    }
}
