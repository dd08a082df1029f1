//! Between whom an article's cooperation is: the pair that `hai nước`, `hai bên`, `hai Bộ` mean.
//!
//! Countries, cities or bodies that stand side by side (`Việt Nam - Lào`, `Bộ A và Bộ B`), or the country that is named
//! most beside `hai nước`. No pair is better than a wrong one.

use std::collections::{HashMap, HashSet};

use super::view::{self, View};
use crate::lexicon::{Category, function as f, words as w};
use crate::model::{Hit, Participant, Span, Text, TokenRange};
use crate::segment::Article;

/// The pair, and how much the article speaks of two parties.
#[derive(Default)]
pub(super) struct Scene {
    /// Two parties, or none.
    pub pair: Vec<Participant>,
    /// Times that `hai nước`, `hai bên` and the like are said.
    pub both: u32,
    /// `hai nước` is said: the text is about two countries.
    pub nations: bool,
    /// Viet Nam as the text writes it first.
    pub home: Option<Participant>,
    /// A foreign country is one of the pair.
    pub foreign: bool,
}

struct Counted {
    entry: u32,
    /// A spelling with its first place and how often it is used.
    spellings: Vec<(Span, u32)>,
    total: u32,
}

impl Counted {
    fn best(&self) -> Span {
        let mut best = self.spellings[0];
        for &spelling in &self.spellings[1..] {
            if spelling.1 > best.1 {
                best = spelling;
            }
        }
        best.0
    }
}

#[derive(Default)]
struct Counts {
    all: Vec<Counted>,
    places: HashMap<u32, usize>,
}

impl Counts {
    fn add(&mut self, article: &Article, entry: u32, span: Span, weight: u32) {
        let index = *self.places.entry(entry).or_insert(self.all.len());
        if index == self.all.len() {
            self.all.push(Counted { entry, spellings: Vec::new(), total: 0 });
        }
        let counted = &mut self.all[index];
        counted.total += weight;
        article.work.add(counted.spellings.len());
        match counted.spellings.iter_mut().find(|(s, _)| s.of(article.text) == span.of(article.text)) {
            Some(spelling) => spelling.1 += weight,
            None => counted.spellings.push((span, weight)),
        }
    }

    /// By count, first place first among equals.
    fn ranked(&self) -> Vec<&Counted> {
        let mut ranked: Vec<_> = self.all.iter().collect();
        ranked.sort_by_key(|c| std::cmp::Reverse(c.total));
        ranked
    }
}

impl Scene {
    pub fn read(article: &Article) -> Self {
        let mut scene = Self {
            both: count_both(article),
            nations: says_two_nations(article),
            home: home(article),
            ..Self::default()
        };
        if let Some(pair) = bodies(article) {
            scene.pair = pair;
            scene.foreign = true;
            return scene;
        }
        if let Some(pair) = countries(article, count_nations(article)) {
            scene.pair = pair;
            scene.foreign = true;
        }
        if let Some(pair) = cities(article) {
            scene.pair = pair;
        }
        if scene.pair.is_empty() && scene.both > 0 && !scene.nations {
            scene.pair = signatories(article);
        }
        scene
    }

    /// Viet Nam and the foreign country named last before a token: what `hai nước` means where the text is about several.
    pub fn local_pair(&self, article: &Article, at: u32) -> Vec<Participant> {
        let before = article.seg.hits.partition_point(|hit| hit.token < at);
        let paragraph = article.paragraph_of(at);
        let foreign = article.seg.hits[..before]
            .iter()
            .rev()
            .take(LOCAL_HITS)
            .take_while(|hit| article.paragraph_of(hit.token) + LOCAL_PARAGRAPHS > paragraph)
            .filter(|hit| hit.category == Category::Country && is_country(article, hit))
            .find(|hit| !is_vietnam(article, hit.entry));
        match (&self.home, foreign) {
            (Some(home), Some(foreign)) => vec![home.clone(), country(foreign.entry, hit_span(article, foreign))],
            _ => Vec::new(),
        }
    }
}

/// Lexicon hits that are looked at for the country that `hai nước` means.
const LOCAL_HITS: usize = 200;

/// Vietnamese phrases for the two parties: `hai nước`, `hai bên`.
fn both_at(article: &Article, at: u32) -> bool {
    let tokens = &article.seg.tokens;
    article
        .lexicon
        .matcher
        .longest_at(tokens, at, tokens.len() as u32, Category::CooperationContext)
        .is_some_and(|hit| article.lexicon.cooperation_context[hit.entry as usize] & f::BOTH != 0)
}

fn count_both(article: &Article) -> u32 {
    article.places(w::HAI).filter(|&at| both_at(article, at)).count() as u32
}

/// How often two countries may be meant: `hai nước`, `hai bên`, `hai chính phủ`, not `hai lực lượng`, `hai trường`.
fn count_nations(article: &Article) -> u32 {
    const NATIONS: &[&str] = &["nước", "bên", "phía", "quốc", "chính", "dân", "nhà", "đảng", "nền", "thủ", "bộ"];
    article
        .places(w::HAI)
        .filter(|&at| both_at(article, at))
        .filter(|&at| NATIONS.iter().any(|word| article.reads(at + 1, word)))
        .count() as u32
}

fn home(article: &Article) -> Option<Participant> {
    let hit = hits(article, Category::Country).find(|hit| is_vietnam(article, hit.entry))?;
    Some(country(hit.entry, hit_span(article, hit)))
}

fn says_two_nations(article: &Article) -> bool {
    article.places(w::HAI).any(|at| article.token(at + 1).syllable == w::NUOC)
}

/// Paragraphs that are looked at for the country that `hai nước` means.
const LOCAL_PARAGRAPHS: u32 = 3;

fn hits<'a>(article: &Article<'a>, category: Category) -> impl Iterator<Item = &'a Hit> {
    article.seg.hits.iter().filter(move |hit| hit.category == category)
}

/// Whether a country's name is not part of another name: `Mỹ Latinh`, `Ấn Độ Dương`, `Sơn Mỹ`, `Tuấn Anh`; and `Anh` at the
/// begin of a sentence is somebody.
pub(super) fn is_country(article: &Article, hit: &Hit) -> bool {
    if matches!(article.word(hit.end()), "Latinh" | "Latin" | "Dương" | "Đình" | "Tho" | "Phước" | "Quốc") {
        return false;
    }
    if begins_place(article, hit) {
        return false;
    }
    // `Vụ Pháp chế`: half a word.
    if matches!(article.word(hit.end()), "chế" | "luật" | "lý" | "lệnh" | "y") && article.word(hit.token) == "Pháp"
    {
        return false;
    }
    if hit.len > 1 || hit.token == 0 {
        return hit.len > 1 || article.word(hit.token) != "Anh";
    }
    let before = article.token(hit.token - 1);
    // `huyện Đức Phổ`, `xã Pháp Vân`: the place's own name.
    let place = ["huyện", "xã", "phường", "thị", "thôn", "ấp", "chợ", "cầu", "đường", "phố"];
    let next = article.seg.tokens.get(hit.end() as usize);
    if place.contains(&article.word(hit.token - 1)) && next.is_some_and(|next| next.capital) {
        return false;
    }
    let language = matches!(article.word(hit.token - 1), "tiếng" | "Tiếng" | "ngữ");
    let in_name = language || before.capital && !before.all_caps && article.token(hit.token).spaced;
    let opens = matches!(before.syllable, w::FULL_STOP | w::OPEN_QUOTE | w::COLON | w::QUESTION);
    !(in_name || opens && article.word(hit.token) == "Anh")
}

/// `Lào Cai`, `Pháp Vân`, `Nga Sơn`: a short name with another Vietnamese syllable behind it is a place's. A foreign head of
/// state behind it (`Thủ tướng Lào Xỏn-xay`) has a title before and a hyphen inside.
pub(super) fn begins_place(article: &Article, hit: &Hit) -> bool {
    let Some(next) = article.seg.tokens.get(hit.end() as usize).filter(|next| hit.len == 1 && next.capital) else {
        return false;
    };
    let text = next.span().of(article.text);
    let hyphened =
        article.seg.tokens.get(hit.end() as usize + 1).is_some_and(|mark| mark.syllable == w::HYPHEN && !mark.spaced);
    let joins = matches!(
        next.syllable,
        w::VA | w::VOI | w::CUNG | w::CUNG_VOI | w::TAI | w::O | w::VE | w::CHO | w::CUA | w::DA | w::SE
    );
    !next.all_caps && !hyphened && !joins && (text == "Cai" || !text.is_ascii())
}

fn hit_span(article: &Article, hit: &Hit) -> Span {
    article.span(TokenRange::new(hit.token, hit.end()))
}

fn is_vietnam(article: &Article, entry: u32) -> bool {
    article.lexicon.countries[entry as usize].iso2 == "VN"
}

/// `A - B`, `A và B`, `A với B`: two names with one joining word or mark between.
fn are_paired(article: &Article, first: &Hit, second: &Hit) -> bool {
    second.token == first.end() + 1
        && matches!(
            article.token(first.end()).syllable,
            w::HYPHEN | w::EN_DASH | w::EM_DASH | w::VA | w::VOI | w::SLASH
        )
}

fn countries(article: &Article, both: u32) -> Option<Vec<Participant>> {
    let mut counts = Counts::default();
    let mut paired: HashSet<(u32, u32)> = HashSet::new();
    let mut previous: Option<&Hit> = None;
    for hit in hits(article, Category::Country).filter(|hit| is_country(article, hit)) {
        let early = article.paragraph_of(hit.token) < 3;
        counts.add(article, hit.entry, hit_span(article, hit), if early { 2 } else { 1 });
        if let Some(first) = previous.filter(|first| first.entry != hit.entry && are_paired(article, first, hit)) {
            paired.insert((first.entry.min(hit.entry), first.entry.max(hit.entry)));
        }
        previous = Some(hit);
    }
    let ranked = counts.ranked();
    let vietnam = ranked.iter().find(|c| is_vietnam(article, c.entry));
    let mut foreign = ranked.iter().filter(|c| !is_vietnam(article, c.entry));
    let first = foreign.next()?;
    let second = foreign.next();
    let clear = second.is_none_or(|second| first.total >= 2 * second.total);
    let together = |a: u32, b: u32| paired.contains(&(a.min(b), a.max(b)));
    let pair = match vietnam {
        Some(vietnam) if first.total >= 2 && (together(vietnam.entry, first.entry) || both > 0 && clear) => {
            [vietnam, first]
        }
        Some(_) => return None,
        None => match second {
            Some(second) if both > 0 && together(first.entry, second.entry) => [first, second],
            _ => return None,
        },
    };
    Some(pair.into_iter().map(|c| country(c.entry, c.best())).collect())
}

fn country(entry: u32, span: Span) -> Participant {
    Participant { name: Text::Span(span), org_entry: None, country: Some(entry) }
}

/// Sentences from the begin in which the two bodies of a domestic agreement are looked for.
const OPENING_SENTENCES: usize = 10;

/// `giữa Sở A và Công ty B`, `Viện A và Tập đoàn B ký kết`: the two bodies that the text opens with.
fn signatories(article: &Article) -> Vec<Participant> {
    for sentence in article.seg.sentences.iter().take(OPENING_SENTENCES) {
        let view = View::new(article, view::window(sentence.tokens));
        for two in view.parties.windows(2) {
            let [first, second] = two else { continue };
            let gap = second.tokens.start - first.tokens.end;
            let joined = first.named
                && second.named
                && !first.is_country
                && !second.is_country
                && (1..=3).contains(&gap)
                && matches!(view.syllable(second.tokens.start - 1), w::VA | w::VOI | w::CUNG_VOI);
            let signs = view.slots_in(view.range, f::SIGN).next().is_some();
            let between = first.tokens.start > view.range.start && view.syllable(first.tokens.start - 1) == w::GIUA;
            if joined && (signs || between) {
                return [first, second]
                    .into_iter()
                    .map(|party| Participant {
                        name: Text::Span(view.span(party.tokens)),
                        org_entry: party.org,
                        country: party.country,
                    })
                    .collect();
            }
        }
    }
    Vec::new()
}

/// A body with the country in or behind its name.
struct Body<'a> {
    /// The name without the country.
    base: &'a str,
    country: u32,
    org: Option<u32>,
    span: Span,
    count: u32,
}

/// One kind of body of two countries: `Bộ Công an Việt Nam`, `Bộ Công an Lào`.
fn bodies(article: &Article) -> Option<Vec<Participant>> {
    let mut found: Vec<Body> = Vec::new();
    let mut bare: HashMap<&str, u32> = HashMap::new();
    for hit in hits(article, Category::Organization) {
        if matches!(article.lexicon.organizations[hit.entry as usize].kind.as_str(), "media" | "network") {
            continue;
        }
        let own = TokenRange::new(hit.token, hit.end() + 1);
        let Some(place) = article.hits(own).iter().rfind(|place| {
            place.category == Category::Country && (place.token == hit.end() || place.end() == hit.end())
        }) else {
            let base = hit_span(article, hit).of(article.text);
            *bare.entry(base).or_default() += 1;
            continue;
        };
        if place.token == hit.token {
            continue;
        }
        let base = article.span(TokenRange::new(hit.token, place.token)).of(article.text);
        let span = article.span(TokenRange::new(hit.token, place.end()));
        let org = (place.end() == hit.end()).then_some(hit.entry);
        // In how many ways a body and its country can be written is a matter of the lexicon, and of capitals.
        article.work.add(found.len());
        if article.work.is_over() {
            return None;
        }
        match found.iter_mut().find(|body| body.base == base && body.country == place.entry) {
            Some(body) => body.count += 1,
            None => found.push(Body { base, country: place.entry, org, span, count: 1 }),
        }
    }
    let home = found.iter().find(|body| {
        is_vietnam(article, body.country) && found.iter().any(|b| b.base == body.base && b.country != body.country)
    })?;
    let partner =
        found.iter().filter(|b| b.base == home.base && b.country != home.country).max_by_key(|body| body.count)?;
    let alone = bare.get(home.base).copied().unwrap_or(0);
    (home.count + partner.count + alone >= 3).then(|| {
        [home, partner]
            .into_iter()
            .map(|body| Participant { name: Text::Span(body.span), org_entry: body.org, country: Some(body.country) })
            .collect()
    })
}

/// `hai thành phố`, `hai tỉnh`: the two that are named most.
fn cities(article: &Article) -> Option<Vec<Participant>> {
    let tokens = &article.seg.tokens;
    let lexicon = article.lexicon;
    let mut two = false;
    let mut counts = Counts::default();
    for at in 0..tokens.len() as u32 {
        let Some(next) = tokens.get(at as usize + 1) else { break };
        if tokens[at as usize].syllable == w::HAI && both_at(article, at) {
            let word = next.span().of(article.text).to_lowercase();
            two |= matches!(word.as_str(), "thành" | "tỉnh" | "địa");
        }
    }
    if !two {
        return None;
    }
    for hit in hits(article, Category::Organization) {
        if lexicon.is_province(hit.entry) {
            counts.add(article, hit.entry, hit_span(article, hit), 1);
        }
    }
    let base = lexicon.organizations.len() as u32;
    let mut foreign: HashMap<&str, u32> = HashMap::new();
    for at in 0..tokens.len().saturating_sub(2) {
        let word = |at: usize| tokens[at].span().of(article.text);
        if word(at).eq_ignore_ascii_case("thành") || word(at) == "Thành" {
            let name = &tokens[at + 2];
            let known = article.hits(TokenRange::new(at as u32, at as u32 + 3));
            let registered = known.iter().any(|hit| hit.category == Category::Organization);
            if word(at + 1) == "phố" && name.capital && !registered {
                let number = base + foreign.len() as u32;
                foreign.entry(name.span().of(article.text)).or_insert(number);
            }
        }
    }
    for token in tokens.iter().filter(|token| token.capital) {
        if let Some(&number) = foreign.get(token.span().of(article.text)) {
            counts.add(article, number, token.span(), 1);
        }
    }
    let ranked = counts.ranked();
    let [first, second, ..] = ranked.as_slice() else { return None };
    let mut pair = [first, second];
    pair.sort_by_key(|city| city.entry);
    Some(
        pair.into_iter()
            .map(|city| Participant {
                name: Text::Span(city.best()),
                org_entry: (city.entry < base).then_some(city.entry),
                country: None,
            })
            .collect(),
    )
}
