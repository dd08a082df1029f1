//! Whom a treaty binds that the text names by its acronym alone: `[Hiệp định EVIPA]` is between Viet Nam and the EU, whatever
//! two countries the text is about. With its parties in its name (`Hiệp định ... Việt Nam - EU (EVFTA)`) the name is read.

use super::view::View;
use crate::model::{Participant, Text, TokenRange};

/// Acronyms of treaties and the parties of each.
const PARTIES: &[(&str, &[&str])] = &[
    ("EVFTA", &["Việt Nam", "EU"]),
    ("EVIPA", &["Việt Nam", "EU"]),
    ("UKVFTA", &["Việt Nam", "Vương quốc Anh"]),
    ("VKFTA", &["Việt Nam", "Hàn Quốc"]),
    ("VJEPA", &["Việt Nam", "Nhật Bản"]),
    ("VIFTA", &["Việt Nam", "Israel"]),
    ("AKFTA", &["ASEAN", "Hàn Quốc"]),
    ("ACFTA", &["ASEAN", "Trung Quốc"]),
    ("AANZFTA", &["ASEAN", "Australia", "New Zealand"]),
    ("VPA", &["Việt Nam", "EU"]),
    ("VPA/FLEGT", &["Việt Nam", "EU"]),
    ("DOC", &["các bên ở Biển Đông"]),
    ("COC", &["các bên ở Biển Đông"]),
];

/// The parties of the treaty whose acronym stands in the phrase; none where the phrase names parties itself.
pub(super) fn parties(view: &View, tokens: TokenRange) -> Vec<Participant> {
    let acronym = (tokens.start..tokens.end).find_map(|at| PARTIES.iter().find(|(known, _)| view.word(at) == *known));
    let written = view.parties.iter().any(|party| tokens.has(party.tokens.start) && party.is_country);
    let Some((_, names)) = acronym.filter(|_| !written) else { return Vec::new() };
    let lexicon = view.article.lexicon;
    let country = |name: &str| lexicon.countries.iter().position(|row| row.name_vi == name).map(|at| at as u32);
    let known =
        |name: &&str| Participant { name: Text::Known((*name).into()), org_entry: None, country: country(name) };
    names.iter().map(known).collect()
}

/// Treaties of many countries: whoever else the text is about, of these it names at most the one that it speaks for.
const MULTILATERAL: &[&str] = &["CPTPP", "RCEP", "ATIGA", "IPEF", "TPP"];

/// Whether the phrase names a treaty of many countries by its acronym.
pub(super) fn is_multilateral(view: &View, tokens: TokenRange) -> bool {
    (tokens.start..tokens.end).any(|at| MULTILATERAL.contains(&view.word(at)))
}
