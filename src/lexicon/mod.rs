//! What the program knows before it reads: verbs, titles, bodies, countries, laws. Each list is a data file in `data/`,
//! embedded in the binary (laws may be added from a user's own file); the loader turns them into typed tables and one [`Matcher`] over all their phrases.
//!
//! Architecture invariant: a lexicon does not change after it has been built, and nothing here reads a document.

mod cooperation;
mod law_names;
mod laws;
mod legal;
mod matcher;
mod odd;
mod own_laws;
mod registry;
mod speech;
mod syllables;
mod tokenizer;
mod word_sets;
pub mod words;

use std::sync::OnceLock;

pub use cooperation::{Cooperation, CooperationRole, function};
pub use laws::{LawName, LawRegistry, LawRow, title_key};
pub use legal::{Agency, Codes, HeadRole, Legal, LegalHead, PhraseSet, WordClass, fold_code};
pub use matcher::{Case, Matcher};
pub use own_laws::{OwnLaws, OwnLawsError};
pub use registry::{Country, Organization};
pub use speech::{CommonSpeaker, Cue, Gender, Opener, RoleKind, Speech, Strength};
pub use syllables::{Spelling, Syllable, SyllableTable, fold, fold_phrase};
pub use tokenizer::{RawToken, Tokenizer};
pub use word_sets::{PhraseEnds, WordSet};

/// Which lexicon a phrase belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Category {
    /// Countries: `Nhật Bản`.
    Country,
    /// Registered bodies: `Bộ Công an`, `JICA`.
    Organization,
    /// Registered laws and treaties by name: `Luật Đất đai`, `UNCLOS`; the entry is an index into [`LawRegistry::names`].
    LawName,
    /// Verbs of reporting, and phrases that only look like them.
    Cue,
    /// `ông`, `đồng chí`
    Honorific,
    /// Titles: `Phó Viện trưởng`, `luật sư`, `Thiếu tướng`.
    Role,
    /// First words of bodies' names: `Cục`, `Công ty`.
    BodyHead,
    /// Common nouns that speak: `đại biểu`, `cơ quan điều tra`, `báo cáo`.
    CommonSpeaker,
    /// Family names.
    Surname,
    /// First words of a sentence that tell whose voice follows.
    Opener,
    /// Words that begin the name of a legal document: `luật`, `nghị định`; the entry is an index into [`Legal::heads`].
    LegalHead,
    /// What names cooperation: `bản ghi nhớ`, `ARIN-AP`.
    Cooperation,
    /// Words around cooperation: `ký kết`, `đề nghị`. Looked up where a rule asks, never listed among the hits.
    CooperationContext,
}

impl Category {
    /// How many there are.
    pub const COUNT: usize = Self::CooperationContext as usize + 1;
}

/// A set of categories, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Categories(u16);

impl Categories {
    /// Those whose phrases are listed among the hits.
    pub const LISTED: Self = Self((1 << Category::COUNT) - 1 - (1 << Category::CooperationContext as u16));

    /// Whether a category is in the set.
    pub const fn has(self, category: Category) -> bool {
        self.0 >> category as u16 & 1 != 0
    }

    /// Whether the two sets share a category.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Category> for Categories {
    fn from(category: Category) -> Self {
        Self(1 << category as u16)
    }
}

impl std::ops::BitOrAssign for Categories {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// All lexicons.
#[derive(Debug)]
pub struct Lexicon {
    /// Finds their phrases.
    pub matcher: Matcher,
    /// By entry of [`Category::Country`].
    pub countries: Vec<Country>,
    /// By entry of [`Category::Organization`].
    pub organizations: Vec<Organization>,
    /// Registered laws and treaties, their names and numbers.
    pub laws: LawRegistry,
    /// Words of legal language.
    pub legal: Legal,
    /// Words of reporting.
    pub speech: Speech,
    /// By entry of [`Category::Cooperation`].
    pub cooperation: Vec<Cooperation>,
    /// By entry of [`Category::CooperationContext`]: bits of [`function`].
    pub cooperation_context: Vec<u32>,
    /// Name and XXH3-128 of each data file, in hex, for the manifest.
    pub hashes: Vec<(&'static str, String)>,
}

impl Lexicon {
    /// The lexicons that come with the program; built once, in milliseconds.
    pub fn builtin() -> &'static Self {
        static BUILTIN: OnceLock<Lexicon> = OnceLock::new();
        BUILTIN.get_or_init(|| Self::build(Builder::default(), None))
    }

    /// The lexicons that come with the program, with the laws of a user's own registry file.
    pub fn with_laws(own: &OwnLaws) -> Self {
        Self::build(Builder::default(), Some(own))
    }

    /// Whether an entry of [`Category::Organization`] is a province or a city of that rank: a place as well as a body.
    pub fn is_province(&self, entry: u32) -> bool {
        self.organizations[entry as usize].kind == "province"
    }

    /// All phrases that texts are searched for, as the lexicons write them: to measure other matchers with.
    pub fn phrases() -> Vec<String> {
        let mut builder = Builder::default();
        builder.matcher.record();
        Self::build(builder, None).matcher.recorded()
    }

    #[inline(never)] // a line of its own in profiles
    fn build(mut builder: Builder, own: Option<&OwnLaws>) -> Self {
        let countries = registry::countries(&mut builder);
        let organizations = registry::organizations(&mut builder);
        let laws = laws::laws(&mut builder, own);
        let legal = legal::legal(&mut builder);
        let speech = Speech::load(&mut builder);
        let cooperation = cooperation::cooperation(&mut builder);
        let cooperation_context = cooperation::context(&mut builder);
        builder.matcher.freeze();
        Self {
            matcher: builder.matcher,
            countries,
            organizations,
            laws,
            legal,
            speech,
            cooperation,
            cooperation_context,
            hashes: builder.hashes,
        }
    }
}

/// What the loaders of the data files share.
struct Builder {
    matcher: Matcher,
    hashes: Vec<(&'static str, String)>,
}

impl Default for Builder {
    fn default() -> Self {
        let mut matcher = Matcher::default();
        for (index, spelling) in words::SPELLINGS.iter().enumerate() {
            let syllable = matcher.intern(spelling);
            debug_assert_eq!(syllable.0 as usize, index + 1, "{spelling} stands twice in words.rs");
        }
        Self { matcher, hashes: Vec::new() }
    }
}

impl Builder {
    /// Notes a data file for the manifest and gives its text back.
    fn file(&mut self, name: &'static str, text: &'static str) -> &'static str {
        let hash = xxhash_rust::xxh3::xxh3_128(text.as_bytes());
        self.hashes.push((name, format!("{hash:032x}")));
        text
    }

    /// The rows of an embedded CSV file with a header. The files are part of the program: a damaged one is a defect.
    fn csv<T: serde::de::DeserializeOwned>(&mut self, name: &'static str, text: &'static str) -> Vec<T> {
        let delimiter = if name.rsplit_once('.').is_some_and(|(_, kind)| kind == "tsv") { b'\t' } else { b',' };
        let quoting = delimiter == b',';
        csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoting)
            .from_reader(self.file(name, text).as_bytes())
            .into_deserialize()
            .map(|row| row.unwrap_or_else(|error| panic!("{name}: {error}")))
            .collect()
    }
}
