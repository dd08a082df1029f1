//! Pinpoints: `điểm a khoản 2 Điều 8`, `các khoản 1, 2 và 5 Điều 9`, `Điều 5 đến Điều 12`.
//!
//! A pinpoint stands before the document that it is of, so it is read backwards from there: first the run of tokens that can
//! belong to one, then, from the right, each unit with its values. A smaller unit belongs to the nearest larger one on its
//! right: in `khoản 3 Điều 15, Điều 16` the clause is of article 15 alone, and in `điểm s khoản 1, khoản 2 Điều 51` the point
//! is of clause 1. A comma before a larger unit means "of" (`khoản 2, Điều 10`). Ranges stay ranges: `5-12`.

use crate::lexicon::words as w;
use crate::model::{Provision, Token, TokenKind};
use crate::segment::Article;

/// No pinpoint is longer, in tokens.
const LONGEST: u32 = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
enum Unit {
    Point,
    Clause,
    Article,
    /// Section, chapter, part: in the span, not in the provisions.
    Above,
}

/// The pinpoint that ends right before token `end`, inside its sentence: its first token, and its provisions.
pub fn before(article: &Article, first: u32, end: u32) -> Option<(u32, Vec<Provision>)> {
    let mut start = end;
    let mut begin = None;
    while start > first && end - start < LONGEST {
        let token = article.token(start - 1);
        if unit(token).is_some() {
            // A unit word begins the pinpoint if a value follows.
            if article.seg.tokens.get(start as usize).is_some_and(|next| is_value(article, next)) {
                begin = Some(start - 1);
            } else {
                break;
            }
        } else if !is_value(article, token) && !is_joint(token) {
            break;
        }
        start -= 1;
    }
    let mut begin = begin?;
    if !is_value(article, article.token(end - 1)) {
        return None;
    }
    let provisions = parse(article, begin, end)?;
    if begin > first && article.token(begin - 1).syllable == w::CAC
        || begin > first && article.token(begin - 1).syllable == w::TU && has_range(&provisions)
    {
        begin -= 1;
    }
    Some((begin, provisions))
}

fn has_range(provisions: &[Provision]) -> bool {
    let range = |part: &Option<String>| part.as_ref().is_some_and(|value| value.contains('-'));
    provisions.iter().any(|p| range(&p.article) || range(&p.clause) || range(&p.point))
}

fn unit(token: &Token) -> Option<Unit> {
    Some(match token.syllable {
        w::DIEM => Unit::Point,
        w::KHOAN => Unit::Clause,
        w::DIEU => Unit::Article,
        w::CHUONG | w::MUC | w::PHAN => Unit::Above,
        _ => return None,
    })
}

fn is_joint(token: &Token) -> bool {
    matches!(
        token.syllable,
        w::COMMA | w::VA | w::HOAC | w::DEN | w::TOI | w::HYPHEN | w::EN_DASH | w::CAC | w::CUA | w::SEMICOLON
    )
}

/// `8`, `217a`, a single letter of the point alphabet, a Roman numeral.
fn is_value(article: &Article, token: &Token) -> bool {
    let word = token.span().of(article.text);
    match token.kind {
        TokenKind::Number => word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()),
        TokenKind::Word => {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let mut rest = word[digits..].chars();
            let letter =
                rest.next().is_some_and(|c| matches!(c, 'a'..='z' | 'A'..='Z' | 'đ' | 'Đ')) && rest.next().is_none();
            letter || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
        }
        TokenKind::Mark => false,
    }
}

/// One unit with its values: `khoản 1, 2 và 5`.
struct Group {
    unit: Unit,
    values: Vec<String>,
}

fn groups(article: &Article, begin: u32, end: u32) -> Option<Vec<Group>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut range = false;
    let mut at = begin;
    while at < end {
        let token = article.token(at);
        if let Some(unit) = unit(token) {
            let same = range && groups.last().is_some_and(|g| g.unit == unit);
            if !same {
                range = false;
                groups.push(Group { unit, values: Vec::new() });
            }
        } else if is_value(article, token) {
            let value = token.span().of(article.text).to_lowercase();
            let values = &mut groups.last_mut()?.values;
            match values.last_mut() {
                Some(last) if range => *last = format!("{last}-{value}"),
                _ => values.push(value),
            }
            range = false;
        } else if matches!(token.syllable, w::DEN | w::TOI | w::HYPHEN | w::EN_DASH) {
            range = true;
        }
        at += 1;
    }
    (!range && groups.iter().all(|g| !g.values.is_empty())).then_some(groups)
}

fn parse(article: &Article, begin: u32, end: u32) -> Option<Vec<Provision>> {
    let mut out: Vec<Provision> = Vec::new();
    // What smaller units on the left would belong to, and whether it already has some.
    let (mut above, mut above_used): (Option<String>, bool) = (None, true);
    let (mut clause, mut clause_used): (Option<String>, bool) = (None, true);
    for group in groups(article, begin, end)?.into_iter().rev() {
        let first = group.values.first().cloned();
        let further = group.values.into_iter().skip(1).rev();
        match group.unit {
            Unit::Point => {
                let point = |value| Provision { article: above.clone(), clause: clause.clone(), point: Some(value) };
                out.extend(further.chain(first).map(point));
                (above_used, clause_used) = (true, true);
            }
            Unit::Clause => {
                flush(&mut out, above.as_ref(), clause.take().filter(|_| !clause_used));
                out.extend(further.map(|value| Provision { article: above.clone(), clause: Some(value), point: None }));
                (clause, clause_used, above_used) = (first, false, true);
            }
            Unit::Article => {
                flush(&mut out, above.as_ref(), clause.take().filter(|_| !clause_used));
                // `Điều 8 khoản 2`: the larger unit first.
                let orphans = out.iter_mut().filter(|p| p.article.is_none());
                let adopted = orphans.map(|p| p.article.clone_from(&first)).count() > 0;
                if !above_used {
                    out.push(Provision { article: above.take(), ..Provision::default() });
                }
                out.extend(further.map(|value| Provision { article: Some(value), ..Provision::default() }));
                (above, above_used, clause_used) = (first, adopted, true);
            }
            Unit::Above => {}
        }
    }
    flush(&mut out, above.as_ref(), clause.filter(|_| !clause_used));
    if !above_used {
        out.push(Provision { article: above, ..Provision::default() });
    }
    out.reverse();
    Some(out)
}

fn flush(out: &mut Vec<Provision>, article: Option<&String>, clause: Option<String>) {
    if clause.is_some() {
        out.push(Provision { article: article.cloned(), clause, point: None });
    }
}
