//! The markup of MediaWiki to the text that a reader sees, in one pass.

use super::containers::Known;
use super::decode;
use super::options::ReadOptions;
use super::record::{Place, document};
use crate::model::{Document, Reject, RejectCode};

/// Reads an article of a wiki.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let text = decode::utf8(bytes, 0).map_err(|bad| place.reject(RejectCode::BadEncoding, bad.message()))?;
    document(place, plain(text, &mut Effort::default()).into(), known.metadata, options)
}

/// Elements whose content is no part of the text.
const LEFT_OUT: [&str; 9] =
    ["ref", "gallery", "math", "timeline", "syntaxhighlight", "source", "score", "imagemap", "templatedata"];

/// How far the end of what has been opened is looked for: large tables are about so long.
const FAR: usize = 256 << 10;

/// How often it may be looked for in vain. Beyond, what opens something is left out and what follows is text: a text made of
/// open brackets would else be looked through for each of them.
const MAX_VAIN: u32 = 100;

/// How deep links may lie in one another; beyond, what they show is left as it stands.
const MAX_DEPTH: u32 = 8;

/// What a text has cost so far.
#[derive(Debug, Default)]
struct Effort {
    vain: u32,
    depth: u32,
}

impl Effort {
    /// Looks no longer for ends where too many were looked for in vain.
    fn is_over(&self) -> bool {
        self.vain > MAX_VAIN
    }
}

/// The text without markup: no templates, tables, notes, pictures and categories; of links what is shown; headings and items
/// of lists as paragraphs. What is opened and never closed reaches to the end of its paragraph.
fn plain(text: &str, effort: &mut Effort) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[', '<', '\'', '\n', '_', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = markup(rest, &mut out, effort);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// What to do with the character of markup that `rest` begins with: adds what is shown, gives the bytes that are done.
fn markup(rest: &str, out: &mut String, effort: &mut Effort) -> usize {
    match rest.as_bytes() {
        [b'{', b'{', ..] => block(rest, "{{", "}}", effort),
        [b'{', b'|', ..] => block(rest, "{|", "|}", effort),
        [b'[', b'[', ..] => link(rest, out, effort),
        [b'[', ..] => external(rest, out),
        [b'<', b'!', b'-', b'-', ..] => end_of(rest, "-->", effort),
        [b'<', ..] => element(rest, out, effort),
        [b'\'', b'\'', ..] => rest.bytes().take_while(|&byte| byte == b'\'').count(),
        [b'\n', ..] => line(rest, out, effort),
        [b'_', b'_', ..] => magic_word(rest, out),
        [b'&', ..] => entity(rest, out),
        _ => {
            out.push_str(&rest[..1]);
            1
        }
    }
}

/// Where a paragraph that does not end what it has opened ends itself.
fn end_of_paragraph(rest: &str) -> usize {
    rest.find("\n\n").unwrap_or(rest.len())
}

/// Length of what begins with `open` and ends with its `close`, others inside it; where it does not end, of the paragraph.
fn block(rest: &str, open: &str, close: &str, effort: &mut Effort) -> usize {
    if effort.is_over() {
        return open.len();
    }
    let bytes = &rest.as_bytes()[..rest.len().min(FAR)];
    let (mut at, mut depth) = (0, 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(open.as_bytes()) {
            (at, depth) = (at + open.len(), depth + 1);
        } else if bytes[at..].starts_with(close.as_bytes()) {
            (at, depth) = (at + close.len(), depth - 1);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    effort.vain += 1;
    end_of_paragraph(rest)
}

/// Length of what ends with `end`; where it does not, of the paragraph.
fn end_of(rest: &str, end: &str, effort: &mut Effort) -> usize {
    if effort.is_over() {
        return 1;
    }
    let near = &rest.as_bytes()[..rest.len().min(FAR)];
    if let Some(at) = memchr::memmem::find(near, end.as_bytes()) {
        return at + end.len();
    }
    effort.vain += 1;
    end_of_paragraph(rest)
}

/// `[[target|shown]]`: what is shown, unless it is a picture or a category.
fn link(rest: &str, out: &mut String, effort: &mut Effort) -> usize {
    let vain = effort.vain;
    let length = block(rest, "[[", "]]", effort);
    let inside = rest[..length].strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]"));
    let Some(inside) = inside.filter(|inside| effort.vain == vain && !inside.contains("\n\n")) else {
        return 2;
    };
    let (target, shown) = inside.split_once('|').unwrap_or((inside, inside));
    let is_place = |name: &str| {
        let name = name.trim().to_lowercase();
        let places = ["file", "image", "category", "tập tin", "hình", "thể loại"];
        let is_language = (2..=3).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase());
        places.contains(&name.as_str()) || is_language
    };
    if target.split_once(':').is_some_and(|(name, _)| is_place(name)) {
        return length;
    }
    let shown = shown.trim_start_matches(':');
    if effort.depth < MAX_DEPTH {
        effort.depth += 1;
        out.push_str(&plain(shown, effort));
        effort.depth -= 1;
    } else {
        out.push_str(shown);
    }
    length
}

/// `[https://... shown]`.
fn external(rest: &str, out: &mut String) -> usize {
    let is_address =
        ["[http://", "[https://", "[//", "[ftp://", "[mailto:"].iter().any(|begin| rest.starts_with(begin));
    let line = if is_address { &rest[..rest.find('\n').unwrap_or(rest.len())] } else { "" };
    if let Some(end) = line.find(']') {
        out.push_str(line[1..end].split_once(' ').map_or("", |(_, shown)| shown));
        return end + 1;
    }
    out.push('[');
    1
}

/// An element of HTML: left out with its content, or its marks alone.
fn element(rest: &str, out: &mut String, effort: &mut Effort) -> usize {
    let name = rest[1..].trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let vain = effort.vain;
    let end = if name.is_empty() { 0 } else { end_of(rest, ">", effort) };
    let Some(end) = end.checked_sub(1).filter(|_| effort.vain == vain && !effort.is_over()) else {
        out.push('<');
        return 1;
    };
    let name = name.to_ascii_lowercase();
    if matches!(name.as_str(), "br" | "p" | "li") {
        out.push('\n');
    }
    let is_whole = rest[..end].ends_with('/') || rest[1..].starts_with('/');
    if is_whole || !LEFT_OUT.contains(&name.as_str()) {
        return end + 1;
    }
    end + 1 + end_of(&rest[end + 1..], &format!("</{name}>"), effort)
}

/// The begin of a line: marks of headings, lists and indentation.
fn line(rest: &str, out: &mut String, effort: &mut Effort) -> usize {
    out.push('\n');
    let marks = rest[1..].bytes().take_while(|byte| b"*#:;= ".contains(byte)).count();
    if rest.as_bytes().get(1) == Some(&b'=') && effort.depth == 0 {
        // A heading ends as it begins; it is a paragraph of its own.
        let line = &rest[1 + marks..];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        out.push('\n');
        effort.depth += 1;
        out.push_str(&plain(line.trim_end().trim_end_matches('=').trim_end(), effort));
        effort.depth -= 1;
        out.push('\n');
        return 1 + marks + line.len();
    }
    1 + marks
}

/// `__TOC__` and its like.
fn magic_word(rest: &str, out: &mut String) -> usize {
    let word = rest[2..].bytes().take_while(u8::is_ascii_uppercase).count();
    if word > 0 && rest[2 + word..].starts_with("__") {
        return word + 4;
    }
    out.push_str("__");
    2
}

/// `&nbsp;` and its like.
fn entity(rest: &str, out: &mut String) -> usize {
    let known = [
        ("&nbsp;", " "),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let (name, text) = known.into_iter().find(|(name, _)| rest.starts_with(name)).unwrap_or(("&", "&"));
    out.push_str(text);
    name.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees() {
        let cases = [
            ("'''Đậm''' và ''nghiêng'', d'Arc", "Đậm và nghiêng, d'Arc"),
            ("Trước {{hộp|a={{b}}|c}}sau.", "Trước sau."),
            ("[[Hà Nội]] và [[Huế|cố đô]], [[Tập tin:A.jpg|nhỏ|Cầu [[Huế]]]]hết.", "Hà Nội và cố đô, hết."),
            ("Hết.[[Thể loại:Cầu]][[en:Bridge]]", "Hết."),
            ("Theo [https://example.org/a Báo Mẫu] [chú thích].", "Theo Báo Mẫu [chú thích]."),
            ("Một<ref name=\"a\">B</ref>, hai<ref name=a />.<!-- ẩn -->", "Một, hai."),
            ("A<br/>B <small>nhỏ</small> 1 < 2", "A\nB nhỏ 1 < 2"),
            ("{| class=x\n|-\n| ô {{b}}\n|}\nSau bảng.", "\nSau bảng."),
            ("Đầu.\n== Lịch sử ==\n* Một\n** Hai", "Đầu.\n\nLịch sử\n\nMột\nHai"),
            ("__NOTOC__5&nbsp;km __", "5 km __"),
            ("{{hở không đóng\n\nĐoạn sau [[hở", "\n\nĐoạn sau hở"),
        ];
        for (markup, wanted) in cases {
            assert_eq!(plain(markup, &mut Effort::default()), wanted, "{markup}");
        }
    }

    #[test]
    fn what_is_never_closed_costs_no_more_than_its_length() {
        for open in ["[[", "{{\n\n", "<ref>\n\n", "<a", "<!--\n\n", "[http://", "[[a|[[b|", "== ", "__A"] {
            let text = format!("Đầu. {} Cuối.", open.repeat(1_000_000 / open.len()));
            assert!(plain(&text, &mut Effort::default()).starts_with("Đầu."), "{open}");
        }
    }
}
