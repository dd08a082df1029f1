//! The registry checks itself: ids are unique, dates are in order, references point to rows, aliases find their rows.

use std::collections::{HashMap, HashSet};

use super::LawRegistry;
use crate::lexicon::law_names::{nickname, without_year};
use crate::lexicon::registry::names;
use crate::lexicon::{Lexicon, fold_code, title_key};

fn registry() -> &'static LawRegistry {
    &Lexicon::builtin().laws
}

#[test]
fn ids_are_unique_and_kinds_known() {
    let mut seen = HashSet::new();
    for law in &registry().rows {
        assert!(seen.insert(&law.id), "{} stands twice", law.id);
        assert!(law.doc_type().is_some(), "{}: no kind {}", law.id, law.doc_type);
        assert!(!law.title_vi.is_empty(), "{} has no title", law.id);
    }
}

#[test]
fn kind_number_and_title_are_unique() {
    let mut seen: HashMap<(&str, String, String), &str> = HashMap::new();
    for law in registry().rows.iter().filter(|law| !law.number.is_empty() && !law.number.ends_with("/TW")) {
        let key = (law.doc_type.as_str(), fold_code(&law.number), title_key(&law.title_vi));
        if let Some(other) = seen.insert(key, &law.id) {
            panic!("{} and {other} are the same document", law.id);
        }
    }
}

#[test]
fn dates_are_in_order() {
    // Taxes have been imposed from a day before the act was passed.
    const RETROACTIVE: &[&str] = &["phap-lenh-31-l-ctn"];
    for law in &registry().rows {
        if let (Some(issued), Some(effective)) = (law.issued_date, law.effective_date) {
            assert!(
                issued <= effective || RETROACTIVE.contains(&law.id.as_str()),
                "{}: in force before it was issued",
                law.id
            );
        }
        if let (Some(from), Some(until)) = (law.effective_date.or(law.issued_date), law.expiry_date) {
            assert!(from <= until, "{}: expired before it was in force", law.id);
        }
        let partly = (law.partly_from, law.partly_until);
        assert!(
            matches!(partly, (None, None)) || partly.0.zip(partly.1).is_some_and(|(from, until)| from < until),
            "{}: partly in force from when until when?",
            law.id
        );
        assert!(
            partly.0.is_none_or(|from| law.issued_date.is_some_and(|issued| issued <= from)),
            "{}: partly in force before it was issued",
            law.id
        );
        if let (Some(issued), Some(year)) = (law.issued_date, law.year) {
            assert_eq!(issued.year(), year, "{}: year and date disagree", law.id);
        }
    }
}

#[test]
fn references_point_to_rows() {
    let registry = registry();
    let ids: HashSet<&str> = registry.rows.iter().map(|law| law.id.as_str()).collect();
    for law in &registry.rows {
        for reference in [&law.replaced_by, &law.amends, &law.amended_by].into_iter().flat_map(|cell| cell.split(',')) {
            let known = match reference.strip_prefix("id:") {
                Some(id) => ids.contains(id),
                None => reference.is_empty() || !registry.numbered(reference).is_empty(),
            };
            assert!(known, "{} refers to {reference}, which is no row", law.id);
        }
    }
}

/// Each name, in isolation, leads to its row: alone, or together with the others that bear it.
#[test]
fn names_lead_to_their_rows() {
    let registry = registry();
    for (index, law) in registry.rows.iter().enumerate() {
        for alias in names(&law.title_vi, &law.short_titles) {
            let found = if let Some(nickname) = nickname(alias) {
                registry.nicknamed(nickname)
            } else {
                let name = registry.named(without_year(alias)).unwrap_or_else(|| panic!("{alias} is no name"));
                &registry.names[name as usize].rows
            };
            assert!(found.contains(&(index as u32)), "{alias} does not lead to {}", law.id);
        }
    }
}

/// Names that documents with different titles share, so that the context decides or all are candidates. A name that is not here may be
/// shared only by documents that had the same title one after the other.
const AMBIGUOUS: &[&str] = &["Công ước La Hay", "Công ước Viên", "Hiến pháp", "Luật sửa đổi BLHS"];

#[test]
fn shared_names_are_declared() {
    let registry = registry();
    let title = |row: u32| title_key(without_year(&registry.rows[row as usize].title_vi));
    let mut undeclared = Vec::new();
    for law in &registry.rows {
        for alias in names(&law.title_vi, &law.short_titles).filter(|alias| nickname(alias).is_none()) {
            let rows = registry.named(without_year(alias)).map_or(&[][..], |name| &registry.names[name as usize].rows);
            let shared = rows.iter().any(|&row| title(row) != title(rows[0]));
            if shared && !AMBIGUOUS.contains(&without_year(alias)) {
                undeclared.push(without_year(alias));
            }
        }
    }
    undeclared.sort_unstable();
    undeclared.dedup();
    assert!(undeclared.is_empty(), "{undeclared:#?}");
}

/// Each name alone in a sentence is found in it, and as a name of its row.
#[test]
fn names_are_found_in_isolation() {
    let (lexicon, registry) = (Lexicon::builtin(), registry());
    let mut lost = Vec::new();
    for (index, law) in registry.rows.iter().enumerate() {
        if law.is_amending()
            || !matches!(law.doc_type.as_str(), "constitution" | "code" | "law" | "ordinance" | "treaty")
        {
            continue;
        }
        for alias in names(&law.title_vi, &law.short_titles) {
            // With a pinpoint, for those that are too short to be sure without one.
            let text = format!("Xem Điều 5 {alias}.");
            let (mut seg, mut found) = (crate::model::Segmented::default(), crate::model::Mentions::default());
            crate::segment::segment(&text, lexicon, &mut seg);
            let article = crate::segment::Article {
                text: &text,
                date: None,
                seg: &seg,
                lexicon,
                work: &crate::model::Work::default(),
            };
            crate::extract::extract(&article, &mut found);
            let means = |mention: &crate::model::LawMention| {
                mention.registry_name.is_some_and(|name| registry.names[name as usize].rows.contains(&(index as u32)))
            };
            if !found.laws.iter().any(means) {
                lost.push(alias);
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// No name begins with a phrase that means something else (`luật khoa` would hide `Luật Khoa học và công nghệ`).
#[test]
fn no_stop_phrase_hides_a_name() {
    let lexicon = Lexicon::builtin();
    for law in &registry().rows {
        let mut seg = crate::model::Segmented::default();
        crate::segment::segment(&law.title_vi, lexicon, &mut seg);
        let end = seg.tokens.len() as u32;
        if let Some(head) = lexicon.matcher.longest_at(&seg.tokens, 0, end, crate::lexicon::Category::LegalHead) {
            let role = lexicon.legal.heads[head.entry as usize].role;
            assert_ne!(role, crate::lexicon::HeadRole::Stop, "{}", law.title_vi);
        }
    }
}

/// The data files' own examples: each abbreviation and head word is found in its example.
#[test]
fn examples_show_what_they_are_for() {
    for file in [
        include_str!("data/law_abbreviations.tsv"),
        include_str!("data/legal_heads.tsv"),
        include_str!("data/legal_words.tsv"),
    ] {
        for line in file.lines().skip(1) {
            let (phrase, example) = (line.split('\t').next().unwrap(), line.split('\t').next_back().unwrap());
            assert!(title_key(example).contains(title_key(phrase).trim()), "{line}");
        }
    }
}
