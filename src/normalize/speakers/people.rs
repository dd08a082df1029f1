//! The people of a document: who was introduced, under which titles, and who a short mention means.

use crate::entities::speaker;
use crate::lexicon::{Gender, fold};
use crate::model::{Span, SpeakerKind, SpeakerMention, StatementMention};
use crate::segment::Article;

/// All people with a name, by first mention.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub people: Vec<Person>,
}

/// A person and the titles that the document gives.
#[derive(Debug)]
pub(super) struct Person {
    /// The fullest name.
    pub name: Span,
    /// Folded words of the name.
    words: Vec<String>,
    /// By position.
    titles: Vec<Title>,
    gender: Gender,
}

/// A title as given at one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Title {
    at: u32,
    pub role: Option<Span>,
    pub org: Option<Span>,
    pub org_entry: Option<u32>,
    rank_only: bool,
    country: Option<u32>,
    /// Stands behind another title of the same mention.
    further: bool,
}

impl Known {
    /// Gathers the people from introductions and from the speakers of statements.
    pub fn collect(article: &Article, introductions: &[SpeakerMention], statements: &[StatementMention]) -> Self {
        let speakers = statements.iter().filter_map(|statement| statement.speaker);
        let mut mentions: Vec<SpeakerMention> = introductions
            .iter()
            .copied()
            .chain(speakers)
            .filter(|mention| mention.kind == SpeakerKind::Person && mention.name.is_some())
            .collect();
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
        mentions.dedup_by_key(|mention| mention.span);
        let mut known = Self::default();
        // Full names first, so that a short mention before the full one (a lead) joins it.
        let (full, short): (Vec<_>, Vec<_>) = mentions.into_iter().partition(|m| words(article, m.name).len() > 1);
        for mention in full.iter().chain(&short) {
            known.add(article, mention);
        }
        for person in &mut known.people {
            person.titles.sort_by_key(|title| title.at);
            person.complete(article);
        }
        known
    }

    fn add(&mut self, article: &Article, mention: &SpeakerMention) {
        let Some(name) = mention.name else { return };
        let words = words(article, Some(name));
        let index = self.by_name(&words, mention.span.start).unwrap_or_else(|| {
            self.people.push(Person { name, words: words.clone(), titles: Vec::new(), gender: Gender::Either });
            self.people.len() - 1
        });
        let person = &mut self.people[index];
        if words.len() > person.words.len() {
            person.name = name;
            person.words = words;
        }
        if let Some(gender) = gender(article, mention).filter(|gender| *gender != Gender::Either) {
            person.gender = gender;
        }
        person.titles.push(Title {
            at: mention.span.start,
            role: mention.role,
            org: mention.org,
            org_entry: mention.org_entry,
            rank_only: mention.rank_only,
            country: mention.country,
            further: false,
        });
        person.titles.extend(further_titles(article, mention));
    }

    /// Whom a mention means.
    pub fn find(&self, article: &Article, mention: &SpeakerMention, last: Option<usize>) -> Option<usize> {
        match (mention.name, mention.role) {
            (Some(name), _) => self.by_name(&words(article, Some(name)), mention.span.start),
            // A profession in small letters takes up the last speaker: `nhà nghiên cứu này`, `nữ đại biểu`.
            (None, Some(role)) => self.by_title(article, mention, role).or_else(|| {
                let small = role.of(article.text).chars().next().is_some_and(char::is_lowercase);
                if small {
                    last.filter(|&last| self.may_belong(article, last, mention))
                } else {
                    self.pronoun(article, mention, last)
                }
            }),
            (None, None) => self.pronoun(article, mention, last),
        }
    }

    /// Whether a person can be of the body or country that a mention names: `nhà nghiên cứu của Viện A thuộc Bộ B` is of Viện A.
    fn may_belong(&self, article: &Article, person: usize, mention: &SpeakerMention) -> bool {
        let Some(org) = mention.org else { return mention.country.is_none() };
        let org = fold_text(org.of(article.text));
        let body = org.split(" thuộc ").next().unwrap_or(&org);
        let own = self.people[person].titles.iter().filter_map(|title| title.org);
        own.into_iter().any(|own| fold_text(own.of(article.text)).contains(body))
    }

    /// The person of this full name, or the last one before `at` (else the first after it) whose given name this is.
    fn by_name(&self, words: &[String], at: u32) -> Option<usize> {
        let same = |person: &Person| person.words == words || words.len() > 1 && person.words.ends_with(words);
        if let Some(index) = self.people.iter().position(same) {
            return Some(index);
        }
        if words.len() != 1 {
            return None;
        }
        let short = |person: &Person| {
            person.words.last() == words.first() || person.words.contains(&words[0]) && person.is_foreign()
        };
        let fits = || self.people.iter().enumerate().filter(|(_, person)| short(person));
        let before = fits().filter(|(_, person)| person.first() < at).max_by_key(|(_, person)| person.last_before(at));
        before.or_else(|| fits().min_by_key(|(_, person)| person.first())).map(|(index, _)| index)
    }

    fn by_title(&self, article: &Article, mention: &SpeakerMention, role: Span) -> Option<usize> {
        if fold_text(role.of(article.text)) == "nhà lãnh đạo" {
            return self.last_of_country(mention);
        }
        let written = fold_text(role.of(article.text));
        let role = meant_title(&written, mention.org.map(|org| fold_text(org.of(article.text))).as_deref());
        let at = mention.span.start;
        let bearer = |title: &&Title| {
            let same_role = title.role.is_some_and(|own| same_role(&fold_text(own.of(article.text)), role));
            // Who is introduced only afterwards must be given the same body.
            let known = title.at < at || mention.org.is_none() || title.org.is_some();
            same_role && known && agree(article, title, mention)
        };
        let places = self
            .people
            .iter()
            .enumerate()
            .flat_map(|(index, person)| person.titles.iter().filter(bearer).map(move |title| (index, title.at)));
        let places: Vec<(usize, u32)> = places.collect();
        let before = places.iter().filter(|(_, place)| *place < at).max_by_key(|(_, place)| *place);
        before.or_else(|| places.iter().min_by_key(|(_, place)| *place)).map(|(index, _)| *index)
    }

    /// `Nhà lãnh đạo Bulgaria`: the last person of that country.
    fn last_of_country(&self, mention: &SpeakerMention) -> Option<usize> {
        let own = |person: &&Person| {
            person.titles.iter().any(|title| title.country.is_some() && title.country == mention.country)
        };
        let people = self.people.iter().filter(own);
        let last = people.max_by_key(|person| person.last_before(mention.span.start))?;
        self.people.iter().position(|person| std::ptr::eq(person, last))
    }

    /// `ông`, `bà`, `ông này`: the last speaker, if the gender agrees; else the last person named before.
    fn pronoun(&self, article: &Article, mention: &SpeakerMention, last: Option<usize>) -> Option<usize> {
        mention.honorific?;
        let gender = gender(article, mention).unwrap_or(Gender::Either);
        let agrees =
            |person: &Person| gender == Gender::Either || person.gender == Gender::Either || person.gender == gender;
        let at = mention.span.start;
        last.filter(|&index| agrees(&self.people[index])).or_else(|| {
            let before = self.people.iter().enumerate().filter(|(_, person)| person.first() < at && agrees(person));
            before.max_by_key(|(_, person)| person.last_before(at)).map(|(index, _)| index)
        })
    }
}

impl Person {
    /// A foreign family name alone (`Tổng thống Biden`) is completed from anywhere in the text (`Joe Biden`).
    fn complete(&mut self, article: &Article) {
        if self.words.len() > 1 || !self.is_foreign() {
            return;
        }
        let own = self.name.of(article.text);
        let tokens = &article.seg.tokens;
        let full = tokens.windows(2).find(|pair| {
            pair[1].span().of(article.text) == own
                && pair[0].capital
                && !pair[0].all_caps
                && pair[1].start == pair[0].end + 1
                && pair[0].syllable == crate::lexicon::Syllable::UNKNOWN
        });
        if let Some(pair) = full {
            self.name = Span::new(pair[0].start, pair[1].end);
            self.words = words(article, Some(self.name));
        }
    }

    fn first(&self) -> u32 {
        self.titles.iter().map(|title| title.at).min().unwrap_or(u32::MAX)
    }

    fn last_before(&self, at: u32) -> u32 {
        self.titles.iter().map(|title| title.at).filter(|place| *place < at).max().unwrap_or(0)
    }

    /// A name with a word of more than one written syllable group or no Vietnamese family name is matched by any of its words.
    fn is_foreign(&self) -> bool {
        self.words.iter().any(|word| {
            word.is_ascii() && !crate::entities::names::looks_vietnamese(word, crate::lexicon::Syllable::UNKNOWN)
        })
    }

    /// Title and body for a mention that lacks one: of the same title first, then of the first mention before it that has one.
    pub fn title_for(&self, article: &Article, mention: &SpeakerMention) -> Option<Title> {
        let role = mention.role.filter(|_| !mention.rank_only).map(|role| fold_text(role.of(article.text)));
        let with_role = |title: &&Title| match (&role, title.role) {
            (Some(role), Some(own)) => same_role(&fold_text(own.of(article.text)), role),
            _ => false,
        };
        let with_body = |title: &&Title| title.org.is_some();
        let any = || self.titles.iter().filter(|title| title.at < mention.span.start);
        let earlier = || any().filter(|title| !title.further);
        if role.is_some() {
            return any().filter(with_role).find(with_body).or_else(|| earlier().find(with_body)).copied();
        }
        // The post given last before it; a rank only where there is no post.
        let posts = || earlier().filter(|title| title.role.is_some() && !title.rank_only);
        let post = posts().rfind(with_body).or_else(|| posts().next_back());
        post.or_else(|| earlier().rfind(|title| title.role.is_some())).copied()
    }
}

/// The titles of a mention behind its first one.
fn further_titles(article: &Article, mention: &SpeakerMention) -> Vec<Title> {
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

/// `Người đứng đầu Chính phủ` is the prime minister.
fn meant_title<'a>(role: &'a str, org: Option<&str>) -> &'a str {
    match (role, org) {
        ("người đứng đầu", Some("chính phủ")) => "thủ tướng",
        ("người đứng đầu", Some("nhà trắng")) => "tổng thống",
        // `Thủ tướng thứ tư`
        _ => role.split(" thứ ").next().unwrap_or(role),
    }
}

/// A title alone means who bears it: same words, or the same with the body's name written out or left off.
fn same_role(own: &str, other: &str) -> bool {
    own == other
        || own.len() > other.len() && own.starts_with(other) && matches!(own.as_bytes()[other.len()], b' ' | b',')
        || own.ends_with(other) && own.len() > other.len() && own[..own.len() - other.len()].ends_with(", ")
}

/// Bodies or countries, where both are given, must not contradict.
fn agree(article: &Article, title: &Title, mention: &SpeakerMention) -> bool {
    let bodies = match (title.org, mention.org) {
        (Some(own), Some(other)) => {
            let (own, other) =
                (short_forms(&fold_text(own.of(article.text))), short_forms(&fold_text(other.of(article.text))));
            own.contains(&other) || other.contains(&own)
        }
        _ => true,
    };
    let countries = match (title.country, mention.country) {
        (Some(own), Some(other)) => own == other,
        _ => true,
    };
    bodies && countries
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

fn gender(article: &Article, mention: &SpeakerMention) -> Option<Gender> {
    let honorific = mention.honorific?.of(article.text).to_lowercase();
    Some(match honorific.as_str() {
        "ông" | "anh" | "chú" | "thầy" | "ngài" => Gender::Male,
        "bà" | "chị" | "cô" => Gender::Female,
        _ => Gender::Either,
    })
}

fn words(article: &Article, name: Option<Span>) -> Vec<String> {
    name.map(|name| name.of(article.text).split([' ', '\n']).map(fold).collect()).unwrap_or_default()
}

/// A phrase, each syllable folded.
pub(super) fn fold_text(text: &str) -> String {
    text.split(' ').map(fold).collect::<Vec<_>>().join(" ")
}
