//! Feeds of news: RSS 0.9 to 2.0 and Atom.

use std::io;
use std::sync::Arc;

use super::xml::{Events, Piece};
use super::{Flow, Found, Known, Walk};
use crate::ingest::dates;
use crate::ingest::decompress::Opened;
use crate::ingest::document::Kind;
use crate::ingest::fields::UNREADABLE_DATE;
use crate::ingest::record::{Metadata, Place};
use crate::model::RejectCode;

/// Goes through a feed.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let limit = walk.options.document_limit();
    let mut events = match Events::new(opened, limit) {
        Ok(events) => events,
        Err(error) => return walk.reject(Place::file(uri).failed(&error)),
    };
    let shared: Arc<str> = uri.into();
    let (mut number, mut outlet) = (0, None);
    loop {
        let offset = events.offset();
        let item = match next(&mut events, &mut outlet) {
            Ok(Some(item)) => item,
            Ok(None) => break,
            Err(error) => return walk.reject(Place::line(uri, number + 1, offset).failed(&error)),
        };
        number += 1;
        let place = Place::line(uri, number, offset);
        let found = match item.found(&shared, (number, offset), outlet.as_deref()) {
            _ if events.has_bad_bytes() => {
                Found::Reject(place.reject(RejectCode::BadEncoding, "there are bytes that are no text".to_owned()))
            }
            Some(found) => found,
            None => Found::Reject(place.reject(RejectCode::MissingText, "the item has no text".to_owned())),
        };
        walk.found(found)?;
    }
    if number > 0 {
        return Flow::Continue(());
    }
    let message = "it is no feed with items and no dump of a wiki".to_owned();
    walk.reject(Place::file(uri).reject(RejectCode::NoContent, message))
}

/// What an item says.
#[derive(Debug, Default)]
struct Item {
    title: String,
    link: String,
    published: String,
    updated: String,
    author: String,
    section: String,
    /// The article, where the feed has it.
    content: String,
    /// Its begin or a summary.
    summary: String,
}

impl Item {
    fn found(self, uri: &Arc<str>, place: (u64, u64), outlet: Option<&str>) -> Option<Found> {
        let is_blank = |text: &str| text.trim().is_empty();
        let text = if is_blank(&self.content) { self.summary } else { self.content };
        if is_blank(&text) {
            return None;
        }
        let date = if is_blank(&self.published) { self.updated } else { self.published };
        let published_at = dates::parse(&date);
        let unreadable = published_at.is_none() && !is_blank(&date);
        let given = |text: String| (!is_blank(&text)).then(|| text.into());
        let metadata = Metadata {
            id: None,
            url: given(self.link),
            title: given(self.title),
            author: given(self.author),
            outlet: outlet.map(|outlet| outlet.to_owned().into()),
            section: given(self.section),
            published_at,
            warnings: if unreadable { vec![UNREADABLE_DATE] } else { Vec::new() },
        };
        Some(Found::document(
            uri.clone(),
            Some(place),
            Kind::Fragment,
            text.into_bytes(),
            Known { metadata, charset: None },
        ))
    }

    /// Where the text of an element belongs.
    fn slot(&mut self, path: &[String]) -> Option<&mut String> {
        Some(match path.first()?.as_str() {
            "title" if path.len() == 1 => &mut self.title,
            "link" => &mut self.link,
            "pubDate" | "published" | "date" => &mut self.published,
            "updated" | "modified" => &mut self.updated,
            "creator" => &mut self.author,
            "author" if path.len() == 1 || path[1] == "name" => &mut self.author,
            "category" | "subject" => &mut self.section,
            "encoded" | "content" => &mut self.content,
            "description" | "summary" => &mut self.summary,
            _ => return None,
        })
    }

    /// What the attributes of an element say.
    fn attributes(&mut self, name: &str, attributes: &[(String, String)]) {
        let get = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        match name {
            "link" | "link/" if self.link.is_empty() && get("rel").is_none_or(|rel| rel == "alternate") => {
                self.link.extend(get("href").cloned());
            }
            "category/" if self.section.is_empty() => {
                self.section.extend(get("label").or_else(|| get("term")).cloned());
            }
            _ => {}
        }
    }
}

/// The next item; the title of the feed goes to `outlet`.
fn next(events: &mut Events<'_>, outlet: &mut Option<String>) -> io::Result<Option<Item>> {
    let mut title = None;
    loop {
        match events.next()? {
            Piece::Open(name, _) if matches!(name.as_str(), "item" | "entry") => {
                events.new_record();
                return item(events).map(Some);
            }
            Piece::Open(name, _) if name == "title" && outlet.is_none() => title = Some(String::new()),
            // Inside of these stand titles of something else.
            Piece::Open(name, _) if matches!(name.as_str(), "image" | "textinput" | "textInput") => {
                skip(events, &name)?;
            }
            Piece::Text(text) => {
                if let Some(title) = &mut title {
                    title.push_str(&text);
                }
            }
            Piece::Close(_) => {
                if let Some(title) = title.take().filter(|title| !title.trim().is_empty()) {
                    *outlet = Some(title);
                }
            }
            Piece::Open(..) => {}
            Piece::End => return Ok(None),
        }
    }
}

fn skip(events: &mut Events<'_>, element: &str) -> io::Result<()> {
    loop {
        match events.next()? {
            Piece::Close(name) if name == element => return Ok(()),
            Piece::End => return Ok(()),
            _ => {}
        }
    }
}

/// The elements of an item up to its end.
fn item(events: &mut Events<'_>) -> io::Result<Item> {
    let mut item = Item::default();
    // The elements that are open inside it.
    let mut path: Vec<String> = Vec::new();
    let mut is_first = true;
    loop {
        match events.next()? {
            Piece::Open(name, attributes) => {
                item.attributes(&name, &attributes);
                // Of several categories the first is the section.
                let passed = name == "category" && !item.section.trim().is_empty();
                if !name.ends_with('/') {
                    path.push(if passed { String::new() } else { name });
                }
                is_first = true;
            }
            Piece::Text(text) => {
                let is_author = path.first().is_some_and(|name| matches!(name.as_str(), "author" | "creator"));
                // Atom's content may be elements of XHTML, whose text stays text.
                let is_inside = path.len() > 1 && !is_author;
                let Some(slot) = item.slot(&path) else { continue };
                if is_author && is_first && !slot.is_empty() {
                    slot.push_str(", ");
                }
                if is_inside {
                    slot.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
                } else {
                    slot.push_str(&text);
                }
                is_first = is_first && text.trim().is_empty();
            }
            Piece::Close(_) if path.is_empty() => return Ok(item),
            Piece::Close(name) => {
                let is_block = matches!(name.as_str(), "p" | "div" | "li" | "h1" | "h2" | "h3" | "tr" | "blockquote");
                if is_block && let Some(slot) = item.slot(&path) {
                    slot.push_str("<br>");
                }
                path.pop();
            }
            Piece::End => return Ok(item),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::ReadOptions;
    use crate::ingest::containers::tests::{lines, records};
    use crate::model::date_in_vietnam;

    const RSS: &str = "<?xml version='1.0' encoding='utf-8'?>
<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>
<channel><image><title>Ảnh</title></image><title>Báo Mẫu</title><link>https://example.org</link>
<item><title>Cầu &amp; đường</title><link>https://example.org/cau</link><category>Thời sự</category><category>Khác</category>
 <pubDate>Wed, 12 Jun 2024 08:30:00 +0700</pubDate><dc:creator>Hà Vi</dc:creator><dc:creator>Lê Tú</dc:creator>
 <description>Tóm tắt.</description>
 <content:encoded><![CDATA[<p>Đoạn một, <b>đậm</b>.</p><script>x</script><p>Đoạn hai<br>dòng ba.</p>]]></content:encoded></item>
<item><title>Hai</title><description>&lt;a href='x'&gt;&lt;img src='y'&gt;&lt;/a&gt;Chỉ có tóm tắt &amp;amp; hết.</description><pubDate>hôm qua</pubDate></item>
<item><title>Ba</title></item>
</channel></rss>";

    #[test]
    fn items_of_rss() {
        let seen = records("a.xml", RSS.as_bytes(), &ReadOptions::default());
        let first = seen[0].as_ref().unwrap();
        assert_eq!(first.text, "Đoạn một, đậm.\n\nĐoạn hai\n\ndòng ba.");
        assert_eq!(
            (first.title.as_deref(), first.url.as_deref()),
            (Some("Cầu & đường"), Some("https://example.org/cau"))
        );
        assert_eq!((first.author.as_deref(), first.outlet.as_deref()), (Some("Hà Vi, Lê Tú"), Some("Báo Mẫu")));
        assert_eq!((first.section.as_deref(), first.source_uri.as_str()), (Some("Thời sự"), "a.xml#1"));
        assert_eq!(date_in_vietnam(first.published_at.unwrap()).to_string(), "2024-06-12");
        let second = seen[1].as_ref().unwrap();
        assert_eq!((second.text.as_str(), &second.warnings[..]), ("Chỉ có tóm tắt & hết.", &["unreadable_date"][..]));
        let lines = lines("a.xml", RSS.as_bytes(), &ReadOptions::default());
        assert!(lines.len() == 3 && lines[2].starts_with("a.xml#3@"), "{lines:?}");
        assert!(lines[2].ends_with("missing_text: the item has no text"), "{lines:?}");
    }

    #[test]
    fn entries_of_atom() {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Báo Mẫu</title><link rel='self' href='x'/>
            <entry><title type='html'>Cầu</title><link rel='edit' href='x'/><link href='https://example.org/cau'/>
            <updated>2024-06-13T08:30:00Z</updated><published>2024-06-12T08:30:00Z</published><category term='Thời sự'/>
            <author><name>Hà Vi</name><email>x@example.org</email></author>
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Đoạn một: 1 &lt; 2.</p><p>Đoạn hai.</p></div></content>
            </entry></feed>";
        let seen = records("a.atom", atom.as_bytes(), &ReadOptions::default());
        let first = seen[0].as_ref().unwrap();
        assert_eq!((seen.len(), first.text.as_str()), (1, "Đoạn một: 1 < 2.\n\nĐoạn hai."));
        assert_eq!((first.author.as_deref(), first.url.as_deref()), (Some("Hà Vi"), Some("https://example.org/cau")));
        assert_eq!((first.section.as_deref(), first.outlet.as_deref()), (Some("Thời sự"), Some("Báo Mẫu")));
        assert_eq!(date_in_vietnam(first.published_at.unwrap()).to_string(), "2024-06-12");
    }

    #[test]
    fn other_encodings_and_damage() {
        let one = "<rss><channel><item><description>Cau moi \u{e9}.</description></item></channel></rss>";
        let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
        let named = latin(&format!("<?xml version='1.0' encoding='windows-1252'?>{one}"));
        assert_eq!(lines("a.rss", &named, &ReadOptions::default()), ["a.rss#1 Cau moi é."]);
        let wide: Vec<u8> = format!("\u{feff}{one}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(lines("a.rss", &wide, &ReadOptions::default()), ["a.rss#1 Cau moi é."]);
        assert!(lines("a.rss", &latin(one), &ReadOptions::default())[0].contains("bad_encoding"));
        let cut = lines("a.rss", &RSS.as_bytes()[..RSS.find("Tóm tắt").unwrap()], &ReadOptions::default());
        assert!(
            cut.len() == 1 && cut[0].starts_with("a.rss#1@") && cut[0].ends_with("the XML is cut short"),
            "{cut:?}"
        );
        let map =
            lines("a.xml", b"<urlset><url><loc>https://example.org</loc></url></urlset>", &ReadOptions::default());
        assert_eq!(map, ["a.xml no_content: it is no feed with items and no dump of a wiki"]);
    }

    #[test]
    fn an_element_without_end_is_given_up() {
        let options = ReadOptions { max_document_bytes: 10_000, ..ReadOptions::default() };
        for filling in ["dài ", "&amp;", "<![CDATA[dài]]>", "<x>"] {
            let feed =
                format!("<rss><item><description>a</description></item><item><description>{}", filling.repeat(100_000));
            let seen = lines("a.xml", feed.as_bytes(), &options);
            assert!(seen.len() == 2 && seen[1].contains("too_"), "{filling}: {seen:?}");
        }
    }
}
