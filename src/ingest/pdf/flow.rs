//! Lines to paragraphs, over the ends of lines, columns and pages.

use std::collections::HashMap;

use super::layout::{Block, Line};
use crate::ingest::syllable::is_syllable;

/// The blocks of a page.
pub(super) type Page = Vec<Block>;

/// How many lines at the top and the bottom of a page may be furniture.
const EDGE: usize = 3;
/// A line's height against the usual one, from which on it begins a paragraph.
const PARAGRAPH_GAP: f64 = 1.25;
/// Lines of a block that say how far apart its lines are.
const ENOUGH: usize = 6;
/// How far a first line is moved in, and how much letters may differ in size within a paragraph.
const INDENT: f64 = 0.8;
const SAME_SIZE: f64 = 0.12;

/// The text of the pages, a blank line between paragraphs.
pub(super) fn text(mut pages: Vec<Page>) -> String {
    remove_furniture(&mut pages);
    let mut paragraphs = Paragraphs::default();
    let usual = usual_pitch(pages.iter().flatten()).unwrap_or(1.5);
    for block in pages.iter().flatten() {
        paragraphs.add(block, usual);
    }
    paragraphs.all.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The distance of lines within paragraphs, in shares of the size: of all distances one of the smaller ones.
fn usual_pitch<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Option<f64> {
    let pairs = blocks.into_iter().flat_map(|block| block.windows(2));
    let mut pitches: Vec<f64> = pairs
        .filter(|pair| is_same_size(pair[0].size, pair[1].size))
        .map(|pair| (pair[1].base - pair[0].base) / pair[1].size)
        .filter(|pitch| (0.5..3.0).contains(pitch))
        .collect();
    pitches.sort_by(f64::total_cmp);
    pitches.get(pitches.len() / 4).copied()
}

/// Takes away what stands at the edge of many pages, and their numbers.
fn remove_furniture(pages: &mut [Page]) {
    let mut seen: HashMap<(bool, String, i64), usize> = HashMap::new();
    for page in pages.iter() {
        for (is_top, _, line) in edges(page) {
            *seen.entry((is_top, folded(&line.text), height(line))).or_default() += 1;
        }
    }
    // Left and right pages may have furniture of their own.
    let many = (pages.len() * 2 / 5).max(2);
    for page in pages.iter_mut() {
        let gone: Vec<(usize, usize)> = edges(page)
            .into_iter()
            .filter(|(is_top, _, line)| {
                let folded = folded(&line.text);
                let repeated = seen.get(&(*is_top, folded.clone(), height(line))).is_some_and(|&count| count >= many);
                repeated || !*is_top && is_page_number(&folded)
            })
            .map(|(_, place, _)| place)
            .collect();
        for (number, block) in page.iter_mut().enumerate() {
            let mut index = 0;
            block.retain(|_| {
                index += 1;
                !gone.contains(&(number, index - 1))
            });
        }
    }
}

/// The lines at the top and the bottom: whether it is the top, where the line is, the line.
fn edges(page: &Page) -> Vec<(bool, (usize, usize), &Line)> {
    let mut lines: Vec<((usize, usize), &Line)> = Vec::new();
    for (number, block) in page.iter().enumerate() {
        lines.extend(block.iter().enumerate().map(|(index, line)| ((number, index), line)));
    }
    lines.sort_by(|a, b| a.1.base.total_cmp(&b.1.base));
    let height = |at: usize| lines[at].1.base;
    let mut edges = Vec::new();
    let top = lines.iter().take_while(|(_, line)| line.base <= height((EDGE - 1).min(lines.len() - 1)));
    edges.extend(top.map(|&(place, line)| (true, place, line)));
    let bottom = lines.iter().rev().take_while(|(_, line)| line.base >= height(lines.len().saturating_sub(EDGE)));
    edges.extend(bottom.map(|&(place, line)| (false, place, line)));
    edges
}

/// Where a line stands, as roughly as pages differ in it.
fn height(line: &Line) -> i64 {
    (line.base / 4.0).round() as i64
}

/// The text with each number as `#`.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_ascii_digit() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// A number and what may stand about it: `- 3 -`, `3/10`, `Trang 3`, `Page 3 of 10`.
fn is_page_number(folded: &str) -> bool {
    const WORDS: [&str; 4] = ["trang", "page", "of", "tr"];
    let mut words =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '#')).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && folded.contains('#') && words.all(|word| word == "#" || WORDS.contains(&word))
}

/// A paragraph, and what is needed to tell whether it goes on.
struct Paragraph {
    text: String,
    size: f64,
    /// Its last line is full, so that the next one may go on.
    is_full: bool,
}

#[derive(Default)]
struct Paragraphs {
    all: Vec<Paragraph>,
}

impl Paragraphs {
    fn add(&mut self, block: &Block, usual: f64) {
        let margins = Margins::of(block, usual);
        // The line above, where the paragraph had begun before it.
        let mut above: Option<&Line> = None;
        for (index, line) in block.iter().enumerate() {
            let before = index.checked_sub(1).map(|at| &block[at]);
            let target = match before {
                Some(before) => (!margins.part(above, before, line)).then(|| self.all.len() - 1),
                None => self.open(line, &margins),
            };
            above = before.filter(|_| target.is_some());
            let is_full = !line.is_cell && margins.is_full(line, None);
            match target.and_then(|at| self.all.get_mut(at)) {
                Some(paragraph) => {
                    join(&mut paragraph.text, &line.text);
                    paragraph.is_full = is_full;
                }
                None => self.all.push(Paragraph { text: line.text.clone(), size: line.size, is_full }),
            }
        }
    }

    /// The paragraph of an earlier column or page that a block's first line goes on with: the last one in letters of that
    /// size, as notes may stand between.
    fn open(&self, line: &Line, margins: &Margins) -> Option<usize> {
        const BACK: usize = 8;
        if line.is_cell || begins_item(&line.text) {
            return None;
        }
        let last = self.all.len();
        let at = (last.saturating_sub(BACK)..last).rev().find(|&at| is_same_size(self.all[at].size, line.size))?;
        let paragraph = &self.all[at];
        let first = line.text.chars().next()?;
        let is_indented = line.left - margins.left > INDENT * line.size;
        let is_lower = first.is_lowercase();
        let goes_on = is_lower || paragraph.is_full && at + 1 == last && !is_indented;
        let is_over = match paragraph.text.chars().next_back() {
            // Also between the points of a list, but those seldom fill their line.
            Some(';') => !(is_lower && paragraph.is_full),
            _ => ends_sentence(&paragraph.text),
        };
        (goes_on && !is_over).then_some(at)
    }
}

/// The edges of a block and the usual distance of its lines.
struct Margins {
    left: f64,
    right: f64,
    pitch: f64,
}

impl Margins {
    fn of(block: &Block, usual: f64) -> Self {
        let left = block.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
        let right = block.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
        // A few lines may be a paragraph each.
        let own = usual_pitch([block]).filter(|&own| block.len() >= ENOUGH || own < usual);
        Self { left, right, pitch: own.unwrap_or(usual) }
    }

    /// Whether a line is so full that the first word of the next one had no room; without a next one, a word of two letters.
    fn is_full(&self, line: &Line, next: Option<&Line>) -> bool {
        let word = next.map_or(1.0, |next| {
            let chars = next.text.chars().count().max(1) as f64;
            let first = next.text.split(' ').next().unwrap_or_default().chars().count() as f64;
            (next.right - next.left) / chars * first / next.size
        });
        // What is missing is the word and a narrow space.
        self.right - line.right < (word + 0.6) * line.size
    }

    /// Whether a paragraph ends between two lines.
    fn part(&self, above: Option<&Line>, line: &Line, next: &Line) -> bool {
        let pitch = (next.base - line.base) / next.size;
        let indent = (next.left - line.left) / next.size;
        // The line goes on from one above it, with the same left edge, and the next one stands out from both.
        let hangs = above.is_some_and(|above| (above.left - line.left).abs() < 0.3 * line.size) && indent < -INDENT;
        line.is_cell
            || next.is_cell
            || !is_same_size(line.size, next.size)
            || pitch > PARAGRAPH_GAP * self.pitch
            || pitch < 0.3
            || indent > INDENT
            || hangs
            || !self.is_full(line, Some(next))
            || begins_item(&next.text) && (ends_sentence(&line.text) || is_point(&next.text))
    }
}

fn is_same_size(one: f64, other: f64) -> bool {
    (one - other).abs() <= SAME_SIZE * one.max(other)
}

fn is_point(text: &str) -> bool {
    text.starts_with(['•', '▪', '■', '●', '○', '◦', '✓', '➢', '➤', '*'])
}

/// Whether a line begins a point of a list: a dot, a dash, `1.`, `a)`, `Điều 5.`
fn begins_item(text: &str) -> bool {
    let mut words = text.split(' ');
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let is_label = |word: &str| {
        let label = word.trim_end_matches(['.', ')', '/', ':']);
        label.len() < word.len() && label.chars().count() <= 4 && label.chars().all(char::is_alphanumeric)
    };
    let is_heading = matches!(first, "Điều" | "Chương" | "Mục" | "Phần" | "Khoản");
    is_point(text) || matches!(first, "-" | "–" | "+") || is_label(first) || is_heading && second.is_some_and(is_label)
}

/// Whether a text ends as a sentence does, or as what a list follows.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', ')', ']', '»']);
    text.ends_with(['.', '!', '?', ':', ';', '…'])
}

/// Adds a line to a paragraph. Lines may be broken behind a slash without a space, as in the number of a law. A word that was parted at the line's end is joined again; a hyphen stays where both halves are
/// words of Vietnamese (`ca-bin`), numbers or names, and goes where they are halves of one word.
fn join(text: &mut String, line: &str) {
    let before = text.strip_suffix(['\u{AD}', '-', '\u{2010}']).map(str::len);
    let is_soft = text.ends_with('\u{AD}');
    let Some(length) = before.filter(|&length| text[..length].ends_with(char::is_alphanumeric)) else {
        let is_broken_number = text.strip_suffix('/').is_some_and(|before| before.ends_with(char::is_alphanumeric));
        if !is_broken_number && !text.ends_with(' ') {
            text.push(' ');
        }
        text.push_str(line);
        return;
    };
    let half = |word: Option<&str>| word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let first = half(text[..length].rsplit([' ', '-']).next());
    let second = half(line.split([' ', '-']).next());
    let is_one_word = second.starts_with(char::is_lowercase)
        && first.chars().all(char::is_alphabetic)
        && !(is_syllable(&first) && is_syllable(&second));
    if is_soft || is_one_word {
        text.truncate(length);
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f64, base: f64) -> Line {
        let right = left + 5.0 * text.chars().count() as f64;
        Line { text: text.to_owned(), left, right, base, size: 10.0, is_cell: false }
    }

    fn block(lines: &[(&str, f64, f64)]) -> Block {
        lines.iter().map(|&(text, left, base)| line(text, left, base)).collect()
    }

    #[test]
    fn lines_become_paragraphs() {
        let page = vec![block(&[
            ("Sáng nay Sở Nội vụ họp về việc sắp xếp các đơn", 20.0, 0.0),
            ("vị và giao các phòng trình phương án trước thứ hai.", 0.0, 14.0),
            ("Ông Lò Văn Pá nói việc này cần làm sớm, nhưng cần", 20.0, 28.0),
            ("lấy ý kiến.", 0.0, 42.0),
            ("Cuộc họp kết thúc lúc 11 giờ cùng ngày ở trụ sở mới", 0.0, 70.0),
        ])];
        let text = text(vec![page]);
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
        assert!(paragraphs[0].contains("các đơn vị và giao") && paragraphs[1].ends_with("cần lấy ý kiến."));
    }

    #[test]
    fn a_paragraph_goes_on_over_pages_and_their_furniture_goes() {
        let page = |first: &'static str, last: &'static str, number: &'static str| {
            vec![block(&[
                ("Báo cáo nội bộ quý ba", 0.0, 0.0),
                (first, 0.0, 40.0),
                ("đây là một dòng đầy của văn bản cho đủ bề rộng", 0.0, 54.0),
                (last, 0.0, 68.0),
                (number, 100.0, 120.0),
            ])]
        };
        let pages = vec![
            page(
                "Hội nghị bàn về việc trồng rừng ven biển ở ba xã,",
                "và ông Mùa A Sếnh cho biết sẽ trồng thêm hai trăm",
                "Trang 1/2",
            ),
            page(
                "héc-ta rừng ngập mặn trong năm sau ở các xã ấy,",
                "nếu có đủ cây giống và người làm trong vụ xuân tới.",
                "Trang 2/2",
            ),
        ];
        let text = text(pages);
        assert!(text.contains("hai trăm héc-ta rừng"), "{text}");
        assert!(!text.contains("Trang") && !text.contains("Báo cáo nội bộ"), "{text}");
    }

    #[test]
    fn parted_words() {
        let joined = |first: &str, second: &str| {
            let mut text = first.to_owned();
            join(&mut text, second);
            text
        };
        assert_eq!(joined("the infor-", "mation age"), "the information age");
        assert_eq!(joined("buồng ca-", "bin lái"), "buồng ca-bin lái");
        assert_eq!(joined("Nghị định 15/2020/NĐ-", "CP"), "Nghị định 15/2020/NĐ-CP");
        assert_eq!(joined("Nghị định 15/2020/", "NĐ-CP"), "Nghị định 15/2020/NĐ-CP");
        assert_eq!(joined("giai đoạn 2021-", "2025"), "giai đoạn 2021-2025");
        assert_eq!(joined("Hà Nội -", "Huế"), "Hà Nội - Huế");
        assert_eq!(joined("thông\u{AD}", "tin"), "thôngtin");
    }

    #[test]
    fn page_numbers() {
        for text in ["3", "- 12 -", "Trang 3/10", "Page 3 of 10", "3 | Trang"] {
            assert!(is_page_number(&folded(text)), "{text}");
        }
        for text in ["Năm 2024", "3 người", "---", "Trang"] {
            assert!(!is_page_number(&folded(text)), "{text}");
        }
    }

    #[test]
    fn points_of_lists() {
        for text in ["• Một", "- Hai", "1. Ba", "a) Bốn", "Điều 5. Năm", "12/ Sáu"] {
            assert!(begins_item(text), "{text}");
        }
        for text in ["Một câu", "Điều đó", "2024 là năm", "vào lúc 5. Sau"] {
            assert!(!begins_item(text), "{text}");
        }
    }
}
