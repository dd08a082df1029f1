//! Finds acts, instruments, bodies and plans of cooperation.
//!
//! Candidates are the lexicon's cooperation phrases in running text. Each is read by the rule of its role
//! ([`nouns`], [`acts`]), which decides whether it is concrete cooperation and where its phrase ends; status,
//! participants, field, date and money are then read off the sentence.

mod acts;
mod aid;
mod aliases;
mod beside;
mod clause;
mod cooperate;
mod dates;
mod details;
mod edges;
mod headed;
mod joint;
mod lists;
mod money;
mod name;
mod names;
mod nouns;
mod openings;
mod participants;
mod parties;
mod partners;
mod scene;
mod status;
mod subjects;
mod treaties;
mod view;

use std::collections::HashMap;

use self::scene::Scene;
use self::status::Carry;
use self::view::View;
use crate::lexicon::{Category, CooperationRole as Role, words as w};
use crate::model::{Block, Hit, InitiativeKind, InitiativeMention, Text, TokenKind, TokenRange};
use crate::segment::Article;

/// What a rule found.
struct Found {
    /// The phrase.
    tokens: TokenRange,
    kind: InitiativeKind,
    /// A noun phrase; else a verb phrase.
    noun: bool,
    name: Option<Text>,
    /// The word that shows it.
    cue: TokenRange,
    rule: &'static str,
}

/// Sentences that a modality is carried over at most.
const CARRY_SENTENCES: u32 = 6;

/// Appends the initiatives of one article, by position.
#[inline(never)] // a line of its own in profiles
pub fn find(article: &Article, initiatives: &mut Vec<InitiativeMention>) {
    let mut hits = article.seg.hits.iter().filter(|hit| hit.category == Category::Cooperation).peekable();
    if hits.peek().is_none() {
        return;
    }
    let mut scene = None;
    let mut sentence_hits: Vec<Hit> = Vec::new();
    while let Some(first) = hits.next() {
        let sentence = article.sentence_of(first.token);
        let range = view::piece(article.seg.sentences[sentence as usize].tokens, first.token);
        sentence_hits.clear();
        sentence_hits.push(*first);
        while let Some(hit) = hits.next_if(|hit| hit.token < range.end) {
            sentence_hits.push(*hit);
        }
        let paragraph = article.seg.sentences[sentence as usize].paragraph;
        if article.seg.paragraphs[paragraph as usize].block != Block::Body || is_headline(article, paragraph) {
            continue;
        }
        let scene = scene.get_or_insert_with(|| Scene::read(article));
        in_sentence(article, scene, (sentence, range), &sentence_hits, initiatives);
        if article.work.is_over() {
            return;
        }
    }
    if let Some(scene) = &scene {
        aliases::find(article, scene, initiatives);
    }
    drop_captions(article, initiatives);
}

/// Longest paragraph, in bytes, that may be a caption without a credit.
const CAPTION_BYTES: u32 = 400;

/// A first paragraph of one short sentence that no mark ends is a headline or the caption of the picture above the text.
fn is_headline(article: &Article, index: u32) -> bool {
    let paragraph = &article.seg.paragraphs[index as usize];
    if index > 0 || paragraph.sentences.len() != 1 || paragraph.span.len() > CAPTION_BYTES {
        return false;
    }
    let sentence = article.seg.sentences[paragraph.sentences.start as usize].tokens;
    article.seg.paragraphs.len() > 1 && !sentence.is_empty() && article.token(sentence.end - 1).kind == TokenKind::Word
}

/// A short paragraph of one sentence, not the lead, whose rows stand word for word in a later or longer paragraph too, is
/// a caption or a pulled quote.
fn drop_captions(article: &Article, initiatives: &mut Vec<InitiativeMention>) {
    let text = article.text;
    let is_caption = |row: &InitiativeMention| {
        row.name.is_none() && {
            let paragraph = &article.seg.paragraphs[row.paragraph as usize];
            paragraph.sentences.len() == 1 && paragraph.span.len() <= CAPTION_BYTES && row.paragraph > 0
        }
    };
    let length = |row: &InitiativeMention| article.seg.paragraphs[row.paragraph as usize].span.len();
    let mut longest: HashMap<&str, u32> = HashMap::new();
    for row in initiatives.iter() {
        let known = longest.entry(row.span.of(text)).or_default();
        *known = length(row).max(*known);
    }
    let repeated = |row: &InitiativeMention| row.span.len() > 30 && longest[row.span.of(text)] > length(row);
    let dropped: Vec<bool> = initiatives.iter().map(|row| is_caption(row) && repeated(row)).collect();
    let mut at = 0;
    initiatives.retain(|_| {
        at += 1;
        !dropped[at - 1]
    });
}

fn in_sentence(
    article: &Article,
    scene: &Scene,
    (sentence, range): (u32, TokenRange),
    hits: &[Hit],
    initiatives: &mut Vec<InitiativeMention>,
) {
    let first = initiatives.len();
    let paragraph = article.seg.sentences[sentence as usize].paragraph;
    let listed = initiatives.last().filter(|row| row.paragraph + 1 >= paragraph).map(|row| row.status);
    let view = View::new(article, range);
    let mut carry = None;
    // Up to where the phrases found so far reach, and up to where even names inside them are taken.
    let (mut covered, mut sealed) = (range.start, range.start);
    for hit in hits {
        article.work.add(range.len());
        if article.work.is_over() {
            return;
        }
        let entry = &article.lexicon.cooperation[hit.entry as usize];
        let noun = matches!(entry.role, Role::Instrument | Role::Loose | Role::Partnership | Role::Named);
        if hit.token < sealed || hit.token < covered && !noun {
            continue;
        }
        let found = match entry.role {
            Role::Instrument | Role::Loose | Role::Partnership | Role::Relation | Role::Named => {
                nouns::find(&view, scene, hit, entry)
            }
            _ => acts::find(&view, scene, hit, entry),
        };
        let Some(found) = found.filter(|found| !is_table(&view, found.tokens) && !is_denied(&view, found)) else {
            continue;
        };
        let inside = hit.token < covered;
        if inside && !stands_alone(&view, hit, entry.role) {
            continue;
        }
        covered = covered.max(found.tokens.end);
        if matches!(entry.role, Role::Partnership | Role::Named) || found.noun && !holds_others(&view, &found) {
            sealed = sealed.max(found.tokens.end);
        }
        let carry = *carry.get_or_insert_with(|| carried(article, sentence));
        let noun = found.noun;
        let row = details::fill(&view, scene, found, carry, listed, &initiatives[first..]);
        if !row.participants.is_empty() || is_known_without(&view, &row, noun) {
            initiatives.push(row);
        }
    }
    initiatives[first..].sort_by_key(|row| (row.span.start, std::cmp::Reverse(row.span.end)));
}

/// `không chia sẻ thông tin chưa kiểm chứng`, `đừng hợp tác với ...`: what is not done.
fn is_denied(view: &View, found: &Found) -> bool {
    let before = found.tokens.start.checked_sub(1).filter(|&at| at > view.range.start && !found.noun);
    before.is_some_and(|at| {
        matches!(view.syllable(at), w::KHONG | w::CHUA) && !view.reads(at + 1, "chỉ") || view.reads(at, "đừng")
    })
}

/// A row that names nobody needs a name of its own, or says between whom: `Công ước về ...`, `cơ chế giữa dự án và địa phương`.
fn is_known_without(view: &View, row: &InitiativeMention, noun: bool) -> bool {
    let written = matches!(row.kind, InitiativeKind::Agreement | InitiativeKind::Convention);
    let between = || row.span.of(view.article.text).contains(" giữa ");
    // `hai bên lập nhóm công tác chung`, wherever it is said who they are.
    let both = || view.parties.iter().any(|party| party.both);
    noun && (written || row.name.is_some() || between()) || both()
}

/// `hợp tác với ĐH A 25,13 23,15 24,3 29 Kỹ thuật ...`: cells of a table that has lost its lines.
fn is_table(view: &View, tokens: TokenRange) -> bool {
    let numbers = (tokens.start..tokens.end).filter(|&at| view.token(at).kind == TokenKind::Number).count() as u32;
    numbers > 4 && numbers * 6 > tokens.len()
}

/// A phrase inside another that is a row of its own: an instrument, a name, a body that exists by itself.
fn stands_alone(view: &View, hit: &Hit, role: Role) -> bool {
    match role {
        Role::Named => true,
        Role::Instrument => {
            view.token(hit.token).capital || view.reads(hit.token, "mạng") || view.reads(hit.token, "đường")
        }
        Role::Loose => view.token(hit.token).capital || view.reads(hit.end(), "“") || view.reads(hit.token, "cơ"),
        _ => false,
    }
}

/// `Biên bản ghi nhớ tại Hiệp định ...`: one instrument inside another's phrase.
fn holds_others(view: &View, found: &Found) -> bool {
    matches!(found.kind, InitiativeKind::Agreement)
        && (found.cue.end..found.tokens.end)
            .any(|at| view.cooperation_at(at).is_some_and(|(_, c)| matches!(c.role, Role::Instrument | Role::Loose)))
}

fn is_body(article: &Article, sentence: u32) -> bool {
    let paragraph = article.seg.sentences[sentence as usize].paragraph;
    article.seg.paragraphs[paragraph as usize].block == Block::Body
}

/// The modality that a sentence without a subject goes on with.
fn carried(article: &Article, sentence: u32) -> Carry {
    let whole = |index: u32| View::new(article, view::window(article.seg.sentences[index as usize].tokens));
    let own = whole(sentence);
    let goes_on = |view: &View| openings::lacks_subject(view) || openings::is_ordinal(view);
    if !goes_on(&own) {
        return Carry::default();
    }
    let mut first = sentence;
    while first > 0 && sentence - first < CARRY_SENTENCES {
        first -= 1;
        let view = whole(first);
        if !is_body(article, first) {
            if openings::named_alone(&view).is_some() {
                break;
            }
            continue;
        }
        let aside = article.seg.paragraphs[article.seg.sentences[first as usize].paragraph as usize].sentences.len()
            == 1
            && !status::has_modality(&view);
        if !goes_on(&view) && !aside {
            break;
        }
    }
    let mut carry = Carry::default();
    for index in first..sentence {
        let view = whole(index);
        if !is_body(article, index) && openings::named_alone(&view).is_none() {
            continue;
        }
        carry = status::carry(&view, carry);
    }
    carry
}
