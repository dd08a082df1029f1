//! The names under which texts speak of a registered document: its title and other names, with the abbreviations and spellings that
//! careless writing has for them.

use memchr::memmem::Finder;
use serde::Deserialize;

use super::laws::LawRow;
use super::registry::{is_acronym, names};

/// A short form: of a whole title (its long form begins with a capital), or of words inside titles.
#[derive(Deserialize)]
pub(super) struct Abbreviation {
    short: String,
    long: String,
}

/// A short form with what finds its long form: each is sought in the names of every document.
pub(super) struct Sought {
    abbreviation: Abbreviation,
    long: Finder<'static>,
}

impl Sought {
    pub fn new(abbreviation: Abbreviation) -> Self {
        Self { long: Finder::new(&abbreviation.long).into_owned(), abbreviation }
    }
}

/// A name of a document.
pub(super) struct Phrase {
    /// As it is written.
    pub text: String,
    /// Means every document of the row's title, not this row alone.
    pub shared: bool,
    /// Looked for in texts.
    pub in_text: bool,
}

const STATE: &str = " nước Cộng hòa xã hội chủ nghĩa Việt Nam";

/// All names of a document.
pub(super) fn phrases(law: &LawRow, abbreviations: &[Sought]) -> Vec<Phrase> {
    let title = without_year(&law.title_vi);
    // Amending laws are read by their grammar, resolutions and decrees by their numbers; they are only looked up by whole titles.
    let numbered = matches!(law.doc_type.as_str(), "resolution" | "decree" | "circular" | "decision" | "directive");
    let in_text = !law.is_amending() && !numbered;
    let mut texts = vec![title.to_owned()];
    texts.extend(title.strip_suffix(STATE).map(str::to_owned));
    texts.extend(title.strip_suffix(" nước Việt Nam Dân chủ Cộng hòa").map(str::to_owned));
    texts.extend(title.strip_suffix(" Việt Nam").filter(|t| t.split(' ').count() > 3).map(str::to_owned));
    texts.extend(
        names("", &law.short_titles).filter(|alias| nickname(alias).is_none()).map(|a| without_year(a).to_owned()),
    );
    let shared = law.doc_type != "treaty";
    if law.doc_type == "treaty" {
        texts = treaty_spellings(&texts);
    }
    let whole = abbreviations.iter().map(|sought| &sought.abbreviation).filter(|a| a.long.eq_ignore_ascii_case(title));
    texts.extend(whole.map(|a| a.short.clone()));
    if shared && !numbered {
        let all = texts.join("|").to_lowercase();
        for Sought { abbreviation, .. } in abbreviations.iter().filter(|a| a.long.find(all.as_bytes()).is_some()) {
            // One name may hold several: `Luật Sĩ quan QĐND VN`.
            let more: Vec<String> = texts.iter().filter_map(|text| abbreviated(text, abbreviation)).collect();
            texts.extend(more);
        }
    }
    let commas: Vec<String> = texts.iter().filter(|t| t.contains(", ")).map(|t| t.replace(", ", " ")).collect();
    // `Luật Thi đua – Khen thưởng`
    let dashes: Vec<String> = texts
        .iter()
        .filter(|t| shared && t.matches(", ").count() == 1)
        .flat_map(|t| [t.replace(", ", " - "), t.replace(", ", " – ")])
        .collect();
    texts.extend(commas);
    texts.extend(dashes);
    // `BLHS2015`
    let glued = |text: &String| Some(format!("{text}{}", law.year.filter(|_| shared && is_acronym(text))?));
    let dated: Vec<Phrase> =
        texts.iter().filter_map(glued).map(|text| Phrase { text, shared: false, in_text }).collect();
    texts.into_iter().map(|text| Phrase { text, shared, in_text }).chain(dated).collect()
}

/// `Luật Sở hữu trí tuệ` -> `Luật SHTT`, `Luật Xử lý vi phạm hành chính` -> `Luật Xử lý VPHC`.
fn abbreviated(title: &str, abbreviation: &Abbreviation) -> Option<String> {
    let lower = title.to_lowercase();
    let at = lower.find(&abbreviation.long)?;
    let end = at + abbreviation.long.len();
    let whole = at > 0
        && lower.as_bytes()[at - 1] == b' '
        && lower.as_bytes().get(end).is_none_or(|b| matches!(*b, b' ' | b','));
    (whole && lower.len() == title.len()).then(|| format!("{}{}{}", &title[..at], abbreviation.short, &title[end..]))
}

fn treaty_spellings(texts: &[String]) -> Vec<String> {
    let mut all = texts.to_vec();
    let head = texts[0].split(' ').take(2).collect::<Vec<_>>().join(" ");
    for text in texts {
        if is_acronym(text) || text.ends_with(" START") {
            all.push(format!("{head} {text}"));
        }
    }
    let mut more = Vec::new();
    for text in &all {
        if text.contains("giữa Việt Nam ") {
            more.push(text.replace("giữa Việt Nam ", "giữa Cộng hòa xã hội chủ nghĩa Việt Nam "));
            more.push(text.replace("giữa Việt Nam ", "giữa nước Cộng hòa xã hội chủ nghĩa Việt Nam "));
        }
        more.push(text.replace("của Liên hợp quốc", "Liên hợp quốc"));
    }
    all.extend(more.split_off(0));
    for text in &all {
        for name in ["Liên hiệp quốc", "LHQ"] {
            if text.contains("Liên hợp quốc") {
                more.push(text.replace("Liên hợp quốc", name));
            }
        }
        if let Some((before, parties)) = text.split_once(" giữa ")
            && let Some((one, other)) = parties.split_once(" và ")
        {
            for dash in ["-", "–"] {
                more.push(format!("{before} {one} {dash} {other}"));
                more.push(format!("{before} {one} {dash} {other}").replace("Liên minh châu Âu", "EU"));
            }
        }
    }
    all.extend(more);
    all
}

/// The nicknames of a document that consist of type and short number.
pub(super) fn nicknames(law: &LawRow) -> Vec<String> {
    names("", &law.short_titles).filter_map(nickname).map(str::to_owned).collect()
}

/// An alias that is a type and a short number: `Nghị quyết 57`.
pub(super) fn nickname(alias: &str) -> Option<&str> {
    let (kind, number) = alias.rsplit_once(' ')?;
    (matches!(kind, "Nghị quyết" | "Nghị định" | "Thông tư") && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some(alias)
}

/// `Luật Dược 2005` -> `Luật Dược`, `Công ước ... năm 1961` -> `Công ước ...`; a name that is nothing but head and year stays.
pub(super) fn without_year(name: &str) -> &str {
    let name = name.strip_suffix(" (sửa đổi)").unwrap_or(name);
    let Some((rest, year)) = name.rsplit_once(' ') else { return name };
    let rest = rest.strip_suffix(" năm").unwrap_or(rest);
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let bare = matches!(rest, "Công ước" | "Chương trình nghị sự");
    if is_year && !bare { rest } else { name }
}
