//! Who speaks: later short mentions resolved within the document.
//!
//! `ông Dũng` is the last person before it whose given name is Dũng; a title alone (`Phó Thủ tướng`) is who bore it before, or
//! else who bears it first afterwards (leads name the post alone); a pronoun is the last person who spoke; a short name of a body
//! (`VASEP`, `Bộ này`) is the body that it was introduced for. Title and body come from an earlier mention where this one has none.

mod bare_names;
mod bodies;
mod people;
mod texts;

use std::collections::HashMap;

use crate::lexicon::fold_phrase;
use crate::model::{Mentions, Span, Speaker, SpeakerKey, SpeakerKind, SpeakerMention, Statement, StatementMention};
use crate::segment::Article;

/// Moves the statement mentions into rows, with their speakers resolved.
pub fn resolve(article: &Article, mentions: &mut Mentions, statements: &mut Vec<Statement>) {
    let found = std::mem::take(&mut mentions.statements);
    let known = people::Known::collect(article, &mentions.people, &found);
    let bodies = bodies::Known::collect(article, &found);
    let texts = texts::Texts::named(article, &found);
    let laws = texts::Laws::new(found.iter().map(|statement| statement.span));
    let bare_names = bare_names::BareNames::collect(article, &found);
    let mut state = State {
        article,
        bare_names,
        known,
        bodies,
        mentions,
        last_person: None,
        last_body: None,
        last_outlet: None,
        last_text: None,
        offices: HashMap::new(),
        texts,
        laws,
    };
    let mut speakers: Vec<Option<Speaker>> = vec![None; found.len()];
    for (index, mention) in found.iter().enumerate() {
        if article.work.is_over() {
            return;
        }
        speakers[index] = state.speaker(mention);
    }
    for (index, mention) in found.iter().enumerate() {
        let source = mention.continues.or(mention.same_speaker_as.filter(|_| mention.speaker.is_none()));
        if let Some(source) = source {
            speakers[index] =
                inherited(article, &found, &speakers, source).map(|speaker| Speaker { written: None, ..speaker });
        }
    }
    statements.extend(found.into_iter().zip(speakers).map(|(mention, speaker)| Statement { mention, speaker }));
}

/// The speaker at the end of a chain of statements that go on with one another.
fn inherited(
    article: &Article,
    found: &[StatementMention],
    speakers: &[Option<Speaker>],
    mut source: u32,
) -> Option<Speaker> {
    for _ in 0..found.len() {
        article.work.add(1_u32);
        if article.work.is_over() {
            break;
        }
        let mention = &found[source as usize];
        match mention.continues.or(mention.same_speaker_as.filter(|_| mention.speaker.is_none())) {
            Some(next) if next != source => source = next,
            _ => break,
        }
    }
    speakers[source as usize]
}

struct State<'a, 'b> {
    article: &'b Article<'a>,
    bare_names: bare_names::BareNames<'a>,
    known: people::Known,
    bodies: bodies::Known,
    mentions: &'b Mentions,
    /// Who spoke last, and where.
    last_person: Option<people::Place>,
    last_body: Option<Span>,
    /// The last newspaper, agency or website that spoke.
    last_outlet: Option<Span>,
    last_text: Option<Span>,
    /// Bodies of those whom the document names by their office only.
    offices: HashMap<String, (Span, Option<u32>)>,
    /// Texts named with an issuer.
    texts: texts::Texts,
    /// Laws that bare nouns may mean.
    laws: texts::Laws,
}

/// `Tờ báo này`, `hãng tin này`: the last outlet that spoke.
fn is_outlet_anaphor(text: &str) -> bool {
    const NOUNS: &[&str] =
        &["tờ báo", "báo", "tờ", "hãng tin", "hãng thông tấn", "tờ nhật báo", "đài", "kênh", "trang"];
    let lower = text.to_lowercase();
    lower.strip_suffix(" này").is_some_and(|noun| NOUNS.contains(&noun))
}

impl State<'_, '_> {
    fn speaker(&mut self, mention: &StatementMention) -> Option<Speaker> {
        let written = self.as_body(mention.speaker?);
        let mut speaker = Speaker {
            written: Some(written.span),
            name: written.name,
            key: None,
            kind: written.kind,
            role: written.role,
            org: written.org,
            org_entry: written.org_entry,
            country: None,
        };
        match written.kind {
            SpeakerKind::Person => {
                self.person(&written, &mut speaker);
                // `cơ quan này` after somebody's words is the body that he speaks for.
                self.last_body = speaker.org.or(self.last_body);
            }
            SpeakerKind::Organization => self.body(&written, &mut speaker),
            SpeakerKind::Document => self.document(&written, &mut speaker),
            SpeakerKind::Unnamed => {
                speaker.name = None;
                if self.leader(&written, &mut speaker) {
                    speaker.country = self.country(&written, &speaker);
                    return Some(speaker);
                }
                speaker.org = speaker.org.map(|org| self.bodies.full(self.article, org, written.span.start));
            }
            SpeakerKind::Group => {}
        }
        speaker.country = self.country(&written, &speaker);
        Some(speaker)
    }

    /// A person's mention, where the document shows that its bare name is a body's: `Opta`, `Phó Chủ tịch Hansiba`.
    fn as_body(&self, written: SpeakerMention) -> SpeakerMention {
        let person = written.kind == SpeakerKind::Person && written.honorific.is_none();
        let Some(name) = written.name.filter(|name| person && self.bare_names.is_body(name.of(self.article.text)))
        else {
            return written;
        };
        if written.role.is_some() {
            return SpeakerMention { name: None, org: written.org.or(Some(name)), ..written };
        }
        SpeakerMention { kind: SpeakerKind::Organization, ..written }
    }

    /// `Thủ tướng` whom the document nowhere names, after `Thủ tướng Chính phủ`: of the same body.
    fn nameless(&mut self, speaker: &mut Speaker) {
        let Some(role) = speaker.role.filter(|_| speaker.name.is_none()) else { return };
        let role = role.of(self.article.text).to_lowercase();
        match speaker.org {
            Some(org) => {
                self.offices.insert(role, (org, speaker.org_entry));
            }
            None => {
                if let Some(&(org, entry)) = self.offices.get(&role) {
                    (speaker.org, speaker.org_entry) = (Some(org), entry);
                }
            }
        }
    }

    fn person(&mut self, written: &SpeakerMention, speaker: &mut Speaker) {
        let Some(index) = self.known.find(self.article, written, self.last_person) else {
            speaker.key = speaker.name.map(SpeakerKey::Person);
            let small = speaker.role.is_some_and(|role| role.of(self.article.text).starts_with(char::is_lowercase));
            if speaker.name.is_none() && (small || people::is_profession(self.article, written)) {
                speaker.kind = SpeakerKind::Unnamed;
            }
            self.nameless(speaker);
            return;
        };
        let person = &self.known.people[index];
        speaker.name = Some(person.name);
        speaker.key = Some(SpeakerKey::Person(person.name));
        let earlier = person.title_for(self.article, written);
        if let Some(title) = earlier {
            speaker.role = if written.rank_only { title.role.or(speaker.role) } else { speaker.role.or(title.role) };
            if speaker.org.is_none() {
                speaker.org = title.org;
                speaker.org_entry = title.org_entry;
            }
        }
        self.last_person = Some((written.span.start, index as u32));
    }

    /// `lãnh đạo Sở` after a person of that body has spoken is that person.
    fn leader(&self, written: &SpeakerMention, speaker: &mut Speaker) -> bool {
        let text = self.article.text;
        let is_leader = written.role.is_some_and(|role| role.of(text).to_lowercase() == "lãnh đạo");
        let (Some((_, index)), Some(org), true) = (self.last_person, written.org, is_leader) else { return false };
        let person = &self.known.people[index as usize];
        let own = person.title_for(self.article, written).and_then(|title| title.org);
        let (short, long) = (fold_phrase(org.of(text)), own.map(|own| fold_phrase(own.of(text))));
        if !long.is_some_and(|long| long.contains(&short)) {
            return false;
        }
        speaker.kind = SpeakerKind::Person;
        speaker.name = Some(person.name);
        speaker.key = Some(SpeakerKey::Person(person.name));
        true
    }

    fn body(&mut self, written: &SpeakerMention, speaker: &mut Speaker) {
        let outlet = is_outlet_anaphor(written.span.of(self.article.text));
        let name = match self.last_outlet.filter(|_| outlet) {
            Some(last) => last,
            None => self.bodies.full_name(self.article, written, self.last_body),
        };
        speaker.name = Some(name);
        speaker.org_entry = speaker.org_entry.or_else(|| self.bodies.entry_of(self.article, name));
        speaker.key = Some(speaker.org_entry.map_or(SpeakerKey::Named(name), SpeakerKey::Registered));
        self.last_body = Some(name);
        if outlet || self.is_outlet(written) {
            self.last_outlet = Some(name);
        }
    }

    /// A registered outlet, or a name without a body's first word (`Nikkei Asia`, `tờ Sao Mai`).
    fn is_outlet(&self, written: &SpeakerMention) -> bool {
        if let Some(entry) = written.org_entry {
            return self.article.lexicon.organizations[entry as usize].kind == "media";
        }
        let first = self.article.word(written.tokens.start);
        let noun = matches!(first.to_lowercase().as_str(), "báo" | "tạp" | "đài" | "hãng" | "kênh" | "thông");
        noun || !crate::entities::bodies::starts(self.article, written.tokens.start)
    }

    /// A text is named as it is written; a bare noun (`Nghị định`, `cáo trạng`) means the law of its kind that the last paragraph with
    /// one names first and nobody's words cite, else the text of its kind that spoke last, else one that was named with its issuer,
    /// else the last law of its kind.
    fn document(&mut self, written: &SpeakerMention, speaker: &mut Speaker) {
        let text = self.article.text;
        let noun = written.span.of(text).to_lowercase();
        let again = self.last_text.filter(|last| texts::begins(last.of(text), &noun));
        speaker.name = if let Some(name) = speaker.name {
            Some(texts::title(self.article, name))
        } else {
            let laws = self.laws.of(self.article, &self.mentions.laws, &noun, written.span.start);
            let named = || self.texts.fuller(self.article, &noun, written.span.start);
            let number = |law: Span| texts::to_number(self.article, law);
            laws.own.map(number).or(again).or_else(named).or_else(|| laws.last.map(number))
        };
        speaker.key = speaker.name.map(SpeakerKey::Named);
        self.last_text = speaker.name.or(self.last_text);
    }

    fn country(&self, written: &SpeakerMention, speaker: &Speaker) -> Option<[u8; 2]> {
        let lexicon = self.article.lexicon;
        let iso = |code: &str| <[u8; 2]>::try_from(code.as_bytes()).ok().filter(|_| !matches!(code, "EU"));
        let named = written.country.and_then(|entry| iso(&lexicon.countries[entry as usize].iso2));
        named.or_else(|| speaker.org_entry.and_then(|entry| iso(&lexicon.organizations[entry as usize].country)))
    }
}
