//! Passives that report: with the agent (`được các nhà đầu tư đánh giá là ...`), or after the same verb in the active
//! (`Bị cáo B bị đề nghị 5 năm tù` after `Viện kiểm sát đề nghị ...`).

use crate::entities::speaker;
use crate::lexicon::{Category, words as w};
use crate::model::{CueClass, TokenRange};
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

/// Statements that are looked back over for the same verb in the active.
const FURTHEST: usize = 200;

/// `Bị cáo B bị đề nghị 5 năm tù`, after `Viện kiểm sát đề nghị ...`: the same verb in the passive goes on with its speaker.
pub(super) fn patient(article: &Article, sentence: u32, range: TokenRange, all: &mut Vec<Found>) {
    let hits = article.hits(range).iter().filter(|hit| hit.category == Category::Cue && hit.token > range.start);
    let mut passive = hits.filter(|hit| article.token(hit.token - 1).syllable == w::BI);
    let Some(hit) =
        passive.find(|hit| matches!(cues::entry(article, hit).class, CueClass::Request | CueClass::Propose))
    else {
        return;
    };
    let verb = article.span(TokenRange::new(hit.token, hit.end())).of(article.text);
    let same = |found: &Found| found.cue.is_some_and(|cue| article.span(cue).of(article.text) == verb);
    let near = all.len().saturating_sub(FURTHEST);
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
