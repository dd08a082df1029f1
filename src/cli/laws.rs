//! `trichdan laws`: looks documents up in the registry.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::exit::{Exit, Failure};
use crate::config::own_laws;
use crate::lexicon::{LawRegistry, LawRow, Lexicon};

/// Look up laws and treaties in the registry: title, number, dates, what they replaced
#[derive(Debug, Args)]
pub(super) struct LawsArguments {
    /// A number (`31/2024/QH15`), a name (`Luật Đất đai`, `BLHS`, `UNCLOS`) or words of a title; without it, all
    query: Option<String>,
    /// Say the status on this date (YYYY-MM-DD)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// Look in the registry with a file of your own, as a pipeline's `registry.laws`
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
}

impl LawsArguments {
    pub fn run(self) -> Result<Exit, Failure> {
        let own = self.registry.as_deref().map(own_laws).transpose()?;
        let lexicon = own.as_ref().map(Lexicon::with_laws);
        let registry = &lexicon.as_ref().unwrap_or_else(|| Lexicon::builtin()).laws;
        let found = answer(registry, self.query.as_deref(), self.on);
        if let Some(query) = self.query.filter(|_| found.is_empty()) {
            eprintln!("trichdan: the registry has nothing that `{query}` fits");
        }
        let mut out = std::io::stdout().lock();
        out.write_all(found.as_bytes())?;
        out.flush()?;
        Ok(Exit::Ok)
    }
}

/// The documents that fit, by date, one paragraph each; nothing where none fits.
fn answer(registry: &LawRegistry, query: Option<&str>, on: Option<Date>) -> String {
    let rows = query.map_or_else(|| (0..registry.rows.len() as u32).collect(), |query| registry.find(query));
    let paragraphs: Vec<String> =
        rows.iter().map(|&row| paragraph(registry, &registry.rows[row as usize], on)).collect();
    paragraphs.join("\n")
}

fn paragraph(registry: &LawRegistry, law: &LawRow, on: Option<Date>) -> String {
    let mut out = format!("{}  {}\n", if law.number.is_empty() { &law.id } else { &law.number }, law.title_vi);
    let dates = [
        ("issued", law.issued_date),
        ("in force from", law.effective_date),
        ("partly from", law.partly_from),
        ("partly until", law.partly_until),
        ("no longer in force from", law.expiry_date),
    ];
    let dates: Vec<String> =
        dates.iter().filter_map(|(what, date)| date.map(|date| format!("{what} {date}"))).collect();
    let _ = writeln!(
        out,
        "  {}: {}",
        law.doc_type,
        if dates.is_empty() { "dates unknown".into() } else { dates.join(", ") }
    );
    if let Some(date) = on {
        let _ = writeln!(out, "  on {date}: {}", law.status_on(date).as_str());
    }
    let replaced: Vec<String> = registry.replaced_by(law).map(full_reference).collect();
    let others = [
        ("also", law.short_titles.replace('|', ", ")),
        ("replaced", replaced.join(", ")),
        ("replaced by", full_references(registry, &law.replaced_by)),
        ("amends", full_references(registry, &law.amends)),
        ("amended by", full_references(registry, &law.amended_by)),
    ];
    for (what, value) in others.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(out, "  {what}: {value}");
    }
    out
}

/// Number and title of a row that another refers to.
fn full_reference(law: &LawRow) -> String {
    format!("{} ({})", if law.number.is_empty() { &law.id } else { &law.number }, law.title_vi)
}

/// The rows that a cell with references means; where several share a number, the number alone.
fn full_references(registry: &LawRegistry, cell: &str) -> String {
    let one = |reference: &str| match registry.referred(reference).as_slice() {
        [row] => full_reference(&registry.rows[*row as usize]),
        _ => reference.to_owned(),
    };
    cell.split(',').filter(|reference| !reference.is_empty()).map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(query: &str, on: &str) -> String {
        answer(&Lexicon::builtin().laws, Some(query), Some(on.parse().unwrap()))
    }

    #[test]
    fn by_number_and_date() {
        let found = ask("31/2024/QH15", "2024-03-31");
        assert!(found.starts_with("31/2024/QH15  Luật Đất đai\n"), "{found}");
        assert!(found.contains("on 2024-03-31: passed_not_in_force"), "{found}");
        assert!(found.contains("replaced: 45/2013/QH13 (Luật Đất đai)\n"), "{found}");
        assert_eq!(found.matches("\n\n").count(), 0);
    }

    #[test]
    fn by_name_all_that_bore_it() {
        let found = ask("luật an ninh mạng", "2026-07-01");
        let expired = found.find("24/2018/QH14  ").unwrap();
        let new = found.find("\n116/2025/QH15  ").unwrap();
        assert!(expired < new && found[..new].contains("expired") && found[new..].contains("in_force"), "{found}");
    }

    #[test]
    fn by_name_and_year() {
        let found = ask("Luật Đất đai năm 2013", "2026-01-01");
        assert!(found.starts_with("45/2013/QH13  Luật Đất đai\n") && found.matches("\n\n").count() == 0, "{found}");
        assert!(ask("BLHS 1999", "2026-01-01").starts_with("15/1999/QH10  "));
    }

    #[test]
    fn partly_in_force() {
        assert!(ask("31/2024/QH15", "2024-05-01").contains("on 2024-05-01: partly"));
    }

    #[test]
    fn by_words_of_the_title() {
        assert!(ask("gìn giữ hòa bình", "2026-01-01").contains("92/2025/QH15"));
        assert_eq!(ask("không có luật nào như thế", "2026-01-01"), "");
    }
}
