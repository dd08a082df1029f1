//! Pinpoints: `điểm a khoản 2 Điều 8`, `các khoản 1, 2 và 5 Điều 9`, `Điều 5 đến Điều 12`, `Mục 3 Chương V Phần thứ hai`.
//!
//! A pinpoint stands before the document that it is of, so it is read backwards from there: first the run of tokens that can
//! belong to one, then, from the right, each unit with its values. A smaller unit belongs to the nearest larger one on its
//! right: in `khoản 3 Điều 15, Điều 16` the clause is of article 15 alone, and in `điểm s khoản 1, khoản 2 Điều 51` the point
//! is of clause 1. A comma before a larger unit means "of" (`khoản 2, Điều 10`). Where the larger units come first (`Điều 8 khoản
//! 2`), the same is read from the left. A range keeps its first and last value.

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
    Section,
    Chapter,
    Part,
}

/// The pinpoint that ends right before token `end`, inside its sentence: its first token, and its provisions.
pub fn before(article: &Article, first: u32, end: u32) -> Option<(u32, Vec<Provision>)> {
    let mut start = end;
    let mut begin = None;
    while start > first && end - start < LONGEST {
        let token = article.token(start - 1);
        if unit(token).is_some() {
            // A unit word begins the pinpoint if a value follows, perhaps as a range: `các điểm từ a đến đ`.
            let from = start + u32::from(start < end && article.token(start).syllable == w::TU);
            if from < end && is_value(article, from) {
                begin = Some(start - 1);
            } else {
                break;
            }
        } else if !is_value(article, start - 1) && !is_joint(token) {
            break;
        }
        start -= 1;
    }
    let mut begin = begin?;
    if !is_value(article, end - 1) {
        return None;
    }
    let provisions = parse(article, begin, end)?;
    let before = |at: u32| (at > first).then(|| article.token(at - 1).syllable);
    if before(begin) == Some(w::CAC)
        || before(begin) == Some(w::TU) && provisions.iter().any(|provision| provision.range_end.is_some())
    {
        begin -= 1;
    }
    Some((begin, provisions))
}

fn unit(token: &Token) -> Option<Unit> {
    Some(match token.syllable {
        w::DIEM => Unit::Point,
        w::KHOAN => Unit::Clause,
        w::DIEU => Unit::Article,
        w::MUC => Unit::Section,
        w::CHUONG => Unit::Chapter,
        w::PHAN => Unit::Part,
        _ => return None,
    })
}

fn is_joint(token: &Token) -> bool {
    matches!(
        token.syllable,
        w::COMMA
            | w::VA
            | w::HOAC
            | w::TU
            | w::DEN
            | w::TOI
            | w::HYPHEN
            | w::EN_DASH
            | w::CAC
            | w::CUA
            | w::SEMICOLON
            | w::THU
    )
}

/// `8`, `217a`, a single letter of the point alphabet, a Roman numeral, `thứ hai`.
fn is_value(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    let word = token.span().of(article.text);
    match token.kind {
        TokenKind::Number => word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit()),
        TokenKind::Word => {
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let mut rest = word[digits..].chars();
            let letter =
                rest.next().is_some_and(|c| matches!(c, 'a'..='z' | 'A'..='Z' | 'đ' | 'Đ')) && rest.next().is_none();
            letter || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L')) || is_ordinal(article, at)
        }
        TokenKind::Mark => false,
    }
}

/// `thứ` of `thứ hai`, or the word behind it.
fn is_ordinal(article: &Article, at: u32) -> bool {
    const ORDINALS: &[&str] = &["nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let next = at as usize + 1 < article.seg.tokens.len();
    ORDINALS.contains(&article.word(at)) && at > 0 && article.token(at - 1).syllable == w::THU
        || article.token(at).syllable == w::THU && next && ORDINALS.contains(&article.word(at + 1))
}

/// A value, with the last of its range.
#[derive(Debug)]
struct Value {
    first: String,
    last: Option<String>,
}

impl Value {
    /// As a larger unit has it, which has no place for the end of a range.
    fn whole(&self) -> String {
        self.last.as_ref().map_or_else(|| self.first.clone(), |last| format!("{}-{last}", self.first))
    }
}

/// One unit with its values: `khoản 1, 2 và 5`.
struct Group {
    unit: Unit,
    values: Vec<Value>,
    /// `và` stands before it.
    joined: bool,
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
                let joined = at > begin && matches!(article.token(at - 1).syllable, w::VA | w::HOAC);
                groups.push(Group { unit, values: Vec::new(), joined });
            }
        } else if is_value(article, at) {
            let group = groups.last_mut()?;
            // `thứ hai` is two tokens.
            let last = at + u32::from(token.syllable == w::THU);
            let written = &article.text[token.start as usize..article.token(last).end as usize];
            let value = if group.unit > Unit::Article { written.to_owned() } else { written.to_lowercase() };
            match group.values.last_mut() {
                Some(of) if range && of.last.is_none() => of.last = Some(value),
                _ => group.values.push(Value { first: value, last: None }),
            }
            range = false;
            at = last;
        } else if matches!(token.syllable, w::DEN | w::TOI | w::HYPHEN | w::EN_DASH) {
            range = true;
        }
        at += 1;
    }
    (!range && groups.iter().all(|g| !g.values.is_empty())).then_some(groups)
}

/// A unit that smaller ones may still be found to belong to.
struct Open {
    unit: Unit,
    value: Value,
    /// Whether something smaller belongs to it, so that it is no provision of its own.
    used: bool,
}

fn parse(article: &Article, begin: u32, end: u32) -> Option<Vec<Provision>> {
    let mut groups = groups(article, begin, end)?;
    let larger_first = matches!(groups.as_slice(), [.., larger, smaller] if larger.unit > smaller.unit);
    if !larger_first {
        groups.reverse();
    }
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut beside: Option<Unit> = None;
    for mut group in groups {
        // `Điều 5 và Chương VII`: beside the chapter, not in it.
        let closing = beside.filter(|unit| *unit > Unit::Article && *unit > group.unit);
        close(&mut open, &mut out, Some(closing.unwrap_or(group.unit)));
        beside = group.joined.then_some(group.unit);
        if let Some(parent) = open.last_mut() {
            parent.used = true;
        }
        if !larger_first {
            group.values.reverse();
        }
        let next = group.values.pop();
        for value in group.values {
            out.push(provision(&open, group.unit, &value));
        }
        open.extend(next.map(|value| Open { unit: group.unit, value, used: false }));
    }
    close(&mut open, &mut out, None);
    if !larger_first {
        out.reverse();
    }
    Some(out)
}

/// Takes leave of the open units that are not larger than `unit`.
fn close(open: &mut Vec<Open>, out: &mut Vec<Provision>, unit: Option<Unit>) {
    while open.last().is_some_and(|last| unit.is_none_or(|unit| last.unit <= unit)) {
        let Some(last) = open.pop() else { return };
        if !last.used {
            out.push(provision(open, last.unit, &last.value));
        }
    }
}

/// A value of a unit, in the larger units that it belongs to.
fn provision(above: &[Open], unit: Unit, value: &Value) -> Provision {
    let mut provision = Provision { range_end: value.last.clone(), ..Provision::default() };
    *field(&mut provision, unit) = Some(value.first.clone());
    for larger in above {
        *field(&mut provision, larger.unit) = Some(larger.value.whole());
    }
    provision
}

fn field(provision: &mut Provision, unit: Unit) -> &mut Option<String> {
    match unit {
        Unit::Point => &mut provision.point,
        Unit::Clause => &mut provision.clause,
        Unit::Article => &mut provision.article,
        Unit::Section => &mut provision.section,
        Unit::Chapter => &mut provision.chapter,
        Unit::Part => &mut provision.part,
    }
}
