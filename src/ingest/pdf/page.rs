//! A page's content, carried out as far as it writes: which letters stand where.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, Stream};

use super::font::Font;
use super::geometry::{Matrix, in_frame};
use super::tokens::{Token, Tokens};

/// Letters that follow one another on a line without a gap; spaces among them are those that the page writes. Lengths are in
/// points; x goes along the line, y down the page.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub base: f64,
    pub size: f64,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// By the way that the writing goes, in quarter turns.
    pub runs: [Vec<Run>; 4],
    /// Characters that are known, and codes of which the font does not say what they are.
    pub known: usize,
    pub unknown: usize,
    /// Whether there are pictures.
    pub has_pictures: bool,
}

/// Why a file is given up.
#[derive(Debug)]
pub(super) struct TooMuch;

/// Fonts of a file, and how much of it may still be read.
pub(super) struct Reader<'a> {
    document: &'a Document,
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    /// Bytes of content that may still be carried out: a part may be shown any number of times.
    left: usize,
}

/// How deep parts of pages may lie in one another, and states be kept.
const MAX_DEPTH: usize = 16;
const MAX_STATES: usize = 256;
/// Bytes of one font's map of characters; one of all Unicode has less.
const MAX_MAP: usize = 4 << 20;
/// Operands that one operator may have; no writer comes near.
const MAX_OPERANDS: usize = 100_000;
/// A gap from which on words are parted, in shares of the size. Letters of another font may be written into it later.
pub(super) const WORD_GAP: f64 = 0.15;

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Marked content that is open.
enum Mark {
    Plain,
    /// What repeats on each page, and other furniture.
    Artifact,
    /// Its text is said in words; the flag is set when it has been written.
    Said(String, bool),
}

struct Content<'r, 'a> {
    reader: &'r mut Reader<'a>,
    written: &'r mut Written,
    state: State,
    states: Vec<State>,
    text: Matrix,
    line: Matrix,
    marks: Vec<Mark>,
}

impl<'a> Reader<'a> {
    pub fn new(document: &'a Document, limit: usize) -> Self {
        Self { document, fonts: HashMap::new(), left: limit }
    }

    /// What stands on a page.
    pub fn page(&mut self, page: &'a Dictionary) -> Result<Written, TooMuch> {
        let mut written = Written::default();
        let resources = self.inherited(page, b"Resources").and_then(|object| object.as_dict().ok());
        let mut content = Vec::new();
        match page.get_deref(b"Contents", self.document) {
            Ok(Object::Stream(stream)) => self.unpack(stream, &mut content)?,
            Ok(Object::Array(parts)) => {
                for part in parts {
                    if let Ok((_, Object::Stream(stream))) = self.document.dereference(part) {
                        self.unpack(stream, &mut content)?;
                        content.push(b'\n');
                    }
                }
            }
            _ => {}
        }
        let turn = self.inherited(page, b"Rotate").and_then(|object| object.as_i64().ok()).unwrap_or(0);
        let matrix = match turn.rem_euclid(360) {
            90 => Matrix([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]),
            180 => Matrix([-1.0, 0.0, 0.0, -1.0, 0.0, 0.0]),
            270 => Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]),
            _ => Matrix::IDENTITY,
        };
        self.carry_out(&content, resources, &State::new(matrix), 0, &mut written)?;
        Ok(written)
    }

    /// An entry of a page or of what it lies in.
    fn inherited(&self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = page;
        for _ in 0..MAX_DEPTH * 4 {
            if let Ok(object) = node.get_deref(key, self.document) {
                return Some(object);
            }
            node = node.get_deref(b"Parent", self.document).ok()?.as_dict().ok()?;
        }
        None
    }

    /// Adds the bytes of a stream; one that is damaged counts for nothing.
    fn unpack(&mut self, stream: &Stream, content: &mut Vec<u8>) -> Result<(), TooMuch> {
        match stream.decompressed_content_with_limit(self.left) {
            Ok(bytes) => {
                self.left = self.left.checked_sub(bytes.len()).ok_or(TooMuch)?;
                content.extend(bytes);
                Ok(())
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(TooMuch),
            Err(_) => Ok(()),
        }
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).ok()?.as_dict().ok()?;
        let font = fonts.get_deref(name, self.document).ok()?.as_dict().ok()?;
        let (document, left) = (self.document, &mut self.left);
        let read = || {
            Rc::new(Font::of(document, font, &mut |map| {
                let limit = MAX_MAP.min(*left);
                let bytes = map.decompressed_content_with_limit(limit).ok();
                *left -= bytes.as_ref().map_or(limit, Vec::len).min(*left);
                bytes
            }))
        };
        Some(self.fonts.entry(std::ptr::from_ref(font)).or_insert_with(read).clone())
    }

    fn carry_out(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        state: &State,
        depth: usize,
        written: &mut Written,
    ) -> Result<(), TooMuch> {
        let mut state = Content {
            reader: self,
            written,
            state: state.clone(),
            states: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            marks: Vec::new(),
        };
        let mut operands = Vec::new();
        for token in Tokens::new(content) {
            match token {
                Token::Operator(operator) => {
                    state.operator(operator, &operands, resources, depth)?;
                    operands.clear();
                }
                operand if operands.len() < MAX_OPERANDS => operands.push(operand),
                _ => {}
            }
        }
        Ok(())
    }
}

impl State {
    fn new(matrix: Matrix) -> Self {
        Self { matrix, font: None, size: 0.0, spacing: 0.0, word_spacing: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

/// The numbers among the operands, those that are missing as 0.
fn numbers<const N: usize>(operands: &[Token<'_>]) -> [f64; N] {
    let mut out = [0.0; N];
    let given =
        operands.iter().filter_map(|token| if let Token::Number(number) = token { Some(*number) } else { None });
    out.iter_mut().zip(given).for_each(|(place, number)| *place = number);
    out
}

impl<'a> Content<'_, 'a> {
    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Token<'_>],
        resources: Option<&'a Dictionary>,
        depth: usize,
    ) -> Result<(), TooMuch> {
        let first = || numbers::<1>(operands)[0];
        match operator {
            b"q" if self.states.len() < MAX_STATES => self.states.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.matrix = Matrix(numbers(operands)).then(self.state.matrix),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tf" => {
                if let Some(Token::Name(name)) = operands.first() {
                    self.state.font = self.reader.font(resources, name);
                }
                self.state.size = first();
            }
            b"Tc" => self.state.spacing = first(),
            b"Tw" => self.state.word_spacing = first(),
            b"Tz" => self.state.stretch = first() / 100.0,
            b"TL" => self.state.leading = first(),
            b"Ts" => self.state.rise = first(),
            b"Tm" => {
                self.line = Matrix(numbers(operands));
                self.text = self.line;
            }
            b"Td" | b"TD" => {
                let [x, y] = numbers(operands);
                if operator == b"TD" {
                    self.state.leading = -y;
                }
                self.next_line(x, y);
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands),
            b"'" | b"\"" => {
                if operator == b"\"" {
                    [self.state.word_spacing, self.state.spacing] = numbers(operands);
                }
                self.next_line(0.0, -self.state.leading);
                self.show(operands);
            }
            b"BMC" | b"BDC" => self.begin_mark(operands, resources),
            b"EMC" => drop(self.marks.pop()),
            b"BI" => self.written.has_pictures = true,
            b"Do" => {
                if let Some(Token::Name(name)) = operands.first() {
                    self.show_part(name, resources, depth)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = self.line.shifted(x, y);
        self.text = self.line;
    }

    fn begin_mark(&mut self, operands: &[Token<'_>], resources: Option<&'a Dictionary>) {
        if self.marks.len() >= MAX_STATES {
            return;
        }
        let said = match operands {
            [_, Token::Name(name)] => self.said_elsewhere(name, resources),
            _ => operands.windows(2).find_map(|pair| match pair {
                [Token::Name(b"ActualText"), Token::Text(text)] => Some(decoded(text)),
                _ => None,
            }),
        };
        self.marks.push(match (operands.first(), said) {
            (Some(Token::Name(b"Artifact")), _) => Mark::Artifact,
            (_, Some(text)) => Mark::Said(text, false),
            _ => Mark::Plain,
        });
    }

    /// The words of a mark whose properties stand among the resources.
    fn said_elsewhere(&self, name: &[u8], resources: Option<&'a Dictionary>) -> Option<String> {
        let document = self.reader.document;
        let properties = resources?.get_deref(b"Properties", document).ok()?.as_dict().ok()?;
        let mark = properties.get_deref(name, document).ok()?.as_dict().ok()?;
        mark.get_deref(b"ActualText", document).ok()?.as_str().ok().map(decoded)
    }

    fn show_part(&mut self, name: &[u8], resources: Option<&'a Dictionary>, depth: usize) -> Result<(), TooMuch> {
        let document = self.reader.document;
        let parts = resources.and_then(|resources| resources.get_deref(b"XObject", document).ok()?.as_dict().ok());
        let part = parts.and_then(|parts| parts.get_deref(name, document).ok()?.as_stream().ok());
        let Some(part) = part else { return Ok(()) };
        if part.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            self.written.has_pictures = true;
            return Ok(());
        }
        if depth >= MAX_DEPTH || self.marks.iter().any(|mark| matches!(mark, Mark::Artifact)) {
            return Ok(());
        }
        let mut content = Vec::new();
        self.reader.unpack(part, &mut content)?;
        let own = part.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let mut state = self.state.clone();
        if let Ok(matrix) = part.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            let mut numbers = Matrix::IDENTITY.0;
            for (place, number) in numbers.iter_mut().zip(matrix) {
                *place = number.as_float().map_or(*place, f64::from);
            }
            state.matrix = Matrix(numbers).then(state.matrix);
        }
        self.reader.carry_out(&content, own.or(resources), &state, depth + 1, self.written)
    }

    /// Writes strings, with the moves between them.
    fn show(&mut self, operands: &[Token<'_>]) {
        let Some(font) = self.state.font.clone() else { return };
        let is_list = operands.first() == Some(&Token::Bracket("["));
        for operand in operands {
            match operand {
                Token::Number(back) if is_list => {
                    let along = -back / 1000.0 * self.state.size * self.state.stretch;
                    self.text = self.text.shifted(along, 0.0);
                }
                Token::Text(bytes) => self.show_text(&font, bytes),
                _ => {}
            }
        }
    }

    fn show_text(&mut self, font: &Font, bytes: &[u8]) {
        let State { size, spacing, word_spacing, stretch, rise, .. } = self.state;
        for glyph in font.glyphs(bytes) {
            let space = spacing + if glyph.is_word_space { word_spacing } else { 0.0 };
            let along = (glyph.width * size + space) * stretch;
            let place = Matrix([size * stretch, 0.0, 0.0, size, 0.0, rise]).then(self.text).then(self.state.matrix);
            let count = if glyph.letters.is_some() { &mut self.written.known } else { &mut self.written.unknown };
            *count += 1;
            self.write(glyph.letters.as_deref().unwrap_or("\u{FFFD}"), place, glyph.width);
            self.text = self.text.shifted(along, 0.0);
        }
    }

    /// Writes the letters of one glyph; `place` has the size in it, `width` is a share of that.
    fn write(&mut self, letters: &str, place: Matrix, width: f64) {
        let mut letters = Cow::Borrowed(letters);
        for mark in &mut self.marks {
            match mark {
                Mark::Plain => {}
                Mark::Artifact => return,
                Mark::Said(text, written) => {
                    letters = if *written { Cow::Borrowed("") } else { Cow::Owned(text.clone()) };
                    *written = true;
                }
            }
        }
        let Some(quarter) = place.quarter() else { return };
        let (size, lying) = place.scale();
        let (left, base) = in_frame(quarter, place.origin());
        let right = left + width * lying;
        if [left, base, size, right].iter().all(|number| number.is_finite()) && size > 0.0 {
            add(&mut self.written.runs[quarter], &letters, Run { text: String::new(), left, right, base, size });
        }
    }
}

/// Adds letters to the last run, or begins another one at `place`.
fn add(runs: &mut Vec<Run>, letters: &str, place: Run) {
    let is_blank = letters.chars().all(char::is_whitespace);
    if let Some(last) = runs.last_mut()
        && (last.base - place.base).abs() <= 0.1 * place.size
        && (0.8..1.25).contains(&(last.size / place.size))
    {
        let gap = (place.left - last.right) / place.size;
        // Marks over and under letters may stand anywhere about them.
        let is_mark = letters.chars().next().is_some_and(|c| ('\u{300}'..='\u{36F}').contains(&c));
        if (-0.3..=WORD_GAP).contains(&gap) || is_mark && gap.abs() <= 1.0 {
            if !is_blank {
                push(&mut last.text, letters);
            } else if !last.text.ends_with(' ') {
                last.text.push(' ');
            }
            last.right = last.right.max(place.right);
            return;
        }
    }
    if !is_blank {
        let mut run = place;
        push(&mut run.text, letters);
        runs.push(run);
    }
}

/// Adds letters: ligatures as what they are made of, signs of symbol fonts as points of a list.
fn push(text: &mut String, letters: &str) {
    for c in letters.chars() {
        match c {
            '\u{FB00}' => text.push_str("ff"),
            '\u{FB01}' => text.push_str("fi"),
            '\u{FB02}' => text.push_str("fl"),
            '\u{FB03}' => text.push_str("ffi"),
            '\u{FB04}' => text.push_str("ffl"),
            '\u{F020}' => text.push(' '),
            '\u{F000}'..='\u{F0FF}' => text.push('•'),
            c => text.push(c),
        }
    }
}

/// A string of the file's own text: UTF-16 with its mark, UTF-8 with its mark, else one byte a letter.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0.into_owned(),
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
        },
    }
}
