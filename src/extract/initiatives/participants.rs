//! Who takes part: the parties inside the phrase, the subject of its clause, and the pair of the document where the text
//! says `hai nước`, `hai bên` or leaves a party out.

use super::parties::Party;
use super::scene::Scene;
use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{Participant, Text, TokenRange};

/// The parties of the initiative at `tokens`.
pub(super) fn of(view: &View, scene: &Scene, tokens: TokenRange) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    let mut both = false;
    let mut explicit = 0;
    for party in
        view.parties.iter().filter(|party| tokens.start <= party.tokens.start && party.tokens.end <= tokens.end)
    {
        if !takes_part(view, tokens, party) {
            continue;
        }
        if party.both {
            both = true;
            continue;
        }
        explicit += 1;
        push(view, &mut found, party);
    }
    if both {
        pair_into(scene, &mut found);
    }
    if explicit < 2 && !both {
        let subjects = subject(view, tokens.start);
        for party in subjects.iter().rev() {
            if party.both {
                pair_into(scene, &mut found);
            } else if found.len() < 6 {
                insert_front(view, &mut found, party);
            }
        }
        let pairable = found.iter().all(|p| p.country.is_some() || !scene.foreign);
        if found.len() < 2 && pairable || found.is_empty() {
            pair_into(scene, &mut found);
        }
    }
    found
}

/// Whether a party inside the phrase is one of the partners, not part of what the phrase is about.
fn takes_part(view: &View, tokens: TokenRange, party: &Party) -> bool {
    if party.both || party.is_country {
        return !inside_field(view, tokens, party.tokens.start) || party.both;
    }
    let mut at = party.tokens.start;
    while at > tokens.start {
        let before = at - 1;
        match view.syllable(before) {
            w::VOI | w::GIUA | w::CUNG_VOI | w::CHO | w::CUA | w::DO_CAUSE | w::TU => return true,
            w::VA | w::COMMA | w::HYPHEN | w::EN_DASH => match view.parties.iter().find(|p| p.tokens.end == before) {
                Some(previous) => at = previous.tokens.start,
                None => return false,
            },
            _ => {
                return at == tokens.start + 1
                    || view.has(tokens.start, f::ACT)
                    || party.named && before <= tokens.start + 2;
            }
        }
    }
    false
}

/// Behind `về`, `trong lĩnh vực` and not behind `giữa`, `với` again.
fn inside_field(view: &View, tokens: TokenRange, at: u32) -> bool {
    for before in (tokens.start..at).rev() {
        match view.syllable(before) {
            w::GIUA | w::VOI | w::CUNG_VOI | w::CUA | w::CHO => return false,
            _ if view.has(before, f::FIELD) => return true,
            _ => {}
        }
    }
    false
}

/// The parties that do it: those right before the verb, adverbs and modals aside.
pub(super) fn subject(view: &View, start: u32) -> Vec<Party> {
    let mut at = start;
    let mut found = Vec::new();
    let floor = view.range.start;
    // To the left over adverbs, modals and governing verbs until a party ends here.
    let mut steps = 0;
    while at > floor && steps < 24 {
        if let Some(index) = view.parties.iter().position(|party| party.tokens.end == at) {
            collect(view, index, &mut found);
            break;
        }
        steps += 1;
        at = match view.slot_before(at) {
            Some((_, slot)) if slot.flags & f::REPORT != 0 && slot.flags & f::PROPOSE == 0 => break,
            Some((slot_start, _)) => slot_start,
            None => at - 1,
        };
        if view.syllable(at) == w::SEMICOLON {
            // The clause before has the same subject.
            steps += 2;
        }
    }
    found.reverse();
    found
}

/// A party and those coordinated before it: `A, B và C`.
fn collect(view: &View, last: usize, found: &mut Vec<Party>) {
    let mut index = last;
    found.push(view.parties[index]);
    while index > 0 {
        let start = view.parties[index].tokens.start;
        let previous = &view.parties[index - 1];
        let joined = start == previous.tokens.end + 1
            && matches!(view.syllable(start - 1), w::COMMA | w::VA | w::VOI | w::CUNG_VOI | w::HYPHEN | w::EN_DASH);
        if !joined {
            break;
        }
        index -= 1;
        found.push(*previous);
    }
}

fn participant(view: &View, party: &Party) -> Participant {
    Participant { name: Text::Span(view.span(party.tokens)), org_entry: party.org, country: party.country }
}

fn same(view: &View, a: &Participant, b: &Participant) -> bool {
    let text = view.article.text;
    a.name.of(text) == b.name.of(text)
        || a.country.is_some()
            && a.country == b.country
            && a.org_entry.is_none()
            && b.org_entry.is_none()
            && is_bare(view, a)
            && is_bare(view, b)
}

/// A country as such, not a body of it.
fn is_bare(view: &View, participant: &Participant) -> bool {
    let Some(country) = participant.country else { return false };
    let row = &view.article.lexicon.countries[country as usize];
    let name = participant.name.of(view.article.text);
    row.name_vi == name || row.variants.split('|').any(|variant| variant == name)
}

fn push(view: &View, found: &mut Vec<Participant>, party: &Party) {
    let new = participant(view, party);
    if !found.iter().any(|old| same(view, old, &new)) {
        found.push(new);
    }
}

fn insert_front(view: &View, found: &mut Vec<Participant>, party: &Party) {
    let new = participant(view, party);
    if !found.iter().any(|old| same(view, old, &new)) {
        found.insert(0, new);
    }
}

fn pair_into(scene: &Scene, found: &mut Vec<Participant>) {
    for party in &scene.pair {
        let known =
            found.iter().any(|old| old.name == party.name || party.country.is_some() && old.country == party.country);
        if !known {
            found.push(party.clone());
        }
    }
}
