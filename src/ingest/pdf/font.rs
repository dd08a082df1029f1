//! Fonts: which letters the bytes of a string stand for, and how wide they are.

use std::borrow::Cow;
use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::cmap::CodeMap;

/// A font.
pub(super) struct Font {
    /// Codes of the font's own length, as its map or its encoding says; one byte in a simple font.
    is_simple: bool,
    /// What the codes mean.
    map: Option<CodeMap>,
    /// How long the codes are, where a map of its own says that.
    codes: Option<CodeMap>,
    /// Letters of the codes of a simple font by their names, for what the map does not say.
    named: Vec<Box<str>>,
    widths: Widths,
}

/// Widths of glyphs, in the unit of the font's size.
struct Widths {
    of: HashMap<u32, f64>,
    ranges: Vec<(u32, u32, f64)>,
    other: f64,
}

/// What one code stands for.
pub(super) struct Glyph<'a> {
    /// None if the font does not say.
    pub letters: Option<Cow<'a, str>>,
    pub width: f64,
    /// Whether it is the code 32 of one byte, at which words are moved apart.
    pub is_word_space: bool,
}

/// Width of a glyph of which nothing is known.
const USUAL_WIDTH: f64 = 0.5;
/// Most ranges of widths that are looked at.
const MAX_RANGES: usize = 1000;

impl Font {
    /// Reads a font; `unpack` gives the bytes of a map, if they may be read.
    pub fn of(document: &Document, font: &Dictionary, unpack: &mut dyn FnMut(&Stream) -> Option<Vec<u8>>) -> Self {
        let mut map_of = |key: &[u8]| match font.get_deref(key, document) {
            Ok(Object::Stream(stream)) => unpack(stream).map(|bytes| CodeMap::parse(&bytes)),
            _ => None,
        };
        let map = map_of(b"ToUnicode");
        let is_simple = font.get_deref(b"Subtype", document).and_then(Object::as_name).ok() != Some(b"Type0");
        if is_simple {
            let (named, widths) = (named_letters(document, font), Widths::of_simple(document, font));
            return Self { is_simple, map, codes: None, named, widths };
        }
        let codes = map_of(b"Encoding");
        Self { is_simple, map, codes, named: Vec::new(), widths: Widths::of_composite(document, font) }
    }

    /// What the bytes of a string stand for.
    pub fn glyphs<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Glyph<'a>> {
        let mut rest = bytes;
        std::iter::from_fn(move || {
            let length = self.code_length(rest).min(rest.len());
            let (code, after) = rest.split_at_checked(length).filter(|(code, _)| !code.is_empty())?;
            rest = after;
            let number = code.iter().fold(0, |number: u32, &byte| number << 8 | u32::from(byte));
            let letters = self.map.as_ref().and_then(|map| map.letters(code)).or_else(|| {
                self.named.get(number as usize).filter(|name| !name.is_empty()).map(|name| Cow::Borrowed(&**name))
            });
            Some(Glyph { letters, width: self.widths.get(number), is_word_space: code == b" " })
        })
    }

    fn code_length(&self, bytes: &[u8]) -> usize {
        if self.is_simple {
            return 1;
        }
        self.codes.as_ref().and_then(|codes| codes.length(bytes)).unwrap_or(2)
    }
}

impl Widths {
    fn of_simple(document: &Document, font: &Dictionary) -> Self {
        // Other fonts measure in thousandths of their size; one of drawings says in what.
        let matrix = font.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let unit = matrix.and_then(|matrix| matrix.first()?.as_float().ok()).map_or(0.001, f64::from);
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let widths = font.get_deref(b"Widths", document).and_then(Object::as_array);
        let widths = widths.map(Vec::as_slice).unwrap_or_default().iter().take(256).zip(first.max(0)..);
        let of = widths.filter_map(|(width, code)| Some((u32::try_from(code).ok()?, number(document, width)? * unit)));
        Self { of: of.collect(), ranges: Vec::new(), other: USUAL_WIDTH }
    }

    fn of_composite(document: &Document, font: &Dictionary) -> Self {
        let mut widths = Self { of: HashMap::new(), ranges: Vec::new(), other: 1.0 };
        let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let inner = descendants.ok().and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(inner) = inner else { return widths };
        if let Some(width) = inner.get(b"DW").ok().and_then(|width| number(document, width)) {
            widths.other = width / 1000.0;
        }
        let list = inner.get_deref(b"W", document).and_then(Object::as_array);
        let mut list = list.map(Vec::as_slice).unwrap_or_default().iter();
        let code = |object: &Object| number(document, object).map(|code| code.max(0.0) as u32);
        while let (Some(first), Some(next)) = (list.next().and_then(code), list.next()) {
            if let Ok((_, Object::Array(array))) = document.dereference(next) {
                let array = array.iter().filter_map(|width| number(document, width));
                widths.of.extend((first..).zip(array.map(|width| width / 1000.0)));
            } else if let (Some(last), Some(width)) =
                (code(next), list.next().and_then(|width| number(document, width)))
                && widths.ranges.len() < MAX_RANGES
            {
                widths.ranges.push((first, last, width / 1000.0));
            }
        }
        widths
    }

    fn get(&self, code: u32) -> f64 {
        let in_range = || self.ranges.iter().find(|range| (range.0..=range.1).contains(&code)).map(|range| range.2);
        self.of.get(&code).copied().or_else(in_range).unwrap_or(self.other)
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

/// The letters of all codes of a simple font, by its encoding and what that has in other places.
fn named_letters(document: &Document, font: &Dictionary) -> Vec<Box<str>> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(dict)) => dict.get(b"BaseEncoding").and_then(Object::as_name).ok(),
        _ => None,
    };
    // Fonts of text that say nothing are nearly always those of Windows.
    let base = base.unwrap_or(b"WinAnsiEncoding");
    let whole = dictionary! { "Type" => "Font", "Encoding" => Object::Name(base.to_vec()) };
    let mut letters = vec![Box::<str>::default(); 256];
    if let Ok(encoding) = whole.get_font_encoding(document) {
        for (code, letters) in letters.iter_mut().enumerate() {
            *letters = encoding.bytes_to_string(&[code as u8]).unwrap_or_default().into();
        }
    }
    let differences = match encoding {
        Some(Object::Dictionary(dict)) => dict.get_deref(b"Differences", document).and_then(Object::as_array).ok(),
        _ => None,
    };
    let mut code = 0;
    for object in differences.into_iter().flatten().take(1024) {
        match object {
            Object::Integer(first) => code = usize::try_from(*first).unwrap_or(256),
            Object::Name(name) => {
                if let Some(place) = letters.get_mut(code) {
                    *place = named_letter(document, name).unwrap_or_default().into();
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    letters
}

/// The letter of a glyph's name: `uni1EA1` and `u1EA1` say it, other names stand in Adobe's list. What follows a full stop says
/// only how it looks.
fn named_letter(document: &Document, name: &[u8]) -> Option<String> {
    let name = name.split(|&byte| byte == b'.').next().filter(|name| !name.is_empty())?;
    let by_code = |prefix: &str| {
        let digits = std::str::from_utf8(name).ok()?.strip_prefix(prefix)?;
        let hexadecimal = (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hexadecimal.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
    };
    if let Some(letter) = by_code("uni").or_else(|| by_code("u")) {
        return Some(letter.to_string());
    }
    let differences = vec![Object::Integer(0), Object::Name(name.to_vec())];
    let font = dictionary! { "Type" => "Font", "Encoding" => dictionary! { "Differences" => differences } };
    font.get_font_encoding(document).ok()?.bytes_to_string(&[0]).ok().filter(|letter| !letter.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_letters() {
        let document = Document::new();
        for (name, letter) in
            [("uni1EA1", "ạ"), ("u0111", "đ"), ("dcroat", "đ"), ("uhornacute.sc", "ứ"), ("A", "A"), ("space", " ")]
        {
            assert_eq!(named_letter(&document, name.as_bytes()).as_deref(), Some(letter), "{name}");
        }
        for name in ["g23", ".notdef", "uniD800", ""] {
            assert_eq!(named_letter(&document, name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn an_encoding_with_differences() {
        let document = Document::new();
        let differences = vec![Object::Integer(65), "uni1EA1".into(), "dcroat".into()];
        let encoding = dictionary! { "BaseEncoding" => "WinAnsiEncoding", "Differences" => differences };
        let widths = vec![Object::Integer(250), Object::Integer(500)];
        let font =
            dictionary! { "Subtype" => "TrueType", "Encoding" => encoding, "FirstChar" => 65, "Widths" => widths };
        let font = Font::of(&document, &font, &mut |_| None);
        let glyphs: Vec<Glyph<'_>> = font.glyphs(b"AB C").collect();
        let letters: String = glyphs.iter().filter_map(|glyph| glyph.letters.as_deref()).collect();
        assert_eq!(letters, "ạđ C");
        assert!((glyphs[0].width - 0.25).abs() < 1e-6 && (glyphs[3].width - USUAL_WIDTH).abs() < 1e-6);
        assert!(glyphs[2].is_word_space);
    }
}
