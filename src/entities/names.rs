//! Names of persons: two to five capitalised syllables that begin with a family name (`Nguyễn Thị Minh Hà`), or a run of
//! foreign words (`Kobayashi Yosuke`, `Robert A. Smith`, `Jose Ramos-Horta`).

use crate::lexicon::{Category, words as w};
use crate::model::{Hit, Token, TokenKind, TokenRange};
use crate::segment::Article;

use super::hit_over;
use super::syllable::looks_vietnamese;

/// Vietnamese names have two to five syllables; foreign ones here up to six words.
const MOST_WORDS: u32 = 6;

/// Where the name begins that ends at `end`, looking back no further than `start`; none if no name ends there.
///
/// `Chủ nhiệm Ủy ban Kinh tế Vũ Minh An` gives the position of `Vũ`. A country or registered body is never part of a name.
pub fn trailing(article: &Article, start: u32, end: u32) -> Option<u32> {
    if let Some(at) = initials(article, start, end) {
        return Some(at);
    }
    let run = run_before(article, start, end);
    if run >= end {
        return None;
    }
    let words = words_in(article, run, end);
    if let Some(at) = vietnamese_start(article, run, end) {
        return Some(at);
    }
    ((1..=MOST_WORDS).contains(&words) && is_foreign(article, run, end)).then_some(run)
}

/// Where a name in initials begins that ends at `end`: `N.Đ.N.`, `L.T.H`; at least two letters.
fn initials(article: &Article, start: u32, end: u32) -> Option<u32> {
    let letter = |at: u32| is_letter(article, at);
    let stop = |at: u32| article.token(at).syllable == w::FULL_STOP && !article.token(at).spaced;
    let mut at = end;
    let mut letters = 0;
    while at > start {
        let pair = at >= start + 2 && stop(at - 1) && letter(at - 2);
        let last = letters == 0 && letter(at - 1) && at >= start + 2 && stop(at - 2);
        match (pair, last) {
            (true, _) => at -= 2,
            (_, true) => at -= 1,
            _ => break,
        }
        letters += 1;
    }
    (letters >= 2).then_some(at)
}

/// One capital letter: the `H` of `cô H.`
pub fn is_letter(article: &Article, at: u32) -> bool {
    let token = article.token(at);
    token.capital && token.span().of(article.text).chars().count() == 1
}

/// Whether all of `start..end` is a name.
pub fn is_name(article: &Article, start: u32, end: u32) -> bool {
    start < end && trailing(article, start, end) == Some(start)
}

/// Whether `start..end` is a family name with one to four more capitalised syllables.
pub fn is_vietnamese(article: &Article, start: u32, end: u32) -> bool {
    let words = end.saturating_sub(start);
    (2..=5).contains(&words)
        && is_surname(article, start)
        && (start..end).all(|at| article.token(at).capital && article.token(at).kind == TokenKind::Word)
}

/// The first token of the run of name-like tokens that ends at `end`.
fn run_before(article: &Article, start: u32, end: u32) -> u32 {
    let mut at = end;
    while at > start && is_name_token(article, at - 1, at == end) {
        at -= 1;
    }
    // A run begins with a capital, not with a hyphen or a particle.
    while at < end && !article.token(at).capital {
        at += 1;
    }
    at
}

fn is_name_token(article: &Article, at: u32, last: bool) -> bool {
    let token = article.token(at);
    if blocked(article, at) || opens_clause(article, at) {
        return false;
    }
    match token.kind {
        TokenKind::Word if token.capital => true,
        TokenKind::Word => is_hyphenated(article, at) || !last && is_particle(article.word(at)),
        TokenKind::Number => false,
        TokenKind::Mark => !last && (is_inner_hyphen(article, at) || is_initial_stop(article, at)),
    }
}

/// `Khi Trấn Minh hỏi`: a function word has its capital from the begin of the sentence.
fn opens_clause(article: &Article, at: u32) -> bool {
    matches!(
        article.token(at).syllable,
        w::KHI
            | w::SAU
            | w::TRONG
            | w::NHUNG_BUT
            | w::NEU
            | w::VI
            | w::DE
            | w::VOI
            | w::TAI
            | w::TREN
            | w::VE
            | w::NGAY
            | w::VIEC
            | w::THEO
            | w::VA
            | w::TRUOC
            | w::CON
    ) && article.seg.sentences[article.sentence_of(at) as usize].tokens.start == at
        && !is_surname(article, at)
}

/// A country, continent or registered body ends a name. A country of one syllable (Anh, Đức, Mỹ) is a given name after another capital
/// that is no title's: `Nguyễn Thúy Anh`.
fn blocked(article: &Article, at: u32) -> bool {
    if let Some(hit) = hit_over(article, at, Category::Organization) {
        return !is_given_name(article, &hit) && !is_family_name(article, &hit);
    }
    // `các vấn đề châu Âu Tanja Fajon`
    if at > 0 && article.word(at - 1).eq_ignore_ascii_case("châu") {
        return true;
    }
    hit_over(article, at, Category::Country).is_some_and(|hit| {
        let inside_name = looks_vietnamese(article.word(at))
            && at > 0
            && article.token(at).spaced
            && article.token(at - 1).capital
            && hit_over(article, at - 1, Category::Role).is_none()
            && hit_over(article, at - 1, Category::Organization).is_none();
        !(hit.len == 1 && inside_name)
    })
}

/// Many given names are those of provinces (`Nguyễn Hòa Bình`, `Trần Thị Thái Bình`): a family name stands before, perhaps with
/// a middle name.
fn is_given_name(article: &Article, hit: &Hit) -> bool {
    let family = |at: u32| {
        is_surname(article, at)
            && super::hit_at(article, at, Category::BodyHead).is_none()
            && hit_over(article, at, Category::Organization).is_none()
    };
    let first = hit.token;
    article.lexicon.is_province(hit.entry)
        && hit.len <= 2
        && first > 0
        && (family(first - 1) || first > 1 && plain(article, first - 1, first) && family(first - 2))
}

/// Particles inside foreign names.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "di"
            | "del"
            | "der"
            | "den"
            | "van"
            | "von"
            | "bin"
            | "bint"
            | "al"
            | "el"
            | "la"
            | "le"
            | "dos"
            | "y"
    )
}

/// `Ramos-Horta`: no space on either side.
fn is_inner_hyphen(article: &Article, at: u32) -> bool {
    let mut two = article.seg.tokens.iter().skip(at as usize).take(2);
    matches!((two.next(), two.next()), (Some(hyphen), Some(next))
        if hyphen.syllable == w::HYPHEN && !hyphen.spaced && !next.spaced)
}

/// A small word of a chain that hyphens glue, behind a capital: `Kang Min-woo`, `Phong-sạ-vẳn`, `Khăm-phay ma-ny`.
fn is_hyphenated(article: &Article, at: u32) -> bool {
    let first = chain_start(article, at);
    let chained = first < at || is_inner_hyphen(article, at + 1);
    let capital = |at: u32| article.token(at).capital && article.token(at).kind == TokenKind::Word;
    let behind = || first > 0 && article.token(first).spaced && capital(chain_start(article, first - 1));
    chained && (capital(first) || behind())
}

/// The first word of the chain of words glued by hyphens that one belongs to.
fn chain_start(article: &Article, at: u32) -> u32 {
    const LONGEST: u32 = 6;
    let mut first = at;
    while first >= 2 && at - first < 2 * LONGEST && is_inner_hyphen(article, first - 1) {
        first -= 2;
    }
    first
}

/// `A.` in `Robert A. Smith`.
fn is_initial_stop(article: &Article, at: u32) -> bool {
    article.token(at).syllable == w::FULL_STOP && at > 0 && {
        let before: &Token = article.token(at - 1);
        before.capital && before.end - before.start == 1
    }
}

/// Words between spaces: what hyphens glue is one.
fn words_in(article: &Article, start: u32, end: u32) -> u32 {
    let word = |at: u32| article.token(at).kind == TokenKind::Word;
    (start..end).filter(|&at| word(at) && (at == start || !is_inner_hyphen(article, at - 1))).count() as u32
}

/// The leftmost family name in the run that leaves two to four syllables, else five.
fn vietnamese_start(article: &Article, run: u32, end: u32) -> Option<u32> {
    // `huyện Tam Nông Nguyễn Văn Tám`: what would be a family name is the end of a place, with a whole name behind it.
    let place_end = |at: u32| at > run && end - at == 4 && is_surname(article, at + 1);
    let begins = |at: u32| {
        is_surname(article, at) && plain(article, at, end) && !in_foreign_name(article, run, at, end) && !place_end(at)
    };
    let ordinary = (run..end).find(|&at| (2..=4).contains(&(end - at)) && begins(at));
    ordinary.or_else(|| (end >= run + 5 && begins(end - 5)).then(|| end - 5))
}

/// `Luis De La Fuente`: what would be a family name (`La`) is followed by a foreign word and preceded by another.
fn in_foreign_name(article: &Article, run: u32, at: u32, end: u32) -> bool {
    let foreign = |at: u32| {
        let token = article.token(at);
        token.kind == TokenKind::Word && !token.all_caps && !looks_vietnamese(article.word(at))
    };
    end - run <= MOST_WORDS && (at + 1..end).any(foreign) && at > run && (run..at).any(foreign)
}

/// Many firms and clubs have the names of families or places (`Keisuke Honda`, `Antonio Valencia`): a foreign word that is no title
/// or body stands before.
fn is_family_name(article: &Article, hit: &Hit) -> bool {
    let private =
        matches!(article.lexicon.organizations[hit.entry as usize].kind.as_str(), "company" | "club" | "media");
    let given = |at: u32| {
        let token = article.token(at);
        token.capital
            && !token.all_caps
            && token.kind == TokenKind::Word
            && hit_over(article, at, Category::Role).is_none()
            && hit_over(article, at, Category::Organization).is_none()
            && super::hit_at(article, at, Category::BodyHead).is_none()
    };
    let acronym = article.token(hit.token).all_caps;
    private && hit.len == 1 && !acronym && hit.token > 0 && article.token(hit.token).spaced && given(hit.token - 1)
}

fn plain(article: &Article, start: u32, end: u32) -> bool {
    (start..end).all(|at| article.token(at).kind == TokenKind::Word && article.token(at).capital)
}

/// Whether the token is a family name.
pub fn is_surname(article: &Article, at: u32) -> bool {
    article.token(at).capital && super::hit_at(article, at, Category::Surname).is_some()
}

/// A foreign name has a word that is no Vietnamese syllable (with a letter or ending that Vietnamese does not have), or a hyphen.
fn is_foreign(article: &Article, start: u32, end: u32) -> bool {
    (start..end).any(|at| {
        let token = article.token(at);
        token.kind == TokenKind::Word && !token.capital && is_hyphenated(article, at)
            || token.kind == TokenKind::Word && !token.all_caps && !looks_vietnamese(article.word(at))
    })
}

/// The name that begins at `start`: the longest run of name tokens, cut at `end`.
pub fn leading(article: &Article, start: u32, end: u32) -> Option<TokenRange> {
    let mut at = start;
    while at < end && is_name_token(article, at, at + 1 == end || at == start) {
        at += 1;
    }
    while at > start && !article.token(at - 1).capital && !is_hyphenated(article, at - 1) {
        at -= 1;
    }
    (at > start).then(|| TokenRange::new(start, at))
}
