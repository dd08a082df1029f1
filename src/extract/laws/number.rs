//! Document numbers: `15/2020/NĐ-CP`, `100/2015/QH13`, `57-NQ/TW`, `TCVN 11930:2017`, with the noise that texts have.
//!
//! A number is digits (perhaps with a letter: `30a`), perhaps a year, then codes: type and issuers, joined by `/` and `-`.
//! Which code is which is looked up, never assumed, except the National Assembly's terms, which are a code with digits behind
//! (`QH15`, whatever the term). Repaired, and noted as repaired: lost slashes (`116/2010NĐ-CP`), spaces around slashes, `_` for
//! `-`, lost marks (`ND-CP`), small letters, a footnote's digit at the end (`UBTVQH144`), a lost issuer (`129/2013/NĐ`), a slash that is
//! written twice (`111/2013//TT-BTC`) or as a full stop (`111.2013/TT-BTC`), a space for slash or hyphen (`1981 QĐ-TTg`, `57 - NQ/TW`).
//! A year that cannot be one (`219/213/TT-BTC`) leaves the document open.

use super::number_reader::Reader;
use crate::lexicon::Legal;
use crate::model::{DocType, NumberParts};

/// Reads the number that begins at byte `start` of `text`: the parts, and one past its last byte. A short number (`100`,
/// `98/2023`) has no type and no issuer.
pub fn read(text: &str, start: usize, legal: &Legal) -> Option<(NumberParts, usize)> {
    let mut reader = Reader { text, start, at: start, legal };
    let serial = reader.serial()?;
    let mut parts = NumberParts { serial: serial.clone(), ..NumberParts::default() };
    let after_serial = reader.at;
    let party_order = reader.separator("-", false);
    if !party_order && !reader.separator("/", true) && !reader.dotted_year() {
        if reader.old_joint_order(&mut parts) {
            return Some(reader.finish(parts, "/"));
        }
        let joint = reader.behind_space(&mut parts);
        return Some(reader.finish(parts, joint));
    }
    if !party_order {
        parts.year = reader.year();
        let after_year = reader.at;
        if parts.year.is_none() {
            parts.misread = reader.misprinted_year();
        } else if !reader.separator("/", true) && !reader.letter_follows() && !reader.hyphen_for_slash() {
            reader.at = after_year;
            reader.behind_space(&mut parts);
            return Some(reader.finish(parts, "/"));
        }
        if !reader.codes(&mut parts) {
            parts.misread = false;
            // `24/7`, `98/2023/`: what stands behind the slash is no code.
            reader.at = if parts.year.is_some() { after_year } else { after_serial };
            return Some(reader.finish(parts, "/"));
        }
        return Some(reader.finish(parts, "/"));
    }
    if !reader.codes(&mut parts) {
        reader.at = after_serial;
    }
    Some(reader.finish(parts, "-"))
}

/// Reads a standard's number after its code: `11930:2017`, `20:2019/BKHCN`.
pub fn read_standard(text: &str, start: usize, code: &str, legal: &Legal) -> Option<(NumberParts, usize)> {
    let mut reader = Reader { text, start, at: start, legal };
    let mut serial = reader.serial()?;
    loop {
        let before = reader.at;
        // `TCVN 11892-1:2017`, also with spaces around the hyphen where the year shows that the part belongs to the number.
        let spaced = reader.rest().starts_with(' ');
        let part = if reader.separator("-", true) { reader.serial() } else { None };
        let Some(part) = part.filter(|_| !spaced || reader.rest().starts_with(':')) else {
            reader.at = before;
            break;
        };
        serial = format!("{serial}-{part}");
    }
    let mut parts = NumberParts { serial: serial.clone(), kind: Some(code.to_owned()), ..NumberParts::default() };
    let mut normalised = format!("{code} {serial}");
    let before = reader.at;
    if reader.separator(":", false) {
        parts.year = reader.year();
        match parts.year {
            Some(year) => normalised = format!("{normalised}:{year}"),
            None => reader.at = before,
        }
    }
    let before = reader.at;
    if parts.year.is_some() && reader.separator("/", false) {
        match reader.segment() {
            Some(issuer) => {
                normalised = format!("{normalised}/{}", issuer.text);
                parts.issuer = Some(issuer.text);
            }
            None => reader.at = before,
        }
    }
    parts.normalised = normalised;
    Some((parts, reader.at))
}

/// The kind of document that a number's type code and issuer say.
pub fn doc_type(parts: &NumberParts) -> Option<DocType> {
    if parts.party {
        return Some(DocType::PartyDocument);
    }
    Some(match parts.kind.as_deref()? {
        "NĐ" => DocType::Decree,
        "NQ" | "NQLT" => DocType::Resolution,
        "QĐ" => DocType::Decision,
        "CT" => DocType::Directive,
        "TT" => DocType::Circular,
        "TTLT" | "TTLB" => DocType::JointCircular,
        "KH" => DocType::Plan,
        "CĐ" | "CV" => DocType::Dispatch,
        "PL" => DocType::Ordinance,
        "L" | "LCT" => DocType::Law,
        _ => DocType::Other,
    })
}

/// Whether a number without a head word before it is unmistakably a document's: type and issuer known, of the kinds that are
/// published. `160/CT-VKS` is an indictment, `2190/KL-KTHS` an expert's conclusion, `01/HĐ-BHXH` a contract.
pub fn is_unmistakable(parts: &NumberParts) -> bool {
    let published = matches!(
        parts.kind.as_deref(),
        Some("NĐ" | "NQ" | "NQLT" | "QĐ" | "TT" | "TTLT" | "CT" | "CĐ" | "KL" | "PL" | "QyĐ")
    );
    (published && parts.known_issuer) || (parts.term.is_some() && parts.year.is_some())
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
