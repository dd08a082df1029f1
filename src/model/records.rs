//! What normalize makes of the mentions: rows, resolved, ready for export.

use super::{InitiativeMention, LawMention, LawStatus, LawWarning, Resolution, Span, SpeakerKind, StatementMention};

/// The rows of one document.
#[derive(Debug, Default)]
pub struct Records {
    /// By position.
    pub statements: Vec<Statement>,
    /// By position.
    pub laws: Vec<Law>,
    /// By position.
    pub initiatives: Vec<Initiative>,
}

impl Records {
    /// Forgets the document, keeps the memory.
    pub fn clear(&mut self) {
        self.statements.clear();
        self.laws.clear();
        self.initiatives.clear();
    }
}

/// Normalised key of a speaker, the same across documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpeakerKey {
    /// A person by full name.
    Person(Span),
    /// A body of the registry: index into the organisation lexicon.
    Registered(u32),
    /// A body or document by its name.
    Named(Span),
}

/// Who speaks, resolved within the document.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    /// As written, whole.
    pub written: Option<Span>,
    /// Full name.
    pub name: Option<Span>,
    /// Key across documents.
    pub key: Option<SpeakerKey>,
    /// Kind of source.
    pub kind: SpeakerKind,
    /// Position.
    pub role: Option<Span>,
    /// Body.
    pub org: Option<Span>,
    /// Index of the body in the organisation lexicon.
    pub org_entry: Option<u32>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<[u8; 2]>,
}

/// A row of `statements`.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What was found.
    pub mention: StatementMention,
    /// Who speaks.
    pub speaker: Option<Speaker>,
}

/// Where a legal document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// On the article's date.
    pub status: LawStatus,
    /// Rank among normative documents, 1 for the constitution.
    pub rank: Option<u8>,
    /// Whether it lays down rules for everybody; none where the mention does not say enough.
    pub normative: Option<bool>,
}

impl Standing {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { status: LawStatus::Unknown, rank: None, normative: None };
}

/// A row of `laws`.
#[derive(Clone, Debug)]
pub struct Law {
    /// What was found.
    pub mention: LawMention,
    /// Index of the statement that it stands in.
    pub statement: Option<u32>,
    /// The one document that it means.
    pub law_id: Option<String>,
    /// Row of the law registry, for title and year.
    pub registry_row: Option<u32>,
    /// Status and rank.
    pub standing: Standing,
    /// How the id was found.
    pub resolution: Resolution,
    /// All ids that fit, when ambiguous; the one named before it was passed, when unknown.
    pub candidates: Vec<String>,
    /// What is odd about it.
    pub warnings: Vec<LawWarning>,
}

/// A row of `initiatives`.
#[derive(Clone, Debug)]
pub struct Initiative {
    /// What was found.
    pub mention: InitiativeMention,
    /// Index of the statement that it stands in.
    pub statement: Option<u32>,
    /// Index of the law mention that names the same treaty.
    pub law: Option<u32>,
    /// The same for all mentions of one initiative, also in other documents: its name, or parties, kind and field.
    pub key: String,
}
