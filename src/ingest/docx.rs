//! Word's `.docx`: the paragraphs of a ZIP archive's `word/document.xml`, title and author of its `docProps/core.xml`.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use super::containers::Known;
use super::options::ReadOptions;
use super::record::{Metadata, Place, document};
use crate::model::{Document, Reject, RejectCode};

/// The text.
pub(super) const TEXT: &str = "word/document.xml";
/// What Word knows about it.
const PROPERTIES: &str = "docProps/core.xml";
/// How many times the limit on a document its XML may be: marks around each word are many.
const MARKUP: u64 = 16;

/// Reads an article.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let damaged = |error: &dyn std::fmt::Display| {
        place.reject(RejectCode::BadDocument, format!("the file of Word cannot be read: {error}"))
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let limit = (options.document_limit() as u64).saturating_mul(MARKUP);
    let mut member = |name: &str| -> Result<String, Reject> {
        let file = archive.by_name(name).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                place.reject(RejectCode::Encrypted, "it is encrypted".to_owned())
            }
            error => damaged(&format!("{name}: {error}")),
        })?;
        let mut xml = String::new();
        let length =
            file.take(limit + 1).read_to_string(&mut xml).map_err(|error| damaged(&format!("{name}: {error}")))?;
        if length as u64 > limit {
            let message =
                format!("{name} is larger than the limit of {limit} bytes ({MARKUP} times input.max_document_bytes)");
            return Err(place.reject(RejectCode::TooLarge, message));
        }
        Ok(xml)
    };
    let text = paragraphs(&member(TEXT)?).map_err(|error| damaged(&error))?;
    // A file without properties is a file all the same.
    let metadata = member(PROPERTIES).ok().and_then(|xml| properties(&xml)).unwrap_or_default();
    document(place, text.into(), metadata.or(known.metadata), options)
}

/// The text of each paragraph with a blank line behind it. What has been deleted with changes tracked is left out, and of an
/// element that stands there for older programs too, one version is taken.
fn paragraphs(xml: &str) -> Result<String, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut is_text, mut left_out) = (String::new(), false, 0_u32);
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(out),
            Event::Start(start) if left_out > 0 || is_left_out(&start) => left_out += 1,
            Event::End(_) if left_out > 0 => left_out -= 1,
            _ if left_out > 0 => {}
            Event::Start(start) => is_text = start.local_name().as_ref() == "t",
            Event::Empty(start) => match start.local_name().as_ref() {
                "tab" => out.push('\t'),
                "br" | "cr" | "p" => out.push_str("\n\n"),
                "noBreakHyphen" => out.push('-'),
                _ => {}
            },
            Event::End(end) => {
                is_text = false;
                if end.local_name().as_ref() == "p" {
                    out.push_str("\n\n");
                }
            }
            Event::Text(text) if is_text => out.push_str(&text),
            Event::CData(text) if is_text => out.push_str(&text),
            Event::GeneralRef(name) if is_text => {
                out.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            _ => {}
        }
    }
}

fn is_left_out(start: &BytesStart<'_>) -> bool {
    matches!(
        start.local_name().as_ref(),
        "del" | "moveFrom" | "Fallback" | "instrText" | "pPr" | "rPr" | "sectPr" | "tblPr"
    )
}

/// Title and author; none if the file makes no sense.
fn properties(xml: &str) -> Option<Metadata<'static>> {
    let mut reader = Reader::from_str(xml);
    let (mut title, mut author, mut element) = (String::new(), String::new(), String::new());
    loop {
        let text = match reader.read_event().ok()? {
            Event::Eof => break,
            Event::Start(start) => {
                start.local_name().as_ref().clone_into(&mut element);
                continue;
            }
            Event::End(_) => {
                element.clear();
                continue;
            }
            Event::Text(text) => text.to_string(),
            Event::GeneralRef(name) => quick_xml::escape::unescape(&format!("&{};", &*name)).ok()?.into_owned(),
            _ => continue,
        };
        match element.as_str() {
            "title" => title.push_str(&text),
            "creator" => author.push_str(&text),
            _ => {}
        }
    }
    let given = |text: String| (!text.trim().is_empty()).then(|| text.into());
    Some(Metadata { title: given(title), author: given(author), ..Metadata::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::containers::tests::{lines, records, zip};

    const BODY: &str = "<w:document xmlns:w='w'><w:body>\
        <w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Ông Mạc Văn Sen </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>\
        <w:t>nói &amp; viết</w:t></w:r><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del>.</w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ô một</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Ô hai</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:t>Dòng</w:t><w:br/><w:t>ngắt</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>";
    const CORE: &str = "<cp:coreProperties xmlns:dc='dc'><dc:title>Báo cáo</dc:title><dc:creator>Hà Vi</dc:creator></cp:coreProperties>";

    #[test]
    fn paragraphs_title_and_author() {
        let file = zip(&[("[Content_Types].xml", b"<Types/>"), (TEXT, BODY.as_bytes()), (PROPERTIES, CORE.as_bytes())]);
        // By its name, and by what is in it.
        for name in ["bao-cao.docx", "bao-cao"] {
            let record = records(name, &file, &ReadOptions::default()).remove(0).unwrap();
            assert_eq!(record.text, "Ông Mạc Văn Sen nói & viết\n\nÔ một\n\nÔ hai\n\nDòng\n\nngắt");
            assert_eq!((record.title.as_deref(), record.author.as_deref()), (Some("Báo cáo"), Some("Hà Vi")));
            assert_eq!(record.source_uri, name);
        }
        let seen = lines("goi.zip", &zip(&[("a.docx", &file)]), &ReadOptions::default());
        assert!(seen.len() == 1 && seen[0].starts_with("goi.zip#a.docx Ông Mạc"), "{seen:?}");
    }

    #[test]
    fn what_is_no_file_of_word_is_refused() {
        let seen = lines("a.docx", &zip(&[("x.txt", b"x")]), &ReadOptions::default());
        assert!(
            seen[0].starts_with("a.docx bad_document: the file of Word cannot be read: word/document.xml"),
            "{seen:?}"
        );
        let cut = zip(&[(TEXT, &BODY.as_bytes()[..300])]);
        assert_eq!(lines("a.docx", &cut, &ReadOptions::default()).len(), 1);
        let large = format!("<w:p>{}</w:p>", " ".repeat(200_000));
        let options = ReadOptions { max_document_bytes: 10_000, ..ReadOptions::default() };
        assert!(
            lines("a.docx", &zip(&[(TEXT, large.as_bytes())]), &options)[0].contains("too_large: word/document.xml")
        );
        assert!(lines("a.docx", b"PK\x03\x04 hong", &ReadOptions::default())[0].contains("bad_document"));
    }
}
