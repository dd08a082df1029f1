//! The types that pass between the stages. No behaviour beyond small accessors.
//!
//! `Document -> Segmented -> Mentions -> Records`. Inside, every [`Span`] is a half-open range of UTF-8 **bytes** of the
//! document's canonical text; only the export stage turns them into Unicode code points.

mod date;
mod document;
mod enums;
mod mentions;
mod records;
mod segmented;
mod span;
mod work;

pub use date::{Timestamp, date_in_vietnam};
pub use document::{Document, Reject, RejectCode, Stage};
pub use enums::{
    CueClass, DatePrecision, DocType, InitiativeKind, InitiativeStatus, LawStatus, LawWarning, Mode, Resolution,
    SpeakerKind,
};
pub use mentions::{
    Age, EventDate, InitiativeMention, LawMention, Mentions, NumberParts, Participant, Point, Provision, Quantity,
    SpeakerMention, StatementMention,
};
pub use records::{Initiative, Law, Records, Speaker, SpeakerKey, Standing, Statement};
pub use segmented::{Block, Hit, Paragraph, Quote, Segmented, Sentence, Token, TokenKind};
pub use span::{Span, Text, TokenRange};
pub use work::Work;
