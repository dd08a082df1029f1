//! `Hiệp hội có công văn gửi Thủ tướng kiến nghị ...`: who sends is the speaker, whom it is sent to the addressee.

use crate::lexicon::words as w;
use crate::model::{CueClass, TokenRange};

use super::super::found::Found;
use super::super::{addressees, subject};
use super::Place;

impl Place<'_, '_> {
    /// `Hiệp hội có công văn gửi Thủ tướng kiến nghị ...`: who sends is the speaker, whom it is sent to the addressee.
    pub(super) fn letter(&self, limit: u32, all: &mut Vec<Found>) -> bool {
        const FURTHEST: u32 = 40;
        let article = self.article;
        if self.weak() || !matches!(self.class(), CueClass::Request | CueClass::Propose) {
            return false;
        }
        let from = self.begin.saturating_sub(FURTHEST).max(limit);
        let sent = |at: &u32| article.token(*at).syllable == w::GUI && !article.token(*at).capital;
        let Some(gui) = (from..self.begin).rev().find(sent) else { return false };
        let mut to = gui + 1;
        while matches!(article.token(to).syllable, w::TOI | w::DEN | w::CHO | w::LEN) || article.word(to) == "đơn" {
            to += 1;
        }
        let addressees = addressees::list(article, to, self.begin);
        let after = self.content_after();
        let speaker =
            subject::before(article, limit, gui).or_else(|| subject::leading(article, TokenRange::new(limit, gui + 1)));
        let (Some(speaker), false) = (speaker, after.is_empty()) else { return false };
        all.push(Found { addressees, ..self.found("letter", after, speaker) });
        true
    }
}
