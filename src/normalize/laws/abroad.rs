//! Whether an article is about other countries, so that its laws and its constitution are not ours: by the countries and bodies that it
//! names.

use crate::lexicon::Category;
use crate::model::{DocType, TokenRange};
use crate::segment::Article;

/// What an article says of countries and bodies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Places {
    /// How often it names other countries.
    foreign: usize,
    /// How often it names ours.
    ours: usize,
    /// It names bodies that are ours and have no namesake abroad.
    bodies: bool,
}

impl Places {
    /// Counts them.
    pub fn of(article: &Article) -> Self {
        // Each country has these; media may be only where the article comes from: `Đài Truyền hình Việt Nam` below it.
        const ANYBODYS: &[&str] = &["Quốc hội", "Chính phủ", "Đảng"];
        let mut places = Self::default();
        for hit in &article.seg.hits {
            match hit.category {
                Category::Country if article.lexicon.countries[hit.entry as usize].iso2 == "VN" => places.ours += 1,
                Category::Country => places.foreign += 1,
                Category::Organization => {
                    let body = &article.lexicon.organizations[hit.entry as usize];
                    let own = body.country == "VN" && body.kind != "media";
                    let written = article.span(TokenRange::new(hit.token, hit.end())).of(article.text);
                    places.bodies |= own && !ANYBODYS.contains(&written);
                }
                _ => {}
            }
        }
        places
    }

    /// Whether a document of a kind that the article names is another country's.
    pub fn abroad(self, doc_type: DocType) -> bool {
        /// So many times other countries are named at least.
        const OFTEN: usize = 4;
        /// The same for a constitution, of which there is one in each of them.
        const SEVERAL: usize = 3;
        /// So many times as often as ours, where ours is named at all.
        const MORE: usize = 8;
        let constitution = doc_type == DocType::Constitution;
        if self.ours == 0 && !self.bodies {
            return self.foreign >= if constitution { SEVERAL } else { OFTEN };
        }
        // Our own bodies make its laws ours, hardly its constitution where our country is not named.
        let often = self.foreign >= OFTEN.max(self.ours * MORE);
        often && (constitution && self.ours == 0 || !self.bodies)
    }
}
