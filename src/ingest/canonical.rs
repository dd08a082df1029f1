//! The canonical form of a text: what all offsets refer to.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use memchr::{memchr_iter, memrchr};

use super::scan::{first_untidy, is_surely_composed};

/// The text was not in NFC.
const NFC_NORMALIZED: &str = "nfc_normalized";
/// There were control characters.
const CONTROLS_REMOVED: &str = "control_characters_removed";

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();

/// All white space that a tidy text has.
const BLANK: [char; 2] = [' ', '\n'];

/// Brings a text to canonical form.
///
/// A canonical text
/// 1. is in Unicode normalization form C;
/// 2. has no white space but U+0020 and U+000A, never two spaces in a row, none at the begin or end of a line;
/// 3. has its paragraphs separated by exactly one blank line (`"\n\n"`), no line end inside a paragraph, and none before the
///    first or after the last;
/// 4. has no control characters, and no characters without width: U+00AD, U+061C, U+180E, U+200B to U+200F,
///    U+202A to U+202E, U+2060 to U+206F, U+FEFF.
///
/// Another text is brought there in this order: tabs, U+00A0, U+1680, U+2000 to U+200A, U+202F, U+205F and U+3000 become
/// spaces; CR LF, CR, VT, FF and U+2028 become line ends and U+2029 a blank line; the characters of point 4 go; spaces and
/// blank lines are reduced; the text is composed (NFC); last, lines that end in a single line end become paragraphs of their
/// own, unless the text is hard-wrapped (lines filled up to one width of 50 to 110 characters), when they are joined with a
/// space.
///
/// A canonical text comes out as it went in, so this may be applied any number of times.
///
/// Notes in `warnings` what the text's source should mend: `nfc_normalized`, `control_characters_removed`.
pub fn canonical_text<'a>(mut text: Cow<'a, str>, warnings: &mut Vec<&'static str>) -> Cow<'a, str> {
    let is_tidy = !text.starts_with(BLANK) && !text.ends_with(BLANK) && first_untidy(&text).is_none();
    if !is_tidy {
        let (tidied, controls) = tidy(&text);
        if controls {
            warnings.push(CONTROLS_REMOVED);
        }
        text = Cow::Owned(tidied);
    }
    if !is_surely_composed(&text) && !NFC.is_normalized(&text) {
        warnings.push(NFC_NORMALIZED);
        text = Cow::Owned(NFC.normalize(&text).into_owned());
    }
    if is_tidy { text } else { settle_lone_line_ends(text) }
}

/// A short text (a title, a name) in canonical form on one line; none where nothing is left.
pub(super) fn canonical_line(text: &str) -> Option<String> {
    let text = canonical_text(Cow::Borrowed(text), &mut Vec::new());
    let line = if text.contains('\n') { text.replace("\n\n", " ") } else { text.into_owned() };
    (!line.is_empty()).then_some(line)
}

/// What becomes of a character.
enum Fate {
    Keep,
    Space,
    /// So many line ends.
    Break(u8),
    Drop,
    /// Dropped, and worth a warning.
    Control,
}

const fn fate(c: char) -> Fate {
    match c {
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Fate::Space
        }
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{2028}' => Fate::Break(1),
        '\u{2029}' => Fate::Break(2),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => Fate::Control,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Settles characters, spaces and line ends; leaves lines separated by one line end or two. Also says whether there were
/// control characters.
fn tidy(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut controls) = (text, false);
    loop {
        let start = gap_start(rest);
        out.push_str(&rest[..start]);
        let gap = Gap::measure(&rest[start..]);
        controls |= gap.controls;
        rest = &rest[start + gap.length..];
        if rest.is_empty() {
            return (out, controls);
        }
        if !out.is_empty() {
            out.push_str(gap.separator());
        }
    }
}

/// Where the first untidy gap between kept characters begins.
fn gap_start(text: &str) -> usize {
    if text.starts_with(BLANK) {
        return 0;
    }
    let seen = first_untidy(text).unwrap_or(text.len());
    let near = (seen..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let gap = text[near..].find(|c| !matches!(fate(c), Fate::Keep)).map_or(text.len(), |at| near + at);
    // A tidy space may stand before the untidy character.
    text[..gap].trim_end_matches(BLANK).len()
}

/// What stands between two kept characters.
#[derive(Default)]
struct Gap {
    length: usize,
    space: bool,
    breaks: u8,
    controls: bool,
}

impl Gap {
    /// Measures the gap that `text` begins with.
    fn measure(text: &str) -> Self {
        let mut gap = Self::default();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match fate(c) {
                Fate::Keep => break,
                Fate::Space => gap.space = true,
                Fate::Break(_) if c == '\r' && chars.peek() == Some(&'\n') => {}
                Fate::Break(ends) => gap.breaks = gap.breaks.saturating_add(ends),
                Fate::Drop => {}
                Fate::Control => gap.controls = true,
            }
            gap.length += c.len_utf8();
        }
        gap
    }

    fn separator(&self) -> &'static str {
        match self.breaks {
            0 if self.space => " ",
            0 => "",
            1 => "\n",
            _ => "\n\n",
        }
    }
}

/// Turns single line ends into paragraph ends or, in a hard-wrapped text, into spaces.
fn settle_lone_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_lone = |&at: &usize| bytes[at - 1] != b'\n' && bytes[at + 1] != b'\n';
    // A tidy text neither begins nor ends with a line end, so that each has neighbours.
    let lone: Vec<usize> = memchr_iter(b'\n', bytes).filter(is_lone).collect();
    if lone.is_empty() {
        return text;
    }
    let joint = if is_wrapped(&text, &lone) { " " } else { "\n\n" };
    let mut out = String::with_capacity(text.len() + lone.len());
    let mut start = 0;
    for &at in &lone {
        out.push_str(&text[start..at]);
        out.push_str(joint);
        start = at + 1;
    }
    out.push_str(&text[start..]);
    Cow::Owned(out)
}

/// Whether the single line ends (at `lone`) come from wrapping at a fixed width: there are blank lines too, there are at
/// least five single line ends, most of the lines that they end stop in the middle of a sentence, the longest of these has
/// 50 to 110 characters, and three in four are full, that is, the next line's first word would not have fitted (with an
/// eighth of the longest line as tolerance, since letters in print differ in width).
fn is_wrapped(text: &str, lone: &[usize]) -> bool {
    if lone.len() < 5 || memchr_iter(b'\n', text.as_bytes()).count() == lone.len() {
        return false;
    }
    let (mut open, mut widths) = (0, Vec::with_capacity(lone.len()));
    for &at in lone {
        let start = memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |end| end + 1);
        let word = text[at + 1..].split(BLANK).next().unwrap_or_default();
        open += usize::from(!ends_sentence(&text[start..at]));
        widths.push((text[start..at].chars().count(), word.chars().count()));
    }
    let longest = widths.iter().map(|&(line, _)| line).max().unwrap_or(0);
    let full = widths.iter().filter(|&&(line, word)| line + 1 + word + longest / 8 > longest).count();
    open * 2 > lone.len() && (50..=110).contains(&longest) && full * 4 >= lone.len() * 3
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(text: &str) -> String {
        canonical_text(Cow::Borrowed(text), &mut Vec::new()).into_owned()
    }

    fn warnings(text: &str) -> Vec<&'static str> {
        let mut warnings = Vec::new();
        canonical_text(Cow::Borrowed(text), &mut warnings);
        warnings
    }

    #[test]
    fn canonical_text_is_borrowed_back() {
        let text = "Sáng 5/3, tại Huế, ông Đặng Trà nói: “Tốt!”\n\nTheo bà Lưu Hạ, mức phí là 20.000 ₫ – “không cao”.";
        let mut warnings = Vec::new();
        assert!(matches!(canonical_text(Cow::Borrowed(text), &mut warnings), Cow::Borrowed(out) if out == text));
        assert!(warnings.is_empty());
    }

    #[test]
    fn spaces_and_invisible_characters_are_settled() {
        assert_eq!(canonical("\u{feff} Bộ\u{a0}\u{a0}Y\u{3000}tế\t cho \u{200b} biết \n"), "Bộ Y tế cho biết");
        assert_eq!(canonical("Quảng\u{ad} Ninh\u{202c}, Quảng\u{200d}Trị"), "Quảng Ninh, QuảngTrị");
        assert_eq!(canonical(" \u{200b}\r\n\u{7} "), "");
    }

    #[test]
    fn only_what_the_source_should_mend_is_warned_of() {
        assert_eq!(canonical("Ha\u{301}i Pho\u{300}ng\u{0}"), "Hái Phòng");
        assert_eq!(warnings("Ha\u{301}i Pho\u{300}ng\u{0}"), [CONTROLS_REMOVED, NFC_NORMALIZED]);
        assert!(warnings("\u{feff}Hải\u{200b}  Phòng \r\n\r\n").is_empty());
        assert!(warnings("Ảnh: Ма́й").is_empty());
    }

    #[test]
    fn a_mark_joins_its_letter_across_an_invisible_character() {
        assert_eq!(canonical("a\u{200b}\u{301}"), "á");
    }

    #[test]
    fn every_kind_of_line_end_is_known() {
        assert_eq!(
            canonical("Một\r\n\r\nHai\r\rBa\u{2029}Bốn\u{b}\u{c}Năm \n \n \n Sáu"),
            "Một\n\nHai\n\nBa\n\nBốn\n\nNăm\n\nSáu"
        );
    }

    #[test]
    fn lines_without_blank_lines_are_paragraphs() {
        assert_eq!(canonical("Dòng đầu\nDòng hai.\r\nDòng ba"), "Dòng đầu\n\nDòng hai.\n\nDòng ba");
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let text = "Chiều 4/9, Sở Xây dựng tỉnh họp với các chủ đầu tư về tiến độ\n\
                    nhà ở xã hội; đại diện sở cho biết đã có bảy dự án được khởi\n\
                    công từ đầu năm, hai dự án xong phần móng và một dự án vướng\n\
                    giải phóng mặt bằng.\n\n\
                    Theo ông Kiều Văn Mộc, vướng mắc lớn nhất vẫn là giá đất đền\n\
                    bù, người dân chưa đồng thuận; tỉnh sẽ đối thoại với từng hộ\n\
                    trước ngày 30/9.";
        let joined = text.replace("\n\n", "¶").replace('\n', " ").replace('¶', "\n\n");
        assert_eq!(canonical(text), joined);
    }

    #[test]
    fn single_line_ends_between_whole_sentences_stay_paragraphs() {
        let text = "Hội nghị bàn ba việc.\nMột là rà soát lại quy hoạch của toàn bộ các huyện ven biển.\n\
                    Hai là bố trí vốn cho các tuyến đường còn dở dang trong năm nay.\nBa là chọn nhà thầu.\n\nHội nghị kết thúc lúc 17 giờ.";
        assert_eq!(canonical(text).matches("\n\n").count(), 4);
        let captions = "Toàn cảnh\n\nẢnh chụp tại cảng\nNguồn: Ban quản lý\nTàu cập bến\nHết giờ làm\n\nKết.";
        assert_eq!(canonical(captions).matches("\n\n").count(), 5);
    }

    #[test]
    fn titles_come_out_on_one_line() {
        assert_eq!(canonical_line(" Họp báo\n thường kỳ\t").as_deref(), Some("Họp báo thường kỳ"));
        assert_eq!(canonical_line(" \n\u{200b}"), None);
    }

    /// Texts made of what goes wrong.
    fn awkward() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            4 => Just("Bộ trưởng".to_owned()),
            4 => Just(" ".to_owned()),
            3 => Just("\n".to_owned()),
            1 => Just("\n\n".to_owned()),
            2 => Just("một dòng dài chừng sáu mươi ký tự, không có dấu chấm ở cuối".to_owned()),
            3 => proptest::sample::select("\r\t\u{b}\0\u{85}\u{a0}\u{ad}\u{200b}\u{2028}\u{2029}\u{2001}\u{3000}\u{feff}\u{61c}\u{180e}\u{1680}".chars().collect::<Vec<_>>()).prop_map(String::from),
            3 => proptest::sample::select("\u{301}\u{323}\u{306}aâĂ\u{1100}\u{1161}\u{212b}\u{37e}“.".chars().collect::<Vec<_>>()).prop_map(String::from),
            2 => any::<String>(),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_comes_out_is_canonical(text in awkward()) {
            let once = canonical(&text);
            prop_assert!(first_untidy(&once).is_none(), "{once:?}");
            prop_assert!(NFC.is_normalized(&once), "{once:?}");
            prop_assert!(!once.contains("\n\n\n") && !once.replace("\n\n", "").contains('\n'));
            prop_assert!(once.chars().all(|c| matches!(fate(c), Fate::Keep) || c == ' ' || c == '\n'));
            let mut warnings = Vec::new();
            let twice = canonical_text(Cow::Borrowed(&once), &mut warnings);
            prop_assert!(matches!(twice, Cow::Borrowed(same) if same == once) && warnings.is_empty());
        }

        #[test]
        fn composition_does_not_depend_on_how_the_input_was_composed(text in awkward()) {
            let decomposed = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
            prop_assert_eq!(canonical(&text), canonical(&decomposed));
        }
    }
}
