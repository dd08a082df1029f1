//! The names under an article: who wrote it (`Lò Thị Sua`), or where it was taken from (`Theo Hà Vi`, then a newspaper).

/// Words that a name has at most.
const MAX_WORDS: usize = 5;
/// Lines that names stand in.
const MAX_LINES: usize = 2;
/// Paragraphs that an article has at least; of fewer, none is taken for a name.
const MIN_PARAGRAPHS: usize = 3;

/// Takes the names off the end of a text whose paragraphs are parted by line ends; gives the author.
pub(super) fn take(text: &mut String) -> Option<String> {
    let mut end = text.trim_end().len();
    for _ in 0..MAX_LINES {
        let line = text[..end].rsplit('\n').next().unwrap_or_default();
        let before = text[..end - line.len()].trim_end();
        let enough = before.split('\n').filter(|line| !line.trim().is_empty()).count() >= MIN_PARAGRAPHS;
        // The paragraph before must have an end: a heading is followed by text, and a list has lines without any.
        let Some(name) = name_in(line).filter(|_| enough) else { break };
        end = before.len();
        if is_ended(before) {
            let author = name.to_owned();
            text.truncate(end);
            return Some(author);
        }
    }
    None
}

/// The name that a line is made of.
fn name_in(line: &str) -> Option<&str> {
    let line = line.trim().trim_start_matches('(').trim_end_matches(')');
    let name = line.strip_prefix("Theo ").unwrap_or(line);
    let words = name.split([' ', '-', '–']).filter(|word| !word.is_empty());
    let is_name =
        |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '.');
    let count = words.clone().count();
    let is_one_word = count == 1 && name.chars().filter(|c| c.is_uppercase()).count() < 2;
    ((1..=MAX_WORDS * 2).contains(&count) && !is_one_word && words.into_iter().all(is_name) && !name.ends_with('.'))
        .then_some(name)
}

fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', ' ']).ends_with(['.', '!', '?', '…'])
}

/// Whether two names of an outlet are the same but for case, `Báo`, what stands behind a dash, and the end of an address.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.to_lowercase();
        let lower = lower.strip_prefix("báo điện tử ").or_else(|| lower.strip_prefix("báo ")).unwrap_or(&lower);
        let name = lower.split(" - ").next().unwrap_or_default().trim();
        if name.contains(' ') { name } else { name.split('.').next().unwrap_or_default() }.to_owned()
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(end: &str) -> (Option<String>, bool) {
        let body = "Một đoạn văn.\n\nHai đoạn văn.\n\nBa đoạn văn, hết.";
        let mut text = format!("{body}\n\n{end}");
        let author = take(&mut text);
        (author, text == body)
    }

    #[test]
    fn names_are_taken_off() {
        for (end, author) in [
            ("Lò Thị Sua", "Lò Thị Sua"),
            ("LÒ SUA - MẠC SEN", "LÒ SUA - MẠC SEN"),
            ("Theo Hà Vi\n\nBáo Mẫu", "Hà Vi"),
            ("(Theo Hà Vi)", "Hà Vi"),
        ] {
            assert_eq!(taken(end), (Some(author.to_owned()), true), "{end}");
        }
    }

    #[test]
    fn other_ends_are_left() {
        for end in ["Xin cảm ơn!", "Hết", "Danh sách:\n\nLò Thị Sua", "Ông Sua nói thế.", "Lò Thị Sua 15 tuổi"]
        {
            assert_eq!(taken(end), (None, false), "{end}");
        }
        assert_eq!(take(&mut "Tin.\n\nLò Thị Sua".to_owned()), None);
    }

    #[test]
    fn an_outlet_by_two_names() {
        assert!(
            is_same("Dân Mẫu", "Báo điện tử Dân Mẫu")
                && is_same("MẪU", "Mẫu - Tin nhanh")
                && is_same("Tin", "tin.vn")
                && !is_same("Hà Vi", "Mẫu")
        );
    }
}
