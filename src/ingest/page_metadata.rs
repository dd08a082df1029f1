//! What a page says about itself: JSON-LD, Open Graph and other `<meta>` elements, `<link rel=canonical>`, `<time>`; and where
//! these are silent, what readers see: the heading, the way to the page, the line with the date.

use std::borrow::Cow;

use dom_query::{Document as Page, NodeRef};
use serde_json::{Map, Value};

use super::dates;
use super::record::Metadata;
use crate::model::Timestamp;

/// Collects the metadata of a page; fields that nothing tells stay empty.
pub(super) fn of(page: &Page) -> Metadata<'static> {
    let meta = MetaElements::of(page);
    let article = json_ld_article(page).unwrap_or_default();
    let linked = |field: &str| article.get(field).and_then(name_of);
    let address = || linked("mainEntityOfPage").or_else(|| linked("url")).filter(|url| is_web_address(url));
    let mut metadata = Metadata {
        title: meta.first(&["og:title", "title", "twitter:title"]).or_else(|| linked("headline")),
        url: canonical_link(page).or_else(|| meta.first(&["og:url"])).or_else(address),
        author: linked("author").or_else(|| meta.first(&["author", "article:author", "dc.creator"])),
        outlet: meta.first(&["og:site_name"]).or_else(|| linked("publisher")),
        section: linked("articleSection").or_else(|| meta.first(&["article:section"])),
        ..Metadata::default()
    };
    metadata.author = metadata.author.filter(|author| !is_web_address(author));
    metadata.title = metadata.title.map(|title| without_outlet(page, title));
    metadata.section = metadata.section.or_else(|| first_step(page));
    let times = [
        linked("datePublished"),
        meta.first(&[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "pubdate",
            "dc.date.issued",
            "dc.date",
            "date",
        ]),
        first_time(page),
    ];
    metadata.published_at = times.iter().flatten().find_map(|time| dates::parse(time)).or_else(|| date_line(page));
    if metadata.published_at.is_none() && times.iter().any(Option::is_some) {
        metadata.warnings.push("unreadable_date");
    }
    metadata
}

type Text = Cow<'static, str>;

fn text(value: &str) -> Option<Text> {
    let value = value.trim();
    (!value.is_empty()).then(|| Cow::Owned(value.to_owned()))
}

fn attribute(node: &NodeRef<'_>, name: &str) -> Option<Text> {
    node.attr(name).and_then(|value| text(&value))
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Names (`property`, `name` or `itemprop`, in lower case) and contents of `<meta>` elements, in the order of the page.
struct MetaElements(Vec<(String, Text)>);

impl MetaElements {
    fn of(page: &Page) -> Self {
        let entry = |node: &NodeRef<'_>| {
            let name = ["property", "name", "itemprop"].into_iter().find_map(|name| node.attr(name))?;
            Some((name.trim().to_ascii_lowercase(), attribute(node, "content")?))
        };
        Self(page.select("meta").nodes().iter().filter_map(entry).collect())
    }

    fn first(&self, names: &[&str]) -> Option<Text> {
        let find = |name: &&str| self.0.iter().find(|(key, _)| key == name).map(|(_, content)| content.clone());
        names.iter().find_map(find)
    }
}

fn canonical_link(page: &Page) -> Option<Text> {
    let links = page.select("link[rel=canonical]");
    links.nodes().iter().find_map(|node| attribute(node, "href")).filter(|url| is_web_address(url))
}

/// The first `<time>`: its machine-readable time or else its text.
fn first_time(page: &Page) -> Option<Text> {
    page.select("time").nodes().iter().find_map(|node| attribute(node, "datetime").or_else(|| text(&node.text())))
}

/// Elements that by their names hold a date, in the way of Vietnamese newsrooms.
const DATE_LINES: &str = "[class*=date], [class*=time], [class*=publish], [class*=ngay], [id*=date], [id*=time]";
/// Characters that a line with a date has at most, and how many such lines are looked at.
const DATE_LINE: usize = 80;
const MAX_DATE_LINES: usize = 50;

/// The first line that is a date and nothing else, for readers: `Thứ Bảy, 25/10/2025 | 14:30 GMT+7`. Where only lines in
/// menus and lists have one, it is one of those, so that it comes last.
fn date_line(page: &Page) -> Option<Timestamp> {
    let lines = page.select(DATE_LINES);
    let texts = lines.nodes().iter().take(MAX_DATE_LINES).filter_map(|node| text(&node.text()));
    texts.filter(|text| text.len() <= DATE_LINE).find_map(|text| dates::parse(&text))
}

/// The title without the outlet's name, which many pages put behind it: the page's heading, if the title begins with it.
fn without_outlet(page: &Page, title: Text) -> Text {
    let headings = page.select("h1");
    let headings = headings.nodes().iter().map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
    let is_part = |heading: &String| {
        let rest = title.strip_prefix(heading.as_str()).map(str::trim_start);
        !heading.is_empty() && rest.is_some_and(|rest| rest.starts_with(['-', '|', '–', '—', '·']))
    };
    let heading = headings.into_iter().find(is_part);
    heading.map_or(title, Cow::Owned)
}

/// The first step of the way to the page that is not its beginning.
fn first_step(page: &Page) -> Option<Text> {
    const BEGIN: [&str; 4] = ["trang chủ", "trang nhất", "home", "tin tức"];
    const STEPS: &str = "[class*=breadcrumb] li, [class*=breadcrumb] a";
    let steps = page.select(STEPS);
    let mut names = steps.nodes().iter().filter_map(|node| text(&node.text()));
    names.find(|name| {
        !BEGIN.contains(&name.to_lowercase().as_str())
            && name.chars().any(char::is_alphabetic)
            && name.len() <= DATE_LINE
    })
}

/// The first article among the JSON-LD blocks.
fn json_ld_article(page: &Page) -> Option<Map<String, Value>> {
    let scripts = page.select("script[type=\"application/ld+json\"]");
    scripts.nodes().iter().find_map(|node| find_article(parse(&node.text())?))
}

/// Parses JSON, also with raw line ends inside strings, which careless templates leave.
fn parse(json: &str) -> Option<Value> {
    let json = json.trim().trim_end_matches(';');
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&json.replace(char::is_control, " "))).ok()
}

fn find_article(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Array(items) => items.into_iter().find_map(find_article),
        Value::Object(object) if is_article(object.get("@type")) => Some(object),
        Value::Object(mut object) => find_article(object.remove("@graph")?),
        _ => None,
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    match kind {
        Some(Value::String(kind)) => kind.ends_with("Article") || matches!(kind.as_str(), "BlogPosting" | "Report"),
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| is_article(Some(kind))),
        _ => false,
    }
}

/// A string, the name (or address) of an object, or those of a list joined with commas.
fn name_of(value: &Value) -> Option<Text> {
    match value {
        Value::String(name) => text(name),
        Value::Object(object) => ["name", "@id", "url"].iter().find_map(|field| text(object.get(*field)?.as_str()?)),
        Value::Array(items) => text(&items.iter().filter_map(name_of).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_723_179_600_000_000);

    fn read(head: &str) -> Metadata<'static> {
        of(&Page::from(format!("<html><head>{head}</head><body><p>Tin.</p></body></html>")))
    }

    #[test]
    fn open_graph_and_other_elements() {
        let metadata = read(
            "<meta property='og:title' content=' Cầu &quot;mới&quot; '><meta property='OG:Site_Name' content='Báo Mẫu'>
             <meta property='article:section' content='Thời sự'><meta name='author' content='Hà Vi'>
             <meta itemprop='datePublished' content='2024-08-09T12:00:00+07:00'><meta name='title' content='Khác'>
             <link rel='canonical' href='https://example.org/cau'><meta property='og:url' content='https://example.org/?id=1'>",
        );
        assert_eq!(metadata.title.as_deref(), Some("Cầu \"mới\""));
        assert_eq!(metadata.outlet.as_deref(), Some("Báo Mẫu"));
        assert_eq!(metadata.section.as_deref(), Some("Thời sự"));
        assert_eq!(metadata.author.as_deref(), Some("Hà Vi"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/cau"));
        assert_eq!(metadata.published_at, Some(NOON));
    }

    #[test]
    fn json_ld_with_its_common_faults() {
        let metadata = read(
            "<script type='application/ld+json'>{\"@type\": \"BreadcrumbList\"}</script>
             <script type='application/ld+json'>{ hỏng }</script>
             <script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"X\"}, {\"@type\": [\"NewsArticle\"],
             \"headline\": \"Cầu\nmới\", \"datePublished\": \"2024-08-09T05:00:00Z\", \"author\": [{\"name\": \"Hà Vi\"}, \"Lê Tú\"],
             \"publisher\": {\"@type\": \"Organization\", \"name\": \"Báo Mẫu\"}, \"articleSection\": [\"Thời sự\"],
             \"mainEntityOfPage\": {\"@id\": \"https://example.org/cau\"}}]};</script>",
        );
        assert_eq!(metadata.title.as_deref(), Some("Cầu mới"));
        assert_eq!(metadata.author.as_deref(), Some("Hà Vi, Lê Tú"));
        assert_eq!(metadata.outlet.as_deref(), Some("Báo Mẫu"));
        assert_eq!(metadata.section.as_deref(), Some("Thời sự"));
        assert_eq!(metadata.url.as_deref(), Some("https://example.org/cau"));
        assert_eq!(metadata.published_at, Some(NOON));
    }

    #[test]
    fn what_readers_see() {
        let page = "<ul class='breadcrumb'><li><a> Trang chủ </a></li><li><a>Thời sự</a></li></ul><h1>Cầu  mới</h1>
            <ul><li class='item-time'>mới đây</li></ul><div class='detail-date'>Thứ Sáu, 09/08/2024 | 12:00 GMT+7</div>";
        let metadata = of(&Page::from(format!(
            "<html><head><meta property='og:title' content='Cầu mới | Báo Mẫu'></head><body>{page}</body></html>"
        )));
        assert_eq!((metadata.title.as_deref(), metadata.section.as_deref()), (Some("Cầu mới"), Some("Thời sự")));
        assert_eq!((metadata.published_at, metadata.warnings.len()), (Some(NOON), 0));
        assert_eq!(read("<title>Cầu</title><h1>Cầu</h1>").section, None);
    }

    #[test]
    fn what_is_not_told_stays_empty() {
        let metadata = read(
            "<meta property='article:author' content='https://example.org/ha-vi'><link rel='canonical' href='/a'>",
        );
        assert!(metadata.title.is_none() && metadata.author.is_none() && metadata.url.is_none());
        assert!(metadata.published_at.is_none() && metadata.warnings.is_empty());
        assert_eq!(read("<meta name='pubdate' content='hôm qua'>").warnings, ["unreadable_date"]);
    }
}
