//! Words of reporting: verbs, honorifics, titles, heads of bodies' names, common nouns that speak, family names.

use std::collections::HashSet;

use serde::Deserialize;

use super::word_sets::{PhraseEnds, WordSet, phrase_ends, words};
use super::{Builder, Case, Category, fold};
use crate::model::{CueClass, SpeakerKind};

/// How sure a verb is to report speech when a speaker stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Reports speech nearly always: `cho biết`, `khẳng định`.
    Strong,
    /// Often does something else: `nói`, `giao`, `thông tin`.
    Weak,
    /// A phrase that contains a verb of speech and is none: `nói chung`, `kể từ`.
    Trap,
}

/// A verb of reporting.
#[derive(Debug)]
pub struct Cue {
    /// What it does.
    pub class: CueClass,
    /// How sure it is.
    pub strength: Strength,
}

/// What a title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleKind {
    /// A post: `Bộ trưởng`.
    Office,
    /// A profession, which is no post in a body: `luật sư`, `chuyên gia`.
    Profession,
    /// A military or academic rank: `Thiếu tướng`, `PGS.TS`.
    Rank,
}

/// Grammatical gender that an honorific tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// `ông`, `anh`
    Male,
    /// `bà`, `chị`
    Female,
    /// `đồng chí`
    Either,
}

/// What a common noun stands for when it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CommonSpeaker {
    /// `đại biểu`, `chuyên gia`
    Group,
    /// Speaks in the plural alone: `các nước`, `nhiều người`.
    Plural,
    /// `một quan chức`, `nguồn tin`
    Unnamed,
    /// `cơ quan điều tra`, `nhà trường`
    Body,
    /// `báo cáo`, `cáo trạng`
    Document,
    /// Speaks with its name alone: `tờ`, `trang`, `kênh`.
    Outlet,
}

impl CommonSpeaker {
    /// The kind in the statements table.
    pub const fn kind(self) -> SpeakerKind {
        match self {
            Self::Group | Self::Plural => SpeakerKind::Group,
            Self::Unnamed => SpeakerKind::Unnamed,
            Self::Body | Self::Outlet => SpeakerKind::Organization,
            Self::Document => SpeakerKind::Document,
        }
    }
}

/// What the first words of a sentence or paragraph say about whose voice follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opener {
    /// Goes on with what was said: `Thứ hai`, `Bên cạnh đó`.
    Continue,
    /// Begins without a subject or with a subordinate clause: `Tiếp tục`, `Để`, `Nếu`: goes on unless it tells events.
    Predicate,
    /// Goes back to the reporter: `Trước đó`, `Được biết`.
    Break,
    /// Gives the occasion or topic of a statement: `Phát biểu tại`, `Về`.
    Frame,
}

#[derive(Deserialize)]
struct CueRow {
    phrase: String,
    class: String,
    strength: Strength,
}

#[derive(Deserialize)]
struct ClassRow<C> {
    phrase: String,
    #[serde(alias = "kind", alias = "gender")]
    class: C,
}

#[derive(Deserialize)]
struct PhraseRow {
    phrase: String,
}

/// The tables of this module, each by entry of its category.
#[derive(Debug)]
pub struct Speech {
    /// [`Category::Cue`]
    pub cues: Vec<Cue>,
    /// [`Category::Honorific`]
    pub honorifics: Vec<Gender>,
    /// [`Category::Role`]
    pub roles: Vec<RoleKind>,
    /// [`Category::CommonSpeaker`]
    pub common_speakers: Vec<CommonSpeaker>,
    /// [`Category::Opener`]
    pub openers: Vec<Opener>,
    /// Small words inside bodies' names: `nhân`, `tối`.
    pub body_words: WordSet,
    /// Words of the names of firms, newspapers and clubs, not of persons: `Group`, `Times`.
    pub brand_words: WordSet,
    /// How or when something is said, between subject and verb: `thẳng thắn`, `sau đó`.
    pub adverbs: PhraseEnds,
}

impl Speech {
    pub(super) fn load(builder: &mut Builder) -> Self {
        let cues: Vec<CueRow> = builder.csv("cues.tsv", include_str!("data/cues.tsv"));
        add_all(builder, Category::Cue, Case::Any, cues.iter().map(|row| row.phrase.as_str()));
        let heads: Vec<PhraseRow> = builder.csv("body_heads.tsv", include_str!("data/body_heads.tsv"));
        add_all(builder, Category::BodyHead, Case::Capital, heads.iter().map(|row| row.phrase.as_str()));
        let surnames: Vec<PhraseRow> = builder.csv("surnames.tsv", include_str!("data/surnames.tsv"));
        add_all(builder, Category::Surname, Case::Capital, surnames.iter().map(|row| row.phrase.as_str()));
        let honorifics =
            classes::<String>(builder, Category::Honorific, "honorifics.tsv", include_str!("data/honorifics.tsv"));
        Self {
            cues: cues.iter().map(cue).collect(),
            honorifics: honorifics.iter().map(|gender| self::gender(gender)).collect(),
            roles: classes(builder, Category::Role, "roles.tsv", include_str!("data/roles.tsv")),
            common_speakers: classes(
                builder,
                Category::CommonSpeaker,
                "common_speakers.tsv",
                include_str!("data/common_speakers.tsv"),
            ),
            openers: classes(builder, Category::Opener, "openers.tsv", include_str!("data/openers.tsv")),
            body_words: words(builder, "body_words.tsv", include_str!("data/body_words.tsv")),
            brand_words: words(builder, "brand_words.tsv", include_str!("data/brand_words.tsv")),
            adverbs: phrase_ends(builder, "adverbs.tsv", include_str!("data/adverbs.tsv")),
        }
    }
}

fn classes<C>(builder: &mut Builder, category: Category, name: &'static str, text: &'static str) -> Vec<C>
where
    C: serde::de::DeserializeOwned,
{
    let rows: Vec<ClassRow<C>> = builder.csv(name, text);
    add_all(builder, category, Case::Any, rows.iter().map(|row| row.phrase.as_str()));
    rows.into_iter().map(|row| row.class).collect()
}

/// Adds the phrases of a list, of those that fold to the same the first alone.
fn add_all<'a>(builder: &mut Builder, category: Category, case: Case, phrases: impl Iterator<Item = &'a str>) {
    let mut seen = HashSet::new();
    for (entry, phrase) in phrases.enumerate() {
        if seen.insert(phrase.split(' ').map(fold).collect::<Vec<_>>()) {
            builder.matcher.add(category, phrase, entry as u32, case);
        }
    }
}

fn cue(row: &CueRow) -> Cue {
    let class =
        CueClass::from_name(&row.class).unwrap_or_else(|| panic!("cues.tsv: {}: no class {}", row.phrase, row.class));
    Cue { class, strength: row.strength }
}

fn gender(name: &str) -> Gender {
    match name {
        "m" => Gender::Male,
        "f" => Gender::Female,
        _ => Gender::Either,
    }
}
