//! The people of a document: who was introduced, under which titles, and who a short mention means.
//!
//! Each question is asked of an index, so that a text that names ten thousand people takes a hundred times as long as one that
//! names a hundred: [`names`] by name, [`titles`] the titles of one person, [`bearers`] by title and country.

mod bearers;
mod names;
mod titles;

use std::cell::OnceCell;
use std::collections::HashMap;

use self::bearers::Bearers;
use self::names::Names;
pub(super) use self::names::Place;
use self::titles::{Title, Titles};
use crate::entities::{self, hit_at, speaker};
use crate::lexicon::{Category, Gender, RoleKind, Syllable, fold_phrase, words as w};
use crate::model::{Span, SpeakerKind, SpeakerMention, StatementMention};
use crate::segment::Article;

/// All people with a name, by first mention.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub people: Vec<Person>,
    names: Names,
    /// Where people are named behind a noun (`ca sĩ`), by that noun in folded spelling.
    by_noun: HashMap<String, Vec<Place>>,
    /// Where people are named, by gender as far as the text tells it.
    places: [Vec<Place>; GENDERS],
    /// Made when it is first asked for: most texts have few mentions by title alone.
    bearers: OnceCell<Bearers>,
}

/// A person and the titles that the document gives.
#[derive(Debug)]
pub(super) struct Person {
    /// The fullest name.
    pub name: Span,
    /// The name in folded spelling.
    folded: String,
    titles: Titles,
    gender: Gender,
}

/// `Gender` has so many values.
const GENDERS: usize = 3;

fn number(gender: Gender) -> usize {
    match gender {
        Gender::Male => 0,
        Gender::Female => 1,
        Gender::Either => 2,
    }
}

impl Known {
    /// Gathers the people from introductions and from the speakers of statements.
    pub fn collect(article: &Article, introductions: &[SpeakerMention], statements: &[StatementMention]) -> Self {
        let speakers = statements.iter().filter_map(|statement| statement.speaker);
        let named = |mention: &SpeakerMention| {
            let name = mention.name.filter(|_| mention.kind == SpeakerKind::Person)?;
            Some((*mention, name))
        };
        let mut mentions: Vec<(SpeakerMention, Span)> =
            introductions.iter().copied().chain(speakers).filter_map(|mention| named(&mention)).collect();
        mentions.sort_by_key(|(mention, _)| (mention.span.start, mention.span.end));
        mentions.dedup_by_key(|(mention, _)| mention.span);
        let mut known = Self::default();
        // Full names first, so that a short mention before the full one (a lead) joins it.
        let is_full = |name: Span| name.of(article.text).contains([' ', '\n']);
        let (full, short): (Vec<_>, Vec<_>) = mentions.into_iter().partition(|(_, name)| is_full(*name));
        for (mention, name) in full.iter().chain(&short) {
            known.add(article, mention, *name);
        }
        known.complete(article);
        for (index, person) in known.people.iter_mut().enumerate() {
            let places = person.titles.settle(article).iter().map(|title| (title.at, index as u32));
            known.places[number(person.gender)].extend(places);
        }
        for places in known.places.iter_mut().chain(known.by_noun.values_mut()) {
            places.sort_unstable();
        }
        known
    }

    fn add(&mut self, article: &Article, mention: &SpeakerMention, name: Span) {
        let folded = folded_name(name.of(article.text));
        let index = self.names.find(&folded, mention.span.start).unwrap_or_else(|| {
            let index = self.people.len() as u32;
            self.names.insert(index, &folded);
            self.people.push(Person { name, folded, titles: Titles::default(), gender: Gender::Either });
            index
        });
        let person = &mut self.people[index as usize];
        if let Some(gender) = gender(article, mention).filter(|gender| *gender != Gender::Either) {
            person.gender = gender;
        }
        if let Some(noun) = noun(article, mention) {
            self.by_noun.entry(noun).or_default().push((mention.span.start, index));
        }
        self.names.mention(&person.folded, (mention.span.start, index));
        person.titles.add(article, mention);
    }

    /// Completes foreign family names that stand alone (`Tổng thống Biden`) from anywhere in the text (`Joe Biden`).
    fn complete(&mut self, article: &Article) {
        let alone = |person: &Person| !person.folded.contains(' ') && names::is_foreign(&person.folded);
        let wanted = |(index, person): (usize, &Person)| alone(person).then(|| (person.name.of(article.text), index));
        let mut wanted: HashMap<&str, usize> = self.people.iter().enumerate().filter_map(wanted).collect();
        if wanted.is_empty() {
            return;
        }
        for pair in article.seg.tokens.windows(2) {
            let full = pair[0].capital
                && !pair[0].all_caps
                && pair[1].start == pair[0].end + 1
                && pair[0].syllable == Syllable::UNKNOWN;
            let Some(index) = full.then(|| wanted.remove(pair[1].span().of(article.text))).flatten() else { continue };
            let person = &mut self.people[index];
            person.name = Span::new(pair[0].start, pair[1].end);
            let short = std::mem::replace(&mut person.folded, folded_name(person.name.of(article.text)));
            let places = person.titles.places().map(|at| (at, index as u32));
            self.names.rename(index as u32, &short, &person.folded, places);
        }
    }

    /// Whom a mention means.
    ///
    /// `last` is who spoke last, and where.
    pub fn find(&self, article: &Article, mention: &SpeakerMention, last: Option<Place>) -> Option<usize> {
        let spoke = last;
        let last = last.map(|(_, person)| person as usize);
        match (mention.name, mention.role) {
            (Some(name), _) => {
                self.names.find(&folded_name(name.of(article.text)), mention.span.start).map(|index| index as usize)
            }
            // A profession in small letters takes up the last speaker: `nhà nghiên cứu này`, `nữ đại biểu`.
            (None, Some(role)) if !is_of_person(article, mention) => {
                self.by_title(article, mention, role).or_else(|| self.by_noun(article, mention, role)).or_else(|| {
                    let small = role.of(article.text).chars().next().is_some_and(char::is_lowercase);
                    let profession = is_profession(article, mention);
                    if small || profession {
                        let meant = |last: &usize| !profession || self.points(*last, mention, role);
                        last.filter(|last| self.may_belong(article, *last, mention) && meant(last))
                    } else {
                        self.pronoun(article, mention, spoke)
                    }
                })
            }
            (None, Some(_)) => None,
            (None, None) => self.pronoun(article, mention, spoke),
        }
    }

    /// Whether a person can be of the body or country that a mention names: `nhà nghiên cứu của Viện A thuộc Bộ B` is of Viện A.
    fn may_belong(&self, article: &Article, person: usize, mention: &SpeakerMention) -> bool {
        let Some(org) = mention.org else {
            let same = |country| is_profession(article, mention) && self.people[person].titles.may_be_of(country);
            return mention.country.is_none_or(same);
        };
        let org = fold_phrase(org.of(article.text));
        let body = org.split(" thuộc ").next().unwrap_or(&org);
        self.people[person].titles.has_body(article, body)
    }

    /// `nữ đại biểu`, `nhà nghiên cứu này`, `HLV 44 tuổi`: more than the title says that it is somebody known; a title alone may be
    /// anybody's where the person has a post in a body.
    fn points(&self, person: usize, mention: &SpeakerMention, role: Span) -> bool {
        mention.span.end - mention.span.start > role.end - role.start || !self.people[person].titles.has_post()
    }

    /// Who bears a title that stands alone; `Nhà lãnh đạo Bulgaria` is the last person of that country.
    fn by_title(&self, article: &Article, mention: &SpeakerMention, role: Span) -> Option<usize> {
        let bearers = self.bearers.get_or_init(|| Bearers::of(article, &self.people));
        let role = fold_phrase(role.of(article.text));
        if role == "nhà lãnh đạo" {
            return bearers.last_of_country(mention);
        }
        bearers.find(article, mention, &role)
    }

    /// `Ông A nhậm chức năm ngoái. ... ông tuyên bố ...`: who began a sentence of the same paragraph last, if nobody has spoken since.
    fn subject_since(&self, article: &Article, mention: &SpeakerMention, spoke: Option<Place>) -> Option<usize> {
        /// Sentences that are looked at.
        const FURTHEST: u32 = 4;
        let paragraph = article.paragraph_of(mention.tokens.start);
        let own = article.sentence_of(mention.tokens.start);
        for sentence in (own.saturating_sub(FURTHEST)..own).rev() {
            article.work.add(1_u32);
            let first = article.seg.sentences[sentence as usize].tokens.start;
            let at = article.token(first).start;
            if article.paragraph_of(first) != paragraph || spoke.is_some_and(|(last, _)| last >= at) {
                return None;
            }
            if let Some(person) = self.named_at(article, first) {
                return Some(person);
            }
        }
        None
    }

    /// The person whose name stands behind an honorific or title at a token.
    fn named_at(&self, article: &Article, first: u32) -> Option<usize> {
        const LONGEST: u32 = 6;
        let title = [Category::Honorific, Category::Role].into_iter().filter_map(|kind| hit_at(article, first, kind));
        let from = title.map(|hit| hit.end()).max()?;
        let name = entities::names::leading(article, from, from + LONGEST)?;
        let folded = folded_name(article.span(name).of(article.text));
        self.names.find(&folded, article.token(first).start).map(|person| person as usize)
    }

    /// `Nữ ca sĩ` is who was named behind that noun last before, of either gender.
    fn by_noun(&self, article: &Article, mention: &SpeakerMention, role: Span) -> Option<usize> {
        let places = self.by_noun.get(&fold_phrase(role.of(article.text)))?;
        let (_, index) = last_before(places, mention.span.start)?;
        mention.country.is_none().then_some(index as usize)
    }

    /// `ông`, `bà`, `ông này`: the last speaker, if the gender agrees; else the last person named before.
    fn pronoun(&self, article: &Article, mention: &SpeakerMention, spoke: Option<Place>) -> Option<usize> {
        mention.honorific?;
        if let Some(places) = noun(article, mention).and_then(|noun| self.by_noun.get(&noun)) {
            return last_before(places, mention.span.start)
                .or(places.first().copied())
                .map(|(_, index)| index as usize);
        }
        let gender = gender(article, mention).unwrap_or(Gender::Either);
        let agrees =
            |other: usize| gender == Gender::Either || other == number(Gender::Either) || other == number(gender);
        let at = mention.span.start;
        let fits = |index: &usize| agrees(number(self.people[*index].gender));
        let subject = self.subject_since(article, mention, spoke).filter(fits);
        let last = spoke.map(|(_, person)| person as usize);
        subject.or_else(|| last.filter(fits)).or_else(|| {
            let lists = self.places.iter().enumerate().filter(|(other, _)| agrees(*other));
            let before = lists.filter_map(|(_, places)| last_before(places, at));
            before.max().map(|(_, index)| index as usize)
        })
    }
}

/// The last of places in order that is before `at`.
fn last_before(places: &[Place], at: u32) -> Option<Place> {
    let before = places.partition_point(|place| place.0 < at);
    before.checked_sub(1).map(|last| places[last])
}

impl Person {
    /// Title and body for a mention that lacks one.
    pub fn title_for(&self, article: &Article, mention: &SpeakerMention) -> Option<Title> {
        self.titles.for_mention(article, mention)
    }
}

/// `Phát ngôn viên của Thủ tướng A`: of somebody whom the text names, and so nobody who bears the title alone.
fn is_of_person(article: &Article, mention: &SpeakerMention) -> bool {
    let tokens = mention.tokens;
    (tokens.start + 1..tokens.end.saturating_sub(1))
        .any(|at| article.token(at).syllable == w::CUA && speaker::names_bearer(article, at + 1))
}

/// The honorific of a mention where it is a noun: `ca sĩ`, `linh mục`; not `ông`, `anh`.
fn noun(article: &Article, mention: &SpeakerMention) -> Option<String> {
    let honorific = fold_phrase(mention.honorific?.of(article.text));
    (honorific.contains(' ') && honorific != "đồng chí").then_some(honorific)
}

/// `Nữ diễn viên`, `Chuyên gia này`: one of many, where a post has one bearer.
pub(super) fn is_profession(article: &Article, mention: &SpeakerMention) -> bool {
    let first = mention.tokens.start;
    let title = (first..mention.tokens.end.min(first + 3)).find_map(|at| hit_at(article, at, Category::Role));
    mention.honorific.is_none()
        && title.is_some_and(|hit| article.lexicon.speech.roles[hit.entry as usize] == RoleKind::Profession)
}

fn gender(article: &Article, mention: &SpeakerMention) -> Option<Gender> {
    let honorific = mention.honorific?.of(article.text).to_lowercase();
    Some(match honorific.as_str() {
        "ông" | "anh" | "chú" | "thầy" | "ngài" => Gender::Male,
        "bà" | "chị" | "cô" => Gender::Female,
        _ => Gender::Either,
    })
}

/// A name, each word folded, single spaces between.
fn folded_name(name: &str) -> String {
    fold_phrase(&name.replace('\n', " "))
}
