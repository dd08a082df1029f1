//! Dumps of wikis as MediaWiki exports them, for instance Wikipedia's: the newest version of each article.

use std::io;
use std::sync::Arc;

use super::xml::{Events, Piece};
use super::{Flow, Found, Known, Walk};
use crate::ingest::dates;
use crate::ingest::decompress::Opened;
use crate::ingest::document::Kind;
use crate::ingest::record::{Metadata, Place};
use crate::model::RejectCode;

/// Goes through a dump. Pages that are no articles (talk, templates, redirects) are left out.
pub(super) fn walk(walk: &mut Walk<'_>, uri: &str, opened: Opened<'_>) -> Flow {
    let mut events = match Events::new(opened, walk.options.document_limit()) {
        Ok(events) => events,
        Err(error) => return walk.reject(Place::file(uri).failed(&error)),
    };
    let shared: Arc<str> = uri.into();
    let (mut number, mut site) = (0, Site::default());
    loop {
        let offset = events.offset();
        let page = match next(&mut events, &mut site) {
            Ok(Some(page)) => page,
            Ok(None) => return Flow::Continue(()),
            Err(error) => return walk.reject(Place::line(uri, number + 1, offset).failed(&error)),
        };
        number += 1;
        if events.has_bad_bytes() {
            let message = "there are bytes that are no text".to_owned();
            walk.reject(Place::line(uri, number, offset).reject(RejectCode::BadEncoding, message))?;
        } else if page.namespace.trim() == "0" && !page.is_redirect {
            walk.found(page.found(&shared, (number, offset), &site))?;
        }
    }
}

/// What a dump says of itself.
#[derive(Debug, Default)]
struct Site {
    name: String,
    /// Address of its main page.
    base: String,
}

#[derive(Debug, Default)]
struct Page {
    title: String,
    namespace: String,
    id: String,
    is_redirect: bool,
    timestamp: String,
    author: String,
    text: String,
}

impl Page {
    fn found(self, uri: &Arc<str>, place: (u64, u64), site: &Site) -> Found {
        let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned().into());
        let home = site.base.trim().rsplit_once('/').map(|(home, _)| home);
        let url = home.map(|home| format!("{home}/{}", self.title.trim().replace(' ', "_")).into());
        let metadata = Metadata {
            id: given(&self.id),
            url,
            title: given(&self.title),
            author: given(&self.author),
            outlet: given(&site.name),
            published_at: dates::parse(&self.timestamp),
            ..Metadata::default()
        };
        let known = Known { metadata, charset: None };
        Found::document(uri.clone(), Some(place), Kind::Wikitext, self.text.into_bytes(), known)
    }
}

/// The next page; what is said of the wiki goes to `site`.
fn next(events: &mut Events<'_>, site: &mut Site) -> io::Result<Option<Page>> {
    let mut open = String::new();
    loop {
        match events.next()? {
            Piece::Open(name, _) if name == "page" => {
                events.new_record();
                return page(events).map(Some);
            }
            Piece::Open(name, _) => open = name,
            Piece::Text(text) if open == "sitename" => site.name.push_str(&text),
            Piece::Text(text) if open == "base" => site.base.push_str(&text),
            Piece::Text(_) => {}
            Piece::Close(_) => open.clear(),
            Piece::End => return Ok(None),
        }
    }
}

/// The elements of a page up to its end.
fn page(events: &mut Events<'_>) -> io::Result<Page> {
    let mut page = Page::default();
    let mut path: Vec<String> = Vec::new();
    loop {
        match events.next()? {
            Piece::Open(name, _) if name.ends_with('/') => page.is_redirect |= name == "redirect/",
            Piece::Open(name, _) => {
                if name == "revision" {
                    // The newest stands last, and it alone counts.
                    events.new_record();
                    (page.timestamp, page.author, page.text) = <_>::default();
                }
                path.push(name);
            }
            Piece::Text(text) => {
                let names: Vec<&str> = path.iter().map(String::as_str).collect();
                let slot = match names.as_slice() {
                    ["title"] => &mut page.title,
                    ["ns"] => &mut page.namespace,
                    ["id"] => &mut page.id,
                    ["revision", "timestamp"] => &mut page.timestamp,
                    ["revision", "contributor", "username"] => &mut page.author,
                    ["revision", "text"] => &mut page.text,
                    _ => continue,
                };
                slot.push_str(&text);
            }
            Piece::Close(_) if path.is_empty() => return Ok(page),
            Piece::Close(_) => _ = path.pop(),
            Piece::End => return Ok(page),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::ReadOptions;
    use crate::ingest::containers::tests::{lines, records};
    use crate::ingest::decompress::tests::bzip2;

    fn page(title: &str, namespace: u32, more: &str, text: &str) -> String {
        let old = "<revision><id>1</id><timestamp>2020-01-01T00:00:00Z</timestamp><text>cũ</text></revision>";
        let user = "<contributor><username>Hà Vi</username></contributor>";
        format!(
            "<page><title>{title}</title><ns>{namespace}</ns><id>12</id>{more}{old}<revision><id>2</id>\
             <timestamp>2024-06-12T08:30:00Z</timestamp>{user}<text xml:space='preserve'>{text}</text></revision></page>"
        )
    }

    fn dump() -> String {
        let pages = [
            page(
                "Cầu Bến Lội",
                0,
                "",
                "'''Cầu Bến Lội''' bắc qua [[sông Mẫu|một con sông]].&lt;ref&gt;Báo&lt;/ref&gt;",
            ),
            page("Thảo luận:Cầu", 1, "", "Chào."),
            page("Cầu Lội", 0, "<redirect title='Cầu Bến Lội' />", "#đổi [[Cầu Bến Lội]]"),
            page("Trống", 0, "", "{{bản mẫu}}"),
        ];
        let base = "<base>https://vi.example.org/wiki/Trang_Ch%C3%ADnh</base>";
        format!(
            "<mediawiki><siteinfo><sitename>Bách khoa Mẫu</sitename>{base}</siteinfo>{}</mediawiki>",
            pages.concat()
        )
    }

    #[test]
    fn the_newest_version_of_each_article() {
        let seen = records("dump.xml", dump().as_bytes(), &ReadOptions::default());
        let first = seen[0].as_ref().unwrap();
        assert_eq!((first.doc_id.as_str(), first.text.as_str()), ("12", "Cầu Bến Lội bắc qua một con sông."));
        assert_eq!((first.title.as_deref(), first.outlet.as_deref()), (Some("Cầu Bến Lội"), Some("Bách khoa Mẫu")));
        assert_eq!(first.url.as_deref(), Some("https://vi.example.org/wiki/Cầu_Bến_Lội"));
        assert_eq!((first.author.as_deref(), first.published_at.is_some()), (Some("Hà Vi"), true));
        let packed = lines("dump.xml.bz2", &bzip2(dump().as_bytes()), &ReadOptions::default());
        assert_eq!(packed[0], "dump.xml.bz2#1 Cầu Bến Lội bắc qua một con sông.");
        assert!(
            packed.len() == 2 && packed[1].contains("dump.xml.bz2#4@") && packed[1].contains("empty"),
            "{packed:?}"
        );
    }

    #[test]
    fn a_dump_that_is_cut_short_keeps_what_came_before() {
        let dump = dump();
        let seen = lines("dump.xml", &dump.as_bytes()[..dump.rfind("<revision>").unwrap()], &ReadOptions::default());
        assert!(seen.len() == 2 && seen[1].ends_with("bad_record: the XML is cut short"), "{seen:?}");
    }
}
