//! `Hiệp hội có công văn gửi Thủ tướng kiến nghị ...`: who sends is the speaker, whom it is sent to the addressee. The same without
//! an addressee: `UBND tỉnh ban hành công văn số 12 yêu cầu ...`.

use crate::lexicon::words as w;
use crate::model::{CueClass, SpeakerMention, TokenKind, TokenRange};

use super::super::found::Found;
use super::super::{addressees, content, saying, subject};
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
        let issuer = || self.issuing(from).and_then(|verb| subject::before(article, limit, verb));
        let Some(gui) = (from..self.begin).rev().find(sent) else { return self.issued(issuer(), all) };
        let mut to = gui + 1;
        while matches!(article.token(to).syllable, w::TOI | w::DEN | w::CHO | w::LEN) || article.word(to) == "đơn" {
            to += 1;
        }
        let addressees = addressees::list(article, to, self.begin);
        let after = self.content_after();
        let speaker =
            subject::before(article, limit, gui).or_else(|| subject::leading(article, TokenRange::new(limit, gui + 1)));
        let speaker = speaker.or_else(issuer);
        let (Some(speaker), false) = (speaker, after.is_empty()) else { return false };
        all.push(Found { addressees, ..self.found("letter", after, speaker) });
        true
    }

    /// `UBND tỉnh vừa có văn bản yêu cầu ...`, `Cục A ban hành công văn số 12 đề nghị ...`
    fn issued(&self, issuer: Option<SpeakerMention>, all: &mut Vec<Found>) -> bool {
        let after = self.content_after();
        let fits = saying::fits(self.article, &self.hit, content::trim_end(self.article, after));
        // `tham mưu Chủ tịch tỉnh ban hành văn bản chỉ đạo`: who issues is no subject.
        let free = |speaker: &SpeakerMention| {
            let start = speaker.tokens.start;
            start == self.range.start || self.article.token(start - 1).kind == TokenKind::Mark
        };
        let Some(speaker) = issuer.filter(|speaker| fits && free(speaker)) else { return false };
        all.push(self.found("letter", after, speaker));
        true
    }

    /// The verb of `có công văn`, `ban hành văn bản`, `ký công điện` before the verb of asking.
    fn issuing(&self, from: u32) -> Option<u32> {
        const WRITINGS: &[(&str, &str)] =
            &[("công", "văn"), ("văn", "bản"), ("công", "điện"), ("tờ", "trình"), ("chỉ", "thị"), ("thông", "báo")];
        let article = self.article;
        let noun = |at: u32| {
            at < self.begin && article.word(at) == "đơn"
                || at + 1 < self.begin && WRITINGS.contains(&(article.word(at), article.word(at + 1)))
        };
        (from..self.begin).rev().find(|&at| match article.word(at) {
            "có" | "ra" | "ký" | "phát" | "nộp" | "viết" | "làm" => noun(at + 1),
            "ban" => article.word(at + 1) == "hành" && noun(at + 2),
            _ => false,
        })
    }
}
