//! Words of legal language: what begins the name of a document, what ends it, what begins a title.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Builder, Case, Category, Syllable};
use crate::model::{DocType, Token};

/// How documents that begin with a head word are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadRole {
    /// By name: `Luật Đất đai`.
    Name,
    /// By name, and it is a bill: `dự luật Dân số`.
    Bill,
    /// By number, or by what they are about: `Nghị định 15/2020/NĐ-CP`, `Nghị định về cư trú`.
    Numbered,
    /// By number only; without one the word means something else: `kế hoạch`, `quy định`.
    Formal,
    /// By a code of standards: `quy chuẩn kỹ thuật quốc gia QCVN 20:2019/BKHCN`.
    Standard,
    /// The code itself: `QCVN`.
    StandardCode,
    /// By name, between states: `Công ước Cấm vũ khí hóa học`.
    Treaty,
    /// Documents of the Party without a number: `Văn kiện Đại hội XII của Đảng`.
    Party,
    /// A type code inside a number that no head word introduces: `15/2020/NĐ-CP`.
    Code,
    /// A type code with a number glued to it: `NQ98`.
    Glued,
    /// Holds a head word and means something else: `pháp luật`, `Công ty Luật`.
    Stop,
}

impl HeadRole {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "bill" => Self::Bill,
            "numbered" => Self::Numbered,
            "formal" => Self::Formal,
            "standard" => Self::Standard,
            "standard_code" => Self::StandardCode,
            "treaty" => Self::Treaty,
            "party" => Self::Party,
            "code" => Self::Code,
            "stop" => Self::Stop,
            _ => return None,
        })
    }
}

/// A head word.
#[derive(Clone, Copy, Debug)]
pub struct LegalHead {
    /// How its documents are named.
    pub role: HeadRole,
    /// Kind of document.
    pub doc_type: DocType,
}

/// What a word does at the end of a name or title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// Shows that a clause goes on: ends names and titles.
    Clause,
    /// Ends names and titles, and shows nothing about a clause: `này`, `và các`.
    Edge,
    /// Ends a title where it is a verb: `quy định`, but not in `một số quy định`.
    Verb,
    /// Ends a name, may stand in a title.
    Name,
    /// After a comma: a further action, no part of a treaty's name.
    Step,
    /// Who is bound by laws, as the subject of a clause: `người dân`, `giáo viên`.
    Subject,
    /// Begins a title after a number.
    Title,
    /// Begins a title only where date or issuer stand between it and the number.
    FormalTitle,
    /// What a decision or resolution does, as the begin of its title: `thành lập`, `bổ nhiệm`.
    Act,
}

/// Phrases looked up at one token; for places where a candidate already is, so that frequent words cost nothing elsewhere.
#[derive(Debug, Default)]
pub struct PhraseSet {
    by_first: HashMap<Syllable, Vec<Phrase>>,
}

type Phrase = (Box<[Syllable]>, WordClass);

impl PhraseSet {
    /// The longest phrase of the classes that `wanted` accepts at token `at`, ending before token `end`: its class and length.
    pub fn at(
        &self,
        tokens: &[Token],
        at: u32,
        end: u32,
        wanted: impl Fn(WordClass) -> bool,
    ) -> Option<(WordClass, u32)> {
        let here = &tokens[at as usize..end as usize];
        let phrases = self.by_first.get(&here.first()?.syllable)?;
        phrases
            .iter()
            .filter(|(phrase, class)| {
                wanted(*class)
                    && phrase.len() <= here.len()
                    && phrase.iter().zip(here).all(|(syllable, token)| *syllable == token.syllable)
            })
            .max_by_key(|(phrase, _)| phrase.len())
            .map(|(phrase, class)| (*class, phrase.len() as u32))
    }
}

/// Codes in document numbers, canonical by folded spelling.
#[derive(Debug, Default)]
pub struct Codes {
    /// Types of document: `NĐ`, `TTr`.
    pub types: HashMap<String, String>,
    /// Issuers: `CP`, `BGDĐT`.
    pub agencies: HashMap<String, Agency>,
}

/// An issuer's code.
#[derive(Clone, Debug)]
pub struct Agency {
    /// As the official number writes it.
    pub code: String,
    /// The body's name.
    pub name: String,
    /// `ministry`, `party`, `local_council` ...
    pub kind: String,
}

/// Everything known about legal language.
#[derive(Debug)]
pub struct Legal {
    /// By entry of [`Category::LegalHead`].
    pub heads: Vec<LegalHead>,
    /// Words at the edges of names and titles.
    pub words: PhraseSet,
    /// Codes in numbers.
    pub codes: Codes,
}

#[derive(Deserialize)]
struct HeadRow {
    phrase: String,
    role: String,
    doc_type: String,
}

#[derive(Deserialize)]
struct WordRow {
    phrase: String,
    class: String,
}

#[derive(Deserialize)]
struct TypeRow {
    code: String,
}

#[derive(Deserialize)]
struct AgencyRow {
    code: String,
    variants: String,
    name: String,
    kind: String,
}

pub(super) fn legal(builder: &mut Builder) -> Legal {
    let heads = heads(builder);
    let words = words(builder);
    Legal { heads, words, codes: codes(builder) }
}

fn heads(builder: &mut Builder) -> Vec<LegalHead> {
    let rows: Vec<HeadRow> = builder.csv("legal_heads.tsv", include_str!("data/legal_heads.tsv"));
    let mut heads = Vec::with_capacity(rows.len());
    for row in rows {
        let role = HeadRole::from_name(&row.role).unwrap_or_else(|| panic!("legal_heads.tsv: no role {}", row.role));
        let case = match role {
            HeadRole::Code | HeadRole::StandardCode => Case::AllCaps,
            _ => Case::Any,
        };
        builder.matcher.add(Category::LegalHead, &row.phrase, heads.len() as u32, case);
        heads.push(LegalHead { role, doc_type: DocType::from_name(&row.doc_type).unwrap_or(DocType::Other) });
    }
    // Terms of the National Assembly stand in numbers of its acts: the term says who issued, whatever the term.
    for term in 1..=40 {
        for (code, doc_type) in [("QH", DocType::Law), ("UBTVQH", DocType::Resolution)] {
            builder.matcher.add(Category::LegalHead, &format!("{code}{term}"), heads.len() as u32, Case::AllCaps);
            heads.push(LegalHead { role: HeadRole::Code, doc_type });
        }
    }
    // `NQ98`, `NĐ168`: decrees, resolutions, circulars and decisions go by their short numbers.
    for number in 1..=GLUED_NUMBERS {
        for (code, doc_type) in
            [("NĐ", DocType::Decree), ("NQ", DocType::Resolution), ("TT", DocType::Circular), ("QĐ", DocType::Decision)]
        {
            builder.matcher.add(Category::LegalHead, &format!("{code}{number}"), heads.len() as u32, Case::AllCaps);
            heads.push(LegalHead { role: HeadRole::Glued, doc_type });
        }
    }
    heads
}

/// Higher numbers are not written together with the code.
const GLUED_NUMBERS: u32 = 400;

fn words(builder: &mut Builder) -> PhraseSet {
    let rows: Vec<WordRow> = builder.csv("legal_words.tsv", include_str!("data/legal_words.tsv"));
    let mut set = PhraseSet::default();
    for row in rows {
        let class = match row.class.as_str() {
            "clause" => WordClass::Clause,
            "edge" => WordClass::Edge,
            "verb" => WordClass::Verb,
            "name" => WordClass::Name,
            "step" => WordClass::Step,
            "subject" => WordClass::Subject,
            "title" => WordClass::Title,
            "formal_title" => WordClass::FormalTitle,
            "act" => WordClass::Act,
            other => panic!("legal_words.tsv: no class {other}"),
        };
        let syllables: Box<[Syllable]> = row.phrase.split(' ').map(|s| builder.matcher.intern(s)).collect();
        set.by_first.entry(syllables[0]).or_default().push((syllables, class));
    }
    set
}

fn codes(builder: &mut Builder) -> Codes {
    let mut codes = Codes::default();
    let types: Vec<TypeRow> = builder.csv("type_codes.tsv", include_str!("data/type_codes.tsv"));
    for row in types {
        codes.types.entry(fold_code(&row.code)).or_insert(row.code);
    }
    let agencies: Vec<AgencyRow> = builder.csv("agency_codes.tsv", include_str!("data/agency_codes.tsv"));
    for row in agencies {
        for spelling in std::iter::once(row.code.as_str()).chain(row.variants.split(',')) {
            let spelling = spelling.split('(').next().unwrap_or_default().trim();
            if !spelling.is_empty() {
                codes.agencies.entry(fold_code(spelling)).or_insert_with(|| Agency {
                    code: if spelling.contains(['&', '-']) || spelling == row.code {
                        row.code.clone()
                    } else {
                        spelling.to_owned()
                    },
                    name: row.name.clone(),
                    kind: row.kind.clone(),
                });
            }
        }
    }
    codes
}

/// Capitals without the marks that careless writing loses: `NĐ`, `nđ`, `ND` are one. Joining marks are dropped: `BGD&ĐT`.
///
/// `HĐ` (hợp đồng) and `HD` (hướng dẫn), `ĐA` and `DA`, `CĐ` and `CD` are different codes and keep their Đ.
pub fn fold_code(code: &str) -> String {
    let upper: String = code.chars().flat_map(char::to_uppercase).filter(|c| !matches!(c, '&' | '-')).collect();
    let upper = upper.replace(['Ð', 'Ɖ'], "Đ").replace('Ư', "W");
    match upper.as_str() {
        "HĐ" | "ĐA" | "CĐ" => upper,
        _ => upper.replace('Đ', "D"),
    }
}
