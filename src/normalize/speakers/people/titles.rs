//! The titles of one person, by position.

use std::collections::HashSet;

use crate::entities::speaker;
use crate::lexicon::fold_phrase;
use crate::model::{Span, SpeakerMention};
use crate::segment::Article;

/// A title as given at one place.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Title {
    pub(super) at: u32,
    pub role: Option<Span>,
    pub org: Option<Span>,
    pub org_entry: Option<u32>,
    rank_only: bool,
    pub(super) country: Option<u32>,
    /// Stands behind another title of the same mention.
    further: bool,
}

/// What a person is called, and what is known of it up to each place.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// In order of position, once settled.
    all: Vec<Title>,
    /// For each title, what was given last up to it.
    last: Vec<Last>,
    /// The first with a body.
    first_with_body: Option<u32>,
    /// Each title that comes with a body, in folded spelling, and where it does first; in order.
    roles: Vec<(String, u32)>,
}

/// Numbers of titles, those that stand behind others not counted.
#[derive(Clone, Copy, Debug, Default)]
struct Last {
    post_with_body: Option<u32>,
    post: Option<u32>,
    /// A post or a rank.
    any: Option<u32>,
}

impl Titles {
    /// Adds the titles of a mention.
    pub fn add(&mut self, article: &Article, mention: &SpeakerMention) {
        self.all.push(Title {
            at: mention.span.start,
            role: mention.role,
            org: mention.org,
            org_entry: mention.org_entry,
            rank_only: mention.rank_only,
            country: mention.country,
            further: false,
        });
        self.all.extend(further(article, mention));
    }

    /// Where the person is mentioned.
    pub fn places(&self) -> impl Iterator<Item = u32> {
        self.all.iter().map(|title| title.at)
    }

    /// All titles.
    pub fn all(&self) -> &[Title] {
        &self.all
    }

    /// Brings the titles into order, after the last was added.
    pub fn settle(&mut self, article: &Article) -> &[Title] {
        self.all.sort_by_key(|title| title.at);
        let mut seen = HashSet::new();
        let mut last = Last::default();
        for (number, title) in (0..).zip(&self.all) {
            let body = title.org.is_some();
            if !title.further {
                if title.role.is_some() {
                    last.any = Some(number);
                    if !title.rank_only {
                        last.post = Some(number);
                        last.post_with_body = Some(number).filter(|_| body).or(last.post_with_body);
                    }
                }
                self.first_with_body = self.first_with_body.or(Some(number).filter(|_| body));
            }
            self.last.push(last);
            if let Some(role) = title.role.filter(|_| body).map(|role| role.of(article.text))
                && seen.insert(role)
            {
                self.roles.push((fold_phrase(role), number));
            }
        }
        &self.all
    }

    /// Title and body for a mention that lacks one: of the same title first, then of the first mention before it that has one;
    /// where it has no title, the post given last before it, a rank only where there is no post.
    pub fn for_mention(&self, article: &Article, mention: &SpeakerMention) -> Option<Title> {
        let before = self.all.partition_point(|title| title.at < mention.span.start) as u32;
        let number = if let Some(role) = mention.role.filter(|_| !mention.rank_only) {
            let role = fold_phrase(role.of(article.text));
            article.work.add(self.roles.len());
            let earlier = self.roles.iter().take_while(|(_, first)| *first < before);
            let same = earlier.filter(|(own, _)| same_role(own, &role)).map(|(_, first)| *first).next();
            same.or(self.first_with_body.filter(|first| *first < before))
        } else {
            let last = self.last[before.checked_sub(1)? as usize];
            last.post_with_body.or(last.post).or(last.any)
        };
        number.map(|number| self.all[number as usize])
    }

    /// Whether some title comes with a body.
    pub fn has_post(&self) -> bool {
        self.first_with_body.is_some()
    }

    /// Whether no title is of another country.
    pub fn may_be_of(&self, country: u32) -> bool {
        self.all.iter().filter_map(|title| title.country).all(|own| own == country)
    }

    /// Whether some title is of this body, which is in folded spelling.
    pub fn has_body(&self, article: &Article, body: &str) -> bool {
        article.work.add(self.all.len());
        self.all.iter().filter_map(|title| title.org).any(|own| fold_phrase(own.of(article.text)).contains(body))
    }
}

/// The titles of a mention behind its first one.
fn further(article: &Article, mention: &SpeakerMention) -> Vec<Title> {
    if mention.tokens.len() < 8 || mention.rank_only {
        return Vec::new();
    }
    let others =
        speaker::titles_of(article, mention.tokens).into_iter().filter(|title| Some(title.role) != mention.role);
    let further = others.filter(|title| title.org.is_some()).map(|title| Title {
        at: mention.span.start,
        role: Some(title.role),
        org: title.org,
        org_entry: title.org_entry,
        rank_only: false,
        country: mention.country,
        further: true,
    });
    further.collect()
}

/// A title alone means who bears it: same words, or the same with the body's name written out or left off.
fn same_role(own: &str, other: &str) -> bool {
    readings(own).any(|reading| reading == other)
}

/// What a title is also called by: its begin up to a space or comma, its end behind a comma.
pub(super) fn readings(own: &str) -> impl Iterator<Item = &str> {
    let begins = own.match_indices([' ', ',']).map(|(end, _)| &own[..end]);
    let ends = own.match_indices(", ").map(|(comma, _)| &own[comma + 2..]);
    std::iter::once(own).chain(begins).chain(ends)
}

#[cfg(test)]
mod tests {
    use super::same_role;

    #[test]
    fn a_title_is_known_by_its_begin_or_its_end() {
        let own = "giám đốc sở y tế, trưởng ban";
        for (other, same) in [
            (own, true),
            ("giám đốc", true),
            ("giám đốc sở y tế", true),
            ("trưởng ban", true),
            ("giám", true),
            ("đốc sở y tế, trưởng ban", false),
            ("ban", false),
            ("phó giám đốc", false),
        ] {
            assert_eq!(same_role(own, other), same, "{other}");
        }
    }
}
