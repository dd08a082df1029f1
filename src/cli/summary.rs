//! What is said at the end of a run.

use std::fmt::Write;

use crate::engine::RunSummary;
use crate::export::Table;

/// The lines for standard error.
pub(super) fn text(summary: &RunSummary) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_summary(summary, &mut out);
    out
}

fn write_summary(summary: &RunSummary, out: &mut String) -> std::fmt::Result {
    let counts = &summary.finished.counts;
    let seconds = summary.elapsed.as_secs_f64();
    let rate = megabytes((counts.text_bytes as f64 / seconds.max(1e-9)) as u64);
    writeln!(
        out,
        "{} documents, {} of text in {seconds:.2} s ({rate}/s)",
        grouped(counts.documents),
        megabytes(counts.text_bytes)
    )?;
    for table in Table::ALL {
        writeln!(out, "  {:<14}{:>12} rows", table.name(), grouped(summary.finished.rows[table as usize]))?;
    }
    if summary.taken > 0 {
        writeln!(out, "records taken over: {} of {}", grouped(summary.taken), grouped(counts.records()))?;
    }
    if counts.duplicates > 0 {
        writeln!(out, "duplicates: {} (marked in documents, no further rows)", grouped(counts.duplicates))?;
    }
    if !counts.rejects.is_empty() {
        let reasons: Vec<_> = counts.rejects.iter().map(|(code, n)| format!("{code} {}", grouped(*n))).collect();
        writeln!(out, "rejects: {}", reasons.join(", "))?;
    }
    if summary.too_many_rejects {
        writeln!(out, "too many rejects: see rejects for the reasons, run.max_reject_share for the limit")?;
    }
    writeln!(out, "written to {}", summary.output.display())
}

/// `1,234,567`
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `12.3 MB`, in millions of bytes.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1_000, 1_234_567].map(grouped).each_ref().map(|s| &**s)
        );
        assert_eq!(megabytes(12_345_678), "12.3 MB");
    }
}
