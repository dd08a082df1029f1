//! Web pages: the article without menus, links and comments, and what the page says about itself.

use dom_smoothie::{Config, Readability, TextMode};

use super::containers::Known;
use super::options::ReadOptions;
use super::record::{Place, document};
use super::{decode, html_tree, page_metadata, signature};
use crate::model::{Document, Reject, RejectCode};

/// What never belongs to an article's text: the way to the page, the time of its publication.
const FURNITURE: &str =
    ".breadcrumb, .breadcrumbs, ul[class*=breadcrumb], ol[class*=breadcrumb], time, span.date, div.date, p.date";

/// The lead, by the name that Vietnamese newsrooms give it (from French `chapeau`).
const LEAD: &str = "[class*=sapo]";

/// A place name before the first word with nothing but a style sheet between them.
const DATELINE: &str = ".location-stamp";

/// What is written under pictures.
const CAPTIONS: &str = "figcaption, [class*=caption], [class*=Caption]";

/// Reads a page.
pub(super) fn read(bytes: &[u8], known: Known, place: Place<'_>, options: &ReadOptions) -> Result<Document, Reject> {
    let html = decode::page(bytes, known.charset);
    let html = html.map_err(|bad| place.reject(RejectCode::BadEncoding, bad.message()))?;
    let refuse = |message: String| place.reject(RejectCode::TooComplex, message);
    let page = html_tree::parse(without_preamble(&html), options.max_nesting).map_err(refuse)?;
    let mut metadata = page_metadata::of(&page);
    page.select(FURNITURE).remove();
    remove_captions(&page);
    page.select(DATELINE).append_html(" - ");
    let lead = page.select_single(LEAD).formatted_text();
    let config = Config { disable_json_ld: true, text_mode: TextMode::Formatted, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).and_then(|mut page| page.parse());
    let article = article.map_err(|error| place.reject(RejectCode::NoContent, format!("no article found: {error}")))?;
    metadata.title = metadata.title.or(Some(article.title.into()));
    metadata.author = metadata.author.or(article.byline.map(Into::into));
    let mut text = with_lead(&lead, &article.text_content);
    if let Some(author) = signature::take(&mut text) {
        let is_outlet =
            |author: &str| metadata.outlet.as_deref().is_some_and(|outlet| signature::is_same(author, outlet));
        metadata.author = metadata.author.take().filter(|author| !is_outlet(author)).or(Some(author.into()));
    }
    if text.trim().is_empty() {
        return Err(place.reject(RejectCode::NoContent, "the article has no text".to_owned()));
    }
    document(place, text.into(), metadata.or(known.metadata), options)
}

/// Takes away what is written under pictures, unless the pictures are the article.
fn remove_captions(page: &dom_query::Document) {
    let length =
        |selector: &str| page.select(selector).nodes().iter().map(|node| node.text().trim().len()).sum::<usize>();
    if length("p") > 2 * length("figcaption p") + length(CAPTIONS) {
        page.select(CAPTIONS).remove();
    }
}

/// The article with its lead before it, unless it is in it already. A line end is a line break or a list item, never a
/// wrapped line, so all become paragraphs.
fn with_lead(lead: &str, article: &str) -> String {
    let lead = lead.trim();
    let article = if article.contains(lead) { article.to_owned() } else { format!("{lead}\n{article}") };
    article.replace('\n', "\n\n")
}

/// The page from its `<!doctype` or `<html` on, where one is near the begin: server directives that leaked into the file
/// (`<%@ page ... %>`) would count as text and push the whole head into the body.
fn without_preamble(html: &str) -> &str {
    const NEAR: usize = 4 << 10;
    let head = html.as_bytes()[..html.len().min(NEAR)].to_ascii_lowercase();
    let find = |tag: &[u8]| memchr::memmem::find(&head, tag);
    let start = find(b"<!doctype").or_else(|| find(b"<html")).unwrap_or(0);
    &html[start..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date_in_vietnam;

    const ARTICLE: &str = "\
        <h1>Cầu Bến Lội thông xe</h1><h2 class='bai-sapo'>(Báo Mẫu) - Cây cầu dài 420 m nối hai huyện sau ba năm thi công.</h2>\
        <div class='than-bai'><p>Sáng 9/8, UBND tỉnh tổ chức lễ thông xe cầu Bến Lội, công trình có vốn đầu tư 310 tỉ đồng \
        từ ngân sách tỉnh và trung ương.</p>\n<p>“Từ nay, học sinh không phải qua đò nữa”, bà Mạc Thị Sen,\n   hiệu trưởng \
        trường xã, nói với chúng tôi ngay trên cầu mới.</p><figure><img src='a.jpg'><figcaption>Cầu Bến Lội nhìn từ bờ nam.\
        </figcaption></figure><p>Theo ông Trịnh Lam, giám đốc ban quản lý dự án, đơn vị thi công đã làm ba ca:<br>ca đêm đổ \
        bê tông,<br>ca ngày lắp dầm.</p><ul><li>Tải trọng: 13 tấn</li><li>Bề rộng: 9 m</li></ul></div>";

    fn page(head: &str) -> String {
        format!(
            "<%@ page contentType='text/html' %>\n<!DOCTYPE html><html><head><title>Cầu | Báo Mẫu</title>{head}</head><body>\
             <nav><a href='/'>Trang chủ</a> <a href='/b'>Thời sự</a></nav><ul class='breadcrumb'><li>Thời sự</li></ul>\
             <article><time datetime='2024-08-09 10:15'>Thứ sáu</time>{ARTICLE}</article>\
             <footer>© Báo Mẫu. Giấy phép số 1.</footer></body></html>"
        )
    }

    fn read_page(html: &[u8]) -> Result<Document, Reject> {
        read(html, Known::default(), Place::file("trang.html"), &ReadOptions::default())
    }

    #[test]
    fn the_article_is_found_and_its_paragraphs_kept() {
        let document = read_page(page("").as_bytes()).unwrap();
        let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
        assert_eq!(paragraphs[0], "(Báo Mẫu) - Cây cầu dài 420 m nối hai huyện sau ba năm thi công.");
        assert!(paragraphs[1].starts_with("Sáng 9/8, UBND tỉnh") && paragraphs[1].ends_with("trung ương."));
        assert!(paragraphs[2].contains("bà Mạc Thị Sen, hiệu trưởng trường xã, nói"));
        assert_eq!(&paragraphs[4..], ["ca đêm đổ bê tông,", "ca ngày lắp dầm.", "Tải trọng: 13 tấn", "Bề rộng: 9 m"]);
        assert!(!document.text.contains("Trang chủ") && !document.text.contains("Thứ sáu"));
        assert_eq!(date_in_vietnam(document.published_at.unwrap()).to_string(), "2024-08-09");
    }

    #[test]
    fn a_legacy_encoding_is_read_by_its_name() {
        let html = page("<meta http-equiv='Content-Type' content='text/html; charset=windows-1258'>");
        // What the encoding does not have is written as a character reference.
        let (bytes, encoding, _) = encoding_rs::WINDOWS_1258.encode(&html);
        assert!(encoding.name() == "windows-1258" && std::str::from_utf8(&bytes).is_err());
        assert_eq!(read_page(&bytes).unwrap().text, read_page(page("").as_bytes()).unwrap().text);
        assert_eq!(read_page(b"<p>\xFF").unwrap_err().code, RejectCode::BadEncoding);
    }

    #[test]
    fn a_page_without_an_article_is_refused() {
        for html in ["", "<html></html>", "<title>Tin</title><body><script>let a = 1;</script>"] {
            assert_eq!(read_page(html.as_bytes()).unwrap_err().code, RejectCode::NoContent, "{html}");
        }
    }

    #[test]
    fn hostile_nesting_is_refused() {
        for depth in [1100, 5000, 1_000_000] {
            let html = format!("<body>{}<p>Sâu.</p>", "<div>".repeat(depth));
            let reject = read_page(html.as_bytes()).unwrap_err();
            assert_eq!(reject.code, RejectCode::TooComplex, "{}", reject.message);
            assert_eq!(reject.message.contains("1000 deep (input.max_nesting)"), depth == 1100, "{}", reject.message);
        }
    }

    #[test]
    fn a_dateline_is_kept_apart() {
        let html = page("").replace("<p>Sáng 9/8", "<p><span class='location-stamp'>Đồng Tháp</span>Sáng 9/8");
        assert!(read_page(html.as_bytes()).unwrap().text.contains("\n\nĐồng Tháp - Sáng 9/8, UBND"));
    }
}
