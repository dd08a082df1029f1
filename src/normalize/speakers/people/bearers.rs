//! People by their titles and countries.

use std::collections::{BTreeSet, HashMap};

use super::names::Place;
use super::titles::readings;
use super::{Person, last_before};
use crate::lexicon::fold_phrase;
use crate::model::SpeakerMention;
use crate::segment::Article;

/// Finds who bears a title.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    /// By position.
    titles: Vec<Bearer>,
    /// Numbers of the titles that a title in folded spelling can mean; ascending.
    by_role: HashMap<String, Vec<u32>>,
    /// By country: where its people are mentioned, and the last of them by number.
    by_country: HashMap<u32, (Vec<Place>, u32)>,
}

/// Who bears a title, as given at one place.
#[derive(Debug)]
struct Bearer {
    at: u32,
    person: u32,
    /// In short forms.
    org: Option<String>,
    country: Option<u32>,
}

impl Bearers {
    pub fn of(article: &Article, people: &[Person]) -> Self {
        let mut bearers = Self::default();
        let mut roles: Vec<(u32, u32, Bearer, String)> = Vec::new();
        for (person, number) in people.iter().zip(0..) {
            let titles = person.titles.all();
            for (title, order) in titles.iter().zip(0..) {
                let Some(role) = title.role else { continue };
                let org = title.org.map(|org| short_forms(&fold_phrase(org.of(article.text))));
                let bearer = Bearer { at: title.at, person: number, org, country: title.country };
                roles.push((number, order, bearer, fold_phrase(role.of(article.text))));
            }
            for country in titles.iter().filter_map(|title| title.country).collect::<BTreeSet<_>>() {
                let (places, last) = bearers.by_country.entry(country).or_default();
                places.extend(person.titles.places().map(|at| (at, number)));
                *last = number;
            }
        }
        roles.sort_by_key(|(person, order, bearer, _)| (bearer.at, *person, *order));
        for (number, (_, _, bearer, role)) in (0..).zip(roles) {
            for reading in readings(&role) {
                bearers.by_role.entry(reading.to_owned()).or_default().push(number);
            }
            bearers.titles.push(bearer);
        }
        for (places, _) in bearers.by_country.values_mut() {
            places.sort_unstable();
        }
        bearers
    }

    /// Who bears a title, in folded spelling, that stands alone: the last before the mention, or else the first behind it.
    pub fn find(&self, article: &Article, mention: &SpeakerMention, role: &str) -> Option<usize> {
        let org = mention.org.map(|org| fold_phrase(org.of(article.text)));
        let titles = self.by_role.get(meant_title(role, org.as_deref()))?;
        let org = org.as_deref().map(short_forms);
        let fits = |number: &&u32| {
            article.work.add(1_u32);
            let title = &self.titles[**number as usize];
            !article.work.is_over() && title.agrees(org.as_deref(), mention.country)
        };
        let (before, behind) =
            titles.split_at(titles.partition_point(|&number| self.titles[number as usize].at < mention.span.start));
        // Who is introduced only afterwards must be given the same body.
        let known = |number: &&u32| org.is_none() || self.titles[**number as usize].org.is_some();
        let found = before.iter().rev().find(fits).or_else(|| behind.iter().filter(known).find(fits));
        found.map(|&number| self.titles[number as usize].person as usize)
    }

    /// The last person of the country that a mention names, before it where there is one.
    pub fn last_of_country(&self, mention: &SpeakerMention) -> Option<usize> {
        let (places, last) = self.by_country.get(&mention.country?)?;
        let before = last_before(places, mention.span.start).map_or(*last, |(_, person)| person);
        Some(before as usize)
    }
}

impl Bearer {
    /// Bodies or countries, where both are given, must not contradict.
    fn agrees(&self, org: Option<&str>, country: Option<u32>) -> bool {
        let bodies = match (self.org.as_deref(), org) {
            (Some(own), Some(other)) => own.contains(other) || other.contains(own),
            _ => true,
        };
        let countries = match (self.country, country) {
            (Some(own), Some(other)) => own == other,
            _ => true,
        };
        bodies && countries
    }
}

/// `Người đứng đầu Chính phủ` is the prime minister.
fn meant_title<'a>(role: &'a str, org: Option<&str>) -> &'a str {
    match (role, org) {
        ("người đứng đầu", Some("chính phủ")) => "thủ tướng",
        ("người đứng đầu nhà nước", _) | ("người đứng đầu", Some("nhà nước")) => {
            "chủ tịch nước"
        }
        ("người đứng đầu", Some("đảng")) => "tổng bí thư",
        ("người đứng đầu", Some("nhà trắng")) => "tổng thống",
        // `Thủ tướng thứ tư`
        _ => role.split(" thứ ").next().unwrap_or(role),
    }
}

/// The usual abbreviations in place of what they stand for, so that both spellings compare equal. All is in folded spelling.
fn short_forms(folded: &str) -> String {
    folded
        .replace("uỷ ban nhân dân", "ubnd")
        .replace("hội đồng nhân dân", "hđnd")
        .replace("thành phố", "tp")
        .replace("tp. ", "tp ")
        .replace("viện kiểm sát nhân dân", "viện ksnd")
        .replace("toà án nhân dân", "tand")
}
