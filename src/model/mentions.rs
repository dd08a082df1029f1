//! What the extractors find, before anything is resolved.

use jiff::civil::Date;

use super::{
    CueClass, DatePrecision, DocType, InitiativeKind, InitiativeStatus, Mode, Span, SpeakerKind, Text, TokenRange,
};

/// Everything found in one document, each list by position.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Who said what.
    pub statements: Vec<StatementMention>,
    /// Which legal documents are named.
    pub laws: Vec<LawMention>,
    /// Which cooperation is named.
    pub initiatives: Vec<InitiativeMention>,
    /// People introduced anywhere in the document (also outside statements), for resolving later short mentions.
    pub people: Vec<SpeakerMention>,
}

impl Mentions {
    /// Forgets the document, keeps the memory.
    pub fn clear(&mut self) {
        self.statements.clear();
        self.laws.clear();
        self.initiatives.clear();
        self.people.clear();
    }
}

/// A speaker as written, taken apart.
#[derive(Clone, Copy, Debug)]
pub struct SpeakerMention {
    /// The whole expression, titles included.
    pub span: Span,
    /// What kind of source.
    pub kind: SpeakerKind,
    /// Honorific: `ông`, `bà`, `đồng chí`.
    pub honorific: Option<Span>,
    /// Position: `Phó Viện trưởng`.
    pub role: Option<Span>,
    /// The role is a rank alone (`Trung tướng`): a post given elsewhere says more.
    pub rank_only: bool,
    /// Body, without the role.
    pub org: Option<Span>,
    /// Registry row of the body, where it is known: index into the organisation lexicon.
    pub org_entry: Option<u32>,
    /// Country named beside the name: index into the country lexicon.
    pub country: Option<u32>,
    /// The name as written here (full or given name); for a body its name.
    pub name: Option<Span>,
    /// Token range of the whole expression.
    pub tokens: TokenRange,
}

/// An enumerated point inside a statement.
#[derive(Clone, Copy, Debug)]
pub struct Point {
    /// `Thứ nhất`, `Cuối cùng`.
    pub label: Span,
    /// From the label to the end of the point.
    pub span: Span,
}

/// A reported content with its source.
#[derive(Clone, Debug)]
pub struct StatementMention {
    /// The reported content.
    pub span: Span,
    /// Paragraph of the content.
    pub paragraph: u32,
    /// Direct, mixed or indirect.
    pub mode: Mode,
    /// Quoted parts, marks excluded.
    pub quotes: Vec<Span>,
    /// The reporting expression; in a continuation that of the statement that it goes on with.
    pub cue: Option<Span>,
    /// What the reporting expression does.
    pub cue_class: Option<CueClass>,
    /// Who speaks, as written; none where the subject is left out.
    pub speaker: Option<SpeakerMention>,
    /// Index (in this list) of the statement that a paragraph without a cue goes on with.
    pub continues: Option<u32>,
    /// Index (in this list) of the statement whose speaker is meant where the subject is left out.
    pub same_speaker_as: Option<u32>,
    /// To whom a proposal, request or question is put.
    pub addressees: Vec<Span>,
    /// The medium that passes on what somebody said: `AFP` in `AFP dẫn lời ông A`.
    pub relay: Option<Span>,
    /// Where it was said.
    pub occasion: Option<Span>,
    /// Enumerated points.
    pub points: Vec<Point>,
    /// The rule that fired.
    pub rule: &'static str,
}

/// `điểm a khoản 2 Điều 8`; each part as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provision {
    /// Điều: `8`, `217a`
    pub article: Option<String>,
    /// Khoản: `2`
    pub clause: Option<String>,
    /// Điểm: `a`, `đ`
    pub point: Option<String>,
    /// Mục: `3`
    pub section: Option<String>,
    /// Chương: `XII`
    pub chapter: Option<String>,
    /// Phần: `thứ hai`, `I`
    pub part: Option<String>,
    /// Where the smallest unit is a range, its last: `12` in `Điều 5 đến Điều 12`.
    pub range_end: Option<String>,
}

/// A document number taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberParts {
    /// Normalised: `15/2020/NĐ-CP`.
    pub normalised: String,
    /// `2020`
    pub year: Option<i16>,
    /// Agency code of the (first) issuer: `CP`, `BTC`, `QH15`.
    pub issuer: Option<String>,
    /// Running number: `15`, `30a`.
    pub serial: String,
    /// Type code: `NĐ`, `TTr`.
    pub kind: Option<String>,
    /// All codes with what joins them: `NĐ-CP`, `NQ/TW`; empty in a short number.
    pub codes: String,
    /// Term of the National Assembly: 13 in `QH13`.
    pub term: Option<u8>,
    /// The Party issued it.
    pub party: bool,
    /// The issuer is one of the known agencies.
    pub known_issuer: bool,
    /// Noise was taken out: a lost slash, a lost mark.
    pub repaired: bool,
    /// What stands for the year is none, so that which document is meant is open: `219/213/TT-BTC`.
    pub misread: bool,
}

impl NumberParts {
    /// Whether only the running number, perhaps with the year, is given: `100`, `98/2023`.
    pub fn is_short(&self) -> bool {
        let standard = self.kind.as_ref().is_some_and(|kind| kind.starts_with("QCVN") || kind.starts_with("TCVN"));
        self.codes.is_empty() && !standard
    }
}

/// What a word beside a name says about its age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Age {
    /// Nothing.
    #[default]
    Unsaid,
    /// `mới`
    New,
    /// `cũ`
    Old,
}

/// A legal document as mentioned.
#[derive(Clone, Debug)]
pub struct LawMention {
    /// The mention, pinpoint and amendment note included.
    pub span: Span,
    /// Paragraph that it stands in.
    pub paragraph: u32,
    /// Kind of document.
    pub doc_type: DocType,
    /// Without number, year and notes.
    pub name: Option<Text>,
    /// The number, full or short (`100` in `Nghị định 100`).
    pub number: Option<NumberParts>,
    /// Year that the mention gives.
    pub year: Option<i16>,
    /// Years of the amendments that the mention names.
    pub amended_years: Vec<i16>,
    /// Pinpoints.
    pub provisions: Vec<Provision>,
    /// Issuer as written after the mention.
    pub issuer: Option<Span>,
    /// Bill or draft.
    pub is_draft: bool,
    /// `Luật này`, `Nghị định trên`: refers to an earlier mention.
    pub anaphor: bool,
    /// A short form that the text defined, and the mention that it is short for.
    pub short_for: Option<Span>,
    /// `(sửa đổi)` without a year: the bill or law that replaces the one of this name.
    pub replacing: bool,
    /// `Luật Đất đai cũ`: the one before; `Luật Đất đai mới`: the newest.
    pub age: Age,
    /// Law of another country: `Hiến pháp Hàn Quốc`.
    pub foreign: bool,
    /// Stands inside another document's title.
    pub nested: bool,
    /// The name in the law registry, as index into its names.
    pub registry_name: Option<u32>,
    /// The rule that fired.
    pub rule: &'static str,
}

/// A party of a cooperation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// As written, or resolved.
    pub name: Text,
    /// Index into the organisation lexicon.
    pub org_entry: Option<u32>,
    /// Index into the country lexicon.
    pub country: Option<u32>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// In units of the currency.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: &'static str,
}

/// When something happened, as far as the text says.
#[derive(Clone, Copy, Debug)]
pub struct EventDate {
    /// The day, or the first day of the month or year.
    pub date: Date,
    /// What the text gives.
    pub precision: DatePrecision,
}

/// A cooperation as mentioned.
#[derive(Clone, Debug)]
pub struct InitiativeMention {
    /// The expression that names it.
    pub span: Span,
    /// Paragraph that it stands in.
    pub paragraph: u32,
    /// Its kind.
    pub kind: InitiativeKind,
    /// Proper name, if it has one.
    pub name: Option<Text>,
    /// How far it has come.
    pub status: InitiativeStatus,
    /// The parties.
    pub participants: Vec<Participant>,
    /// What it is about.
    pub field: Option<Span>,
    /// The verb or noun that shows it.
    pub cue: Option<Span>,
    /// When.
    pub event_date: Option<EventDate>,
    /// Money that the text gives for it.
    pub amount: Option<Quantity>,
    /// The rule that fired.
    pub rule: &'static str,
}
