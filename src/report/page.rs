//! The page itself: template, styles, scripts, data.

use std::fmt::Write;

use askama::Template;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::articles::Articles;
use super::facts::{Columns, Facts, Rows};
use super::{Language, RunFacts};

/// The libraries, whose licences stand beside them, and the scripts of the page, in the order in which they run.
const LIBRARIES: [&str; 5] = [
    include_str!("vendor/uPlot.iife.min.js"),
    include_str!("vendor/d3-dispatch.min.js"),
    include_str!("vendor/d3-quadtree.min.js"),
    include_str!("vendor/d3-timer.min.js"),
    include_str!("vendor/d3-force.min.js"),
];
const SCRIPTS: [&str; 14] = [
    include_str!("page/words.js"),
    include_str!("page/values.js"),
    include_str!("page/dom.js"),
    include_str!("page/data.js"),
    include_str!("page/state.js"),
    include_str!("page/select.js"),
    include_str!("page/filters.js"),
    include_str!("page/charts.js"),
    include_str!("page/network.js"),
    include_str!("page/overview.js"),
    include_str!("page/table.js"),
    include_str!("page/article.js"),
    include_str!("page/review.js"),
    include_str!("page/main.js"),
];
const STYLES: [&str; 2] = [include_str!("vendor/uPlot.min.css"), include_str!("page/style.css")];
const LICENCES: [&str; 2] = [include_str!("vendor/LICENSE-uPlot"), include_str!("vendor/LICENSE-d3")];

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    language: &'static str,
    title: &'a str,
    policy: String,
    styles: &'a str,
    licences: &'a str,
    data: &'a str,
    script: &'a str,
}

#[derive(Serialize)]
struct Data<'a> {
    run: &'a RunFacts<'a>,
    strings: Vec<&'a str>,
    documents: &'a Columns,
    speakers: &'a Columns,
    law_index: &'a Columns,
    organizations: &'a Columns,
    statements: &'a Rows,
    laws: &'a Rows,
    initiatives: &'a Rows,
    texts: &'a Articles,
}

/// The page, whole.
pub(super) fn render(run: &RunFacts, facts: &Facts, articles: &Articles, language: Language) -> String {
    let [speakers, law_index, organizations] = &facts.summaries;
    let [statements, laws, initiatives] = &facts.found;
    let data = Data {
        run,
        strings: facts.strings.all.iter().map(|text| &**text).collect(),
        documents: &facts.documents,
        speakers,
        law_index,
        organizations,
        statements,
        laws,
        initiatives,
        texts: articles,
    };
    let script = format!("{}\n(() => {{\n'use strict';\n{}}})();\n", LIBRARIES.join("\n"), SCRIPTS.join("\n"));
    let styles = STYLES.join("\n");
    let page = Page {
        language: match language {
            Language::Vi => "vi",
            Language::En => "en",
        },
        title: &run.name,
        policy: policy(&script, &styles),
        styles: &styles,
        licences: &LICENCES.join("\n"),
        data: &json(&data),
        script: &script,
    };
    page.render().expect("a template of strings")
}

/// What the page may do: run this script, apply these styles, nothing else; above all it may load nothing.
fn policy(script: &str, styles: &str) -> String {
    let hash = |text: &str| base64(&Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(script),
        hash(styles)
    )
}

/// JSON that can stand inside a `script` element: no character of it can end the element, begin a comment, or end a line.
fn json(data: &impl Serialize) -> String {
    let text = serde_json::to_string(data).expect("strings and numbers");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // They stand in strings alone, where the escape means the same.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// Base 64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = bytes.chunks(3).flat_map(|chunk| {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        (0..4).map(move |at| {
            let is_padding = at > chunk.len();
            if is_padding { '=' } else { char::from(DIGITS[(word >> (18 - 6 * at) & 63) as usize]) }
        })
    });
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, expected) in pairs {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn data_cannot_end_its_element() {
        let text = "</script><!--<script>&\u{2028}\"";
        let written = json(&text);
        assert!(!written.contains(['<', '>', '&', '\u{2028}']), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }
}
