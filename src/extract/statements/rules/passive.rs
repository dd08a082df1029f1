//! Passives that report: with the agent (`được các nhà đầu tư đánh giá là ...`), or after the same verb in the active
//! (`Bị cáo B bị đề nghị 5 năm tù` after `Viện kiểm sát đề nghị ...`).

use crate::entities::speaker;
use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, Hit, TokenRange};
use crate::segment::Article;

use super::super::cues;
use super::super::found::Found;
use super::Place;

impl Place<'_, '_> {
    /// `được các nhà đầu tư đánh giá là ...`: the agent of a passive.
    pub(super) fn passive(&self, all: &mut Vec<Found>) -> bool {
        let article = self.article;
        let Some(at) =
            (self.range.start..self.hit.token).rev().take(14).find(|&at| article.token(at).syllable == w::DUOC)
        else {
            return false;
        };
        // `đánh giá là ...`, or `cho là ...` with its own `là`.
        let next = self.hit.end().min(self.range.end - 1);
        let follows = [next - 1, next].iter().any(|&at| article.token(at).syllable == w::LA);
        let agent = speaker::parse(article, TokenRange::new(at + 1, self.hit.token));
        match agent {
            Some(speaker) if follows && !self.inside_content(all) => {
                all.push(self.found("passive_agent", self.content_after(), speaker));
                true
            }
            _ => false,
        }
    }
}

/// Statements that are looked back over for the same verb in the active, and for what was asked for before a task.
const FURTHEST: usize = 200;
const NEAR: usize = 2;

/// `Bị cáo B bị đề nghị 5 năm tù`, after `Viện kiểm sát đề nghị ...`: the same verb in the passive goes on with its speaker.
pub(super) fn patient(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    let hits = article.hits(range).iter().filter(|hit| hit.category == Category::Cue && hit.token > range.start);
    let asked = |hit: &&Hit| matches!(cues::entry(article, hit).class, CueClass::Request | CueClass::Propose);
    let mut passive = hits.filter(asked).filter(|hit| matches!(article.token(hit.token - 1).syllable, w::BI | w::DUOC));
    let Some(hit) = passive.next() else { return };
    let tasked = article.token(hit.token - 1).syllable == w::DUOC;
    // `các nhiệm vụ được giao` names tasks; here somebody is told.
    if tasked && speaker::parse(article, TokenRange::new(range.start, hit.token - 1)).is_none() {
        return;
    }
    let verb = article.span(TokenRange::new(hit.token, hit.end())).of(article.text);
    let same = |found: &Found| match found.cue {
        // `Giám đốc Sở được yêu cầu ...` goes on with whatever was asked for right before.
        Some(_) if tasked => matches!(found.class, Some(CueClass::Request)),
        Some(cue) => article.span(cue).of(article.text) == verb,
        None => false,
    };
    let near = all.len().saturating_sub(if tasked { NEAR } else { FURTHEST });
    let Some(previous) = all[near..].iter().rposition(|found| same(found) && !found.nested) else { return };
    let previous = near + previous;
    let source = all[previous].same_speaker_as.filter(|_| all[previous].speaker.is_none()).unwrap_or(previous as u32);
    all.push(Found {
        attribution: TokenRange::new(hit.token - 1, hit.end()),
        cue: Some(TokenRange::new(hit.token, hit.end())),
        class: Some(cues::entry(article, hit).class),
        same_speaker_as: Some(source),
        closed: true,
        ..Found::new("passive_patient", sentence, range)
    });
}
