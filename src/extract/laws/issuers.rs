//! Whose a document is: the Party's, or a firm's, whose resolutions are no public documents.

use super::{Draft, Finder};
use crate::model::Hit;

impl Finder<'_> {
    pub(super) fn is_party_issuer(&self, draft: &Draft) -> bool {
        draft.mention.issuer.is_some_and(|issuer| names_a_party_body(issuer.of(self.article.text)))
    }

    /// `Bộ Chính trị ban hành Quyết định 1348`: the subject before the verb of issuing.
    pub(super) fn party_decides(&mut self, hit: Hit) -> bool {
        let sentence = self.sentence(hit.token);
        let before = self.span(sentence.start.max(hit.token.saturating_sub(6)), hit.token + 1);
        let before = before.of(self.article.text);
        if names_party(before) && (before.contains("ban hành") || before.contains("có ")) {
            return true;
        }
        // Conclusions and regulations by a short number are hardly anybody else's: `Trong Kết luận 126, Bộ Chính trị ...`.
        matches!(self.article.word(hit.token), "Kết" | "Quy" | "kết" | "quy") && self.sentence_names_party(hit.token)
    }

    /// Whether the sentence names the Party's leading bodies; each sentence is read once.
    fn sentence_names_party(&mut self, token: u32) -> bool {
        let (article, index) = (self.article, self.article.sentence_of(token));
        if self.party_sentence.is_none_or(|(seen, _)| seen != index) {
            let whole = article.span(article.seg.sentences[index as usize].tokens).of(article.text);
            self.party_sentence = Some((index, names_party(whole)));
        }
        self.party_sentence.is_some_and(|(_, names)| names)
    }

    /// A resolution of a company's board or shareholders; each paragraph is read once.
    pub(super) fn is_of_a_company(&mut self, hit: Hit) -> bool {
        const SUBJECT: u32 = 24;
        let (article, index) = (self.article, self.article.paragraph_of(hit.token));
        if self.company_paragraph.is_none_or(|(seen, _)| seen != index) {
            let text = article.seg.paragraphs[index as usize].span.of(article.text);
            self.company_paragraph = Some((index, text.contains("HĐQT") || text.contains("ĐHĐCĐ")));
        }
        // `Công ty ... vừa công bố nghị quyết số 32`
        let first = self.sentence(hit.token).start.max(hit.token.saturating_sub(SUBJECT));
        let company = |at: u32| self.is(at, hit.token, "công") && self.is(at + 1, hit.token, "ty");
        self.company_paragraph.is_some_and(|(_, company)| company) || (first..hit.token).any(company)
    }
}

/// Whether an issuer is a body of the Party.
pub(super) fn names_a_party_body(issuer: &str) -> bool {
    const BODIES: &[&str] = &[
        "bộ chính trị",
        "ban bí thư",
        "ban chấp hành trung ương",
        "bch trung ương",
        "trung ương",
        "hội nghị trung ương",
        "đảng",
        "tỉnh ủy",
        "thành ủy",
        "quân ủy",
    ];
    let issuer = issuer.to_lowercase();
    BODIES.iter().any(|body| issuer.starts_with(body))
}

fn names_party(text: &str) -> bool {
    text.contains("Bộ Chính trị") || text.contains("Ban Bí thư")
}

/// Bodies of firms, whose resolutions are no public documents.
pub(super) fn is_of_a_firm(issuer: &str) -> bool {
    let issuer = issuer.to_lowercase();
    ["hội đồng quản trị", "hội đồng thành viên", "đại hội đồng", "hđqt", "đhđcđ", "công ty", "tập đoàn"]
        .iter()
        .any(|body| issuer.starts_with(body))
}
