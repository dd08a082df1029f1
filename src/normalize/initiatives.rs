//! Ties initiatives to the statements that they stand in and to the treaties that they name, and gives them keys.

use crate::lexicon::fold;
use crate::model::{Initiative, InitiativeMention, Law, Participant, Span, Statement};
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
        let key = key(article, &mention);
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
            2 * common >= span.len().min(law.mention.span.len()) && law.mention.span.start < span.start + 12
        })
        .map(|index| (from + index) as u32)
}

/// `name:hiệp định cptpp`, or `LA+VN|agreement|giáo dục`: what stays the same from one article to the next.
fn key(article: &Article, mention: &InitiativeMention) -> String {
    if let Some(name) = &mention.name {
        return format!("name:{}", plain(name.of(article.text)));
    }
    let mut parties: Vec<String> = mention.participants.iter().map(|party| party_key(article, party)).collect();
    parties.sort_unstable();
    parties.dedup();
    let field = mention.field.map_or_else(String::new, |field| plain(field.of(article.text)));
    format!("{}|{}|{field}", parties.join("+"), mention.kind.as_str())
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
