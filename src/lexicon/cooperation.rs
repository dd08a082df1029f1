//! Words of cooperation: what names it (`hiệp định`, `trao đổi chuyên gia`, `ARIN-AP`) and the words around that tell its
//! edges, parties and state (`ký kết`, `đề nghị`, `góp phần`).

use serde::Deserialize;

use super::{Builder, Case, Category};
use crate::model::InitiativeKind;

/// How a phrase of cooperation is read: each role has a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CooperationRole {
    /// A noun that means cooperation by itself: `bản ghi nhớ`, `ủy ban hỗn hợp`.
    Instrument,
    /// A noun that needs a partner or a word of cooperation beside it: `dự án`, `diễn đàn`.
    Loose,
    /// A level of relations: `đối tác chiến lược toàn diện`.
    Partnership,
    /// `quan hệ`: only with `hợp tác` and partners behind it.
    Relation,
    /// A proper name: `ARIN-AP`.
    Named,
    /// `hợp tác` with a field or a partner.
    Cooperate,
    /// `liên kết`: takes its meaning from what follows.
    Link,
    /// `phối hợp` with a partner or an act.
    Coordinate,
    /// `cùng với`: with a body by name and an act.
    Beside,
    /// A verb with its object: `trao đổi chuyên gia`.
    Act,
    /// Training: only for or with a partner.
    Train,
    /// Help: only between partners.
    Aid,
    /// `cung cấp`: help only if it is goods for another country.
    Supply,
    /// `đợt cao điểm`: joint only where the text is about two forces.
    Peak,
}

/// A phrase that names cooperation.
#[derive(Debug)]
pub struct Cooperation {
    /// As in the data file.
    pub phrase: String,
    /// How it is read.
    pub role: CooperationRole,
    /// What it names.
    pub kind: InitiativeKind,
    /// A sentence that contains it.
    pub example: String,
}

/// What a word around may do; one word may do several things.
pub mod function {
    /// Proposal or wish: `đề nghị`, `cần`.
    pub const PROPOSE: u32 = 1;
    /// Intention: `sẽ`, `nhất trí`.
    pub const PLAN: u32 = 1 << 1;
    /// Reporting verb.
    pub const REPORT: u32 = 1 << 2;
    /// Signing.
    pub const SIGN: u32 = 1 << 3;
    /// Negotiating.
    pub const NEGOTIATE: u32 = 1 << 4;
    /// Ratifying.
    pub const RATIFY: u32 = 1 << 5;
    /// Joining.
    pub const JOIN: u32 = 1 << 6;
    /// Being in force.
    pub const FORCE: u32 = 1 << 7;
    /// Ending.
    pub const END: u32 = 1 << 8;
    /// Suspending.
    pub const SUSPEND: u32 = 1 << 9;
    /// Using something that exists: `triển khai`, `trong khuôn khổ`.
    pub const USE: u32 = 1 << 10;
    /// A verb that takes cooperation as its object: `tăng cường`.
    pub const BOOST: u32 = 1 << 11;
    /// Begins a result or purpose: `góp phần`.
    pub const RESULT: u32 = 1 << 12;
    /// Ends a noun phrase.
    pub const STOP: u32 = 1 << 13;
    /// Stands between a verb and its neighbours without changing them: `chặt chẽ`, `tiếp tục`.
    pub const ADVERB: u32 = 1 << 14;
    /// Says nothing concrete: `quốc tế`, `hữu nghị`.
    pub const GENERIC: u32 = 1 << 15;
    /// Shows that a thing is shared: `song phương`, `chung`.
    pub const JOINT: u32 = 1 << 16;
    /// The two parties: `hai nước`.
    pub const BOTH: u32 = 1 << 17;
    /// Begins a body: `cục`, `công ty`.
    pub const PARTY: u32 = 1 << 18;
    /// Stands before the title of an event.
    pub const EVENT: u32 = 1 << 19;
    /// An act that is done together: `rà soát`.
    pub const ACT: u32 = 1 << 20;
    /// Begins a field: `về`, `trong lĩnh vực`.
    pub const FIELD: u32 = 1 << 21;
    /// Continues a list: `nhất là`.
    pub const MORE: u32 = 1 << 22;
    /// Before something that exists already: `phát huy`, `trong khuôn khổ`.
    pub const EXIST: u32 = 1 << 23;
    /// Just a word, so that a shorter phrase is not seen in it: `hàng không`, `ngoại giao`.
    pub const WORD: u32 = 1 << 24;

    /// A time to come: `thời gian tới`.
    pub const SOON: u32 = 1 << 25;
    /// A verb that also names a field: `xây dựng`, `khai thác`.
    pub const DOMAIN: u32 = 1 << 26;

    /// Begins the title of an event or document: `hội thảo`, `tờ trình`.
    pub const TITLE: u32 = 1 << 27;

    /// Tells which bodies of a class are meant: `liên quan`, `chức năng`.
    pub const MODIFIER: u32 = 1 << 28;

    /// An act with a result, done when it is told: `bắt giữ`, `trao tặng`.
    pub const DONE: u32 = 1 << 29;

    /// Their names in the data file, by bit.
    pub(super) const NAMES: [&str; 30] = [
        "propose",
        "plan",
        "report",
        "sign",
        "negotiate",
        "ratify",
        "join",
        "force",
        "end",
        "suspend",
        "use",
        "boost",
        "result",
        "stop",
        "adverb",
        "generic",
        "joint",
        "both",
        "party",
        "event",
        "act",
        "field",
        "more",
        "exist",
        "word",
        "soon",
        "domain",
        "title",
        "modifier",
        "done",
    ];
}

#[derive(Deserialize)]
struct CooperationRow {
    phrase: String,
    role: CooperationRole,
    kind: String,
    example: String,
}

#[derive(Deserialize)]
struct ContextRow {
    phrase: String,
    functions: String,
    /// For the reader and the test; the program needs none.
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

pub(super) fn cooperation(builder: &mut Builder) -> Vec<Cooperation> {
    let rows: Vec<CooperationRow> = builder.csv("cooperation.tsv", include_str!("data/cooperation.tsv"));
    rows.into_iter()
        .enumerate()
        .map(|(entry, row)| {
            let case = if row.role == CooperationRole::Named { Case::Capital } else { Case::Any };
            builder.matcher.add(Category::Cooperation, &row.phrase, entry as u32, case);
            let kind = InitiativeKind::from_name(&row.kind)
                .unwrap_or_else(|| panic!("cooperation.tsv: no kind {:?} ({})", row.kind, row.phrase));
            Cooperation { phrase: row.phrase, role: row.role, kind, example: row.example }
        })
        .collect()
}

fn context_rows(builder: &mut Builder) -> Vec<ContextRow> {
    builder.csv("cooperation_context.tsv", include_str!("data/cooperation_context.tsv"))
}

/// The functions of each context phrase, by entry.
pub(super) fn context(builder: &mut Builder) -> Vec<u32> {
    context_rows(builder)
        .iter()
        .enumerate()
        .map(|(entry, row)| {
            builder.matcher.add(Category::CooperationContext, &row.phrase, entry as u32, Case::Any);
            row.functions.split('|').fold(0, |bits, name| {
                let bit = function::NAMES.iter().position(|known| *known == name);
                bits | 1 << bit.unwrap_or_else(|| panic!("cooperation_context.tsv: no function {name:?}"))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Category, Lexicon};
    use crate::model::Segmented;

    #[test]
    fn each_word_around_is_found_in_its_example() {
        let lexicon = Lexicon::builtin();
        let mut builder = crate::lexicon::Builder::default();
        let rows: Vec<super::ContextRow> = super::context_rows(&mut builder);
        let mut seg = Segmented::default();
        let mut missing = Vec::new();
        for (entry, row) in rows.iter().enumerate() {
            crate::segment::segment(&row.example, lexicon, &mut seg);
            let end = seg.tokens.len() as u32;
            let found = (0..end)
                .filter_map(|at| lexicon.matcher.longest_at(&seg.tokens, at, end, Category::CooperationContext))
                .any(|hit| hit.entry == entry as u32);
            if !found {
                missing.push(format!("{} is not in {:?}", row.phrase, row.example));
            }
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn each_phrase_is_found_in_its_example() {
        let lexicon = Lexicon::builtin();
        let mut seg = Segmented::default();
        for (entry, row) in lexicon.cooperation.iter().enumerate() {
            crate::segment::segment(&row.example, lexicon, &mut seg);
            let found = (0..seg.tokens.len() as u32)
                .filter_map(|at| {
                    lexicon.matcher.longest_at(&seg.tokens, at, seg.tokens.len() as u32, Category::Cooperation)
                })
                .any(|hit| hit.entry == entry as u32);
            assert!(found, "{} is not in {:?}", row.phrase, row.example);
        }
    }
}
