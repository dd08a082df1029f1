//! Ties initiatives to the statements that they stand in and to the treaties that they name, and gives them keys.

use crate::lexicon::fold;
use crate::model::{DocType, Initiative, InitiativeMention, Law, Participant, Span, Statement};
use crate::segment::Article;

/// Moves the initiative mentions into rows, tied to the statements and laws of the same place.
pub fn resolve(
    article: &Article,
    mentions: &mut Vec<InitiativeMention>,
    statements: &[Statement],
    laws: &[Law],
    initiatives: &mut Vec<Initiative>,
) {
    initiatives.extend(mentions.drain(..).map(|mention| {
        let statement = innermost(statements, mention.span);
        let law = same_treaty(laws, mention.span);
        let key = key(article, &mention, law.map(|index| &laws[index as usize]));
        Initiative { mention, statement, law, key }
    }));
}

/// The innermost statement around a span. Statements are ordered by begin; nesting is shallow, so few are looked at.
fn innermost(statements: &[Statement], span: Span) -> Option<u32> {
    let end = statements.partition_point(|statement| statement.mention.span.start <= span.start);
    (0..end).rev().take(8).find(|&index| statements[index].mention.span.contains(span)).map(|index| index as u32)
}

/// The law mention that begins with the initiative, determiners aside, and shares most of it.
fn same_treaty(laws: &[Law], span: Span) -> Option<u32> {
    let from = laws.partition_point(|law| law.mention.span.end <= span.start);
    laws[from..]
        .iter()
        .take_while(|law| law.mention.span.start < span.end)
        .position(|law| {
            let common = law.mention.span.end.min(span.end).saturating_sub(law.mention.span.start.max(span.start));
            law.mention.doc_type == DocType::Treaty
                && 2 * common >= span.len().min(law.mention.span.len())
                && law.mention.span.start < span.start + 12
        })
        .map(|index| (from + index) as u32)
}

/// What stays the same from one article to the next: `treaty:cptpp` of a treaty that is known, `name:globe` of a thing with a
/// short name, `name:tuyên bố chung|LA+VN` of one whose name others have too, `LA+VN|agreement|giáo dục` of one without.
fn key(article: &Article, mention: &InitiativeMention, law: Option<&Law>) -> String {
    if let Some(id) = law.and_then(|law| law.law_id.as_deref()) {
        return id.to_owned();
    }
    let mut parties: Vec<String> = mention.participants.iter().map(|party| party_key(article, party)).collect();
    parties.sort_unstable();
    parties.dedup();
    let parties = parties.join("+");
    if let Some(name) = &mention.name {
        let name = name.of(article.text);
        return short_name(name).map_or_else(
            || format!("name:{}|{parties}", plain(name)),
            |short| format!("name:{}", short.to_lowercase()),
        );
    }
    let field = mention.field.map_or_else(String::new, |field| plain(field.of(article.text)));
    format!("{parties}|{}|{field}", mention.kind.as_str())
}

/// The acronym that is a name or stands in one, without marks: `Crime - AP` and `Crime-AP`, `Glob.E` and `GlobE` are the same.
fn short_name(name: &str) -> Option<String> {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let is_short = |word: &str| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        capitals >= 2 && capitals + 4 >= word.chars().count() && word.chars().count() >= 3
    };
    let whole = letters(name);
    if name.is_ascii() && is_short(&whole) && name.split_whitespace().count() <= 3 {
        return Some(whole);
    }
    let bracket = name.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| letters(inner));
    let last = name.split_whitespace().next_back().map(letters);
    [bracket, last].into_iter().flatten().find(|word| word.is_ascii() && is_short(word))
}

fn party_key(article: &Article, party: &Participant) -> String {
    let lexicon = article.lexicon;
    match (party.org_entry, party.country) {
        (Some(org), _) => lexicon.organizations[org as usize].id.clone(),
        (None, Some(country)) if is_country(article, party, country) => {
            lexicon.countries[country as usize].iso2.clone()
        }
        _ => plain(party.name.of(article.text)),
    }
}

fn is_country(article: &Article, party: &Participant, country: u32) -> bool {
    let row = &article.lexicon.countries[country as usize];
    let name = party.name.of(article.text);
    row.name_vi == name || row.variants.split('|').any(|variant| variant == name)
}

/// Small letters, one spelling of each syllable, single spaces, no marks at the edges.
fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(fold).collect();
    words.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn a_short_name_is_the_same_however_it_is_written() {
        for (name, short) in [
            ("Crime - AP", Some("CrimeAP")),
            ("Crime-AP", Some("CrimeAP")),
            ("Glob.E", Some("GlobE")),
            ("CPTPP", Some("CPTPP")),
            ("Hiệp định CPTPP", Some("CPTPP")),
            ("Diễn đàn Doanh nghiệp Sông Lớn (DBSL)", Some("DBSL")),
            ("Tuyên bố chung", None),
            ("Hiệp định thương mại tự do Việt Nam - EU", None),
        ] {
            assert_eq!(short_name(name).as_deref(), short, "{name}");
        }
    }
}
