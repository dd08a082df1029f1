//! Every shape of number, from `tests/cases/laws/numbers.tsv`.

use crate::ingest::canonical_text;
use crate::lexicon::Lexicon;
use crate::model::{Mentions, Segmented, Work};
use crate::segment::{Article, segment};

/// As texts are brought to their canonical form before they are read.
fn canonical(text: &str) -> String {
    canonical_text(text.into(), &mut Vec::new()).into_owned()
}

/// The table of number strings: with the head word that introduces them (none: bare) the number must come out as the row
/// says, or no row at all (`-`).
#[test]
fn every_shape_of_number() {
    let lexicon = Lexicon::builtin();
    for line in include_str!("../../../tests/cases/laws/numbers.tsv").lines().skip(1) {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (head, raw, normalised) = (cell(), canonical(cell()), cell());
        let (kind, year, issuer, term) = (cell(), cell(), cell(), cell());
        let text = format!("Hôm qua, họ nhắc đến {head} {raw}, rồi ra về.");
        let mut seg = Segmented::default();
        segment(&text, lexicon, &mut seg);
        let article = Article { text: &text, date: None, seg: &seg, lexicon, work: &Work::default() };
        let mut found = Mentions::default();
        super::super::find(&article, &mut found.laws);
        let number = found.laws.first().and_then(|law| law.number.as_ref());
        if normalised == "-" {
            assert!(found.laws.is_empty(), "{line}\n{:?}", found.laws);
            continue;
        }
        let number = number.unwrap_or_else(|| panic!("no number: {line}"));
        let text_of = |part: Option<String>| part.unwrap_or_default();
        assert_eq!(number.normalised, normalised, "{line}");
        assert_eq!(text_of(number.kind.clone()), kind, "{line}");
        assert_eq!(text_of(number.year.map(|year| year.to_string())), year, "{line}");
        assert_eq!(text_of(number.issuer.clone()), issuer, "{line}");
        assert_eq!(text_of(number.term.map(|term| term.to_string())), term, "{line}");
        assert_eq!(number.repaired, normalised != raw, "{line}");
    }
}
