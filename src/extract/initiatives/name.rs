//! Proper names of instruments: the capitalised phrase without what only tells about it (`đã ký năm 2013`, `do A tài trợ`).

use super::view::View;
use crate::lexicon::{function as f, words as w};
use crate::model::{InitiativeKind as Kind, Span, Text, TokenRange};

/// Makes a phrase one of many, not a name.
const INDEFINITE: &[&str] = &["nhiều", "mới", "hoặc", "này"];

/// The name of an instrument whose head is written with a capital, or of a thing with a quoted title.
pub(super) fn of_instrument(view: &View, head: TokenRange, tokens: TokenRange, kind: Kind) -> Option<Text> {
    let quote = (head.end..tokens.end).find(|&at| matches!(view.syllable(at), w::OPEN_QUOTE | w::STRAIGHT_QUOTE));
    if let Some(open) = quote.filter(|open| *open <= head.end + 1) {
        return in_quotes(view, open);
    }
    let acronym = (head.end..tokens.end).next().filter(|&at| {
        view.token(at).all_caps
            && at + 1 == tokens.end
            && matches!(kind, Kind::Mechanism | Kind::Network | Kind::Project)
    });
    if let Some(at) = acronym {
        return Some(view.token(at).span().into());
    }
    let capitals = (head.start..head.end).any(|at| {
        view.token(at).capital && (at > view.range.start || titled(view, head)) || inner_capital(view, at, head)
    });
    let shared_title = view.reads(head.start, "sáng") || view.reads(head.start, "kế");
    let countries = view.parties.iter().filter(|p| tokens.has(p.tokens.start) && p.is_country).count();
    if !(capitals || shared_title && countries > 1) || tokens.start != head.start {
        return None;
    }
    let end = (head.end..tokens.end)
        .find(|&at| matches!(view.syllable(at), w::DA | w::DO_CAUSE | w::DUOC) || view.has(at, f::SIGN))
        .unwrap_or(tokens.end);
    let vague = (head.end..end).any(|at| INDEFINITE.iter().any(|word| view.reads(at, word)) || view.has(at, f::BOTH));
    let bare = end == head.end && !view.reads(head.end - 1, "chung");
    let lone_head = matches!(kind, Kind::Agreement) && end == head.end;
    (!vague && !bare && !lone_head && end > head.start).then(|| view.span(TokenRange::new(head.start, end)).into())
}

/// At the begin of a sentence a capital behind the head shows that it is a title, or a head that only titles have.
fn titled(view: &View, head: TokenRange) -> bool {
    let treaty = ["hiệp", "công", "nghị"].iter().any(|word| view.reads(head.start, word));
    if treaty {
        return true;
    }
    view.is_word(head.end) && view.token(head.end).capital
}

/// `Bản Ghi nhớ`: a capital inside the head.
fn inner_capital(view: &View, at: u32, head: TokenRange) -> bool {
    at > head.start && view.token(at).capital
}

/// `Đối tác chiến lược toàn diện`, `Cộng đồng chia sẻ tương lai Việt Nam - Lào`.
pub(super) fn of_partnership(view: &View, head: TokenRange, end: u32) -> Option<Text> {
    if !view.token(head.start).capital {
        return None;
    }
    let community = view.reads(head.start, "cộng");
    let until = if community {
        (head.end..end)
            .find(|&at| {
                view.is_word(at) && !view.token(at).capital && view.party_over(at).is_none()
                    || view.syllable(at) == w::GIUA
            })
            .unwrap_or(end)
    } else {
        head.end
    };
    Some(view.span(TokenRange::new(head.start, until)).into())
}

/// What stands inside the quotation marks that open at `open`.
pub(super) fn in_quotes(view: &View, open: u32) -> Option<Text> {
    let close = view.quote_end(open)? - 1;
    (close > open + 1).then(|| {
        let inner: Span = view.span(TokenRange::new(open + 1, close));
        inner.into()
    })
}
