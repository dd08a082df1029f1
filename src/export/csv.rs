//! Tables as CSV (RFC 4180): UTF-8, a header, a comma between cells, quotation marks where a cell needs them.
//!
//! A value that is not known is an empty cell; `true` and `false`; `2025-10-26`; `2025-10-26T01:00:00Z`; lists and structs
//! are one JSON text: `[{"start":1,"end":5}]`, `[]`.
//!
//! The plain profile writes each text as it is. A spreadsheet takes a cell that begins with `=` for a formula, even one that
//! sends the sheet's contents elsewhere, and whoever writes an article decides how a cell begins: files that are opened in
//! a spreadsheet are best written with the profile `excel`.

use arrow::array::RecordBatch;
use memchr::{memchr, memchr3};
use serde::{Deserialize, Serialize};

use super::schema::Table;
use super::values::Values;

/// What ends a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineEnding {
    /// `\n`: what every reader takes and `git diff` shows well.
    #[default]
    Lf,
    /// `\r\n`: to the letter of RFC 4180.
    CrLf,
}

impl LineEnding {
    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
        }
    }
}

/// Whom a file is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CsvProfile {
    /// Programs: texts stand in the cells as they are.
    #[default]
    Plain,
    /// Spreadsheets: a byte order mark, CR LF, and `'` before a text that would be taken for a formula. A text that begins
    /// with `'` gets one too, so that whoever takes one `'` off each text that begins with it has the texts back.
    Excel,
}

impl CsvProfile {
    /// What has to stand before a text. The first characters of formulas are those that OWASP names (CSV Injection), full
    /// width forms included.
    fn guard(self, text: &str) -> &'static str {
        let is_risky = |c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'' | '＝' | '＋' | '－' | '＠');
        if self == Self::Excel && text.starts_with(is_risky) { "'" } else { "" }
    }

    /// The text in a cell that was read.
    pub(crate) fn unguarded(self, cell: &str) -> &str {
        if self == Self::Excel { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
    }
}

/// How CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CsvOptions {
    /// Whom the file is written for.
    pub profile: CsvProfile,
    /// What ends a row; CR LF in any case with the profile `excel`.
    pub line_ending: LineEnding,
    /// Begin with a byte order mark, without which Excel does not take a file for UTF-8. The profile `excel` always does.
    pub bom: bool,
}

impl CsvOptions {
    fn has_bom(self) -> bool {
        self.bom || self.profile == CsvProfile::Excel
    }

    fn row_end(self) -> &'static [u8] {
        if self.profile == CsvProfile::Excel { LineEnding::CrLf.bytes() } else { self.line_ending.bytes() }
    }

    /// What ends a row, as text.
    pub(super) fn line_terminator(self) -> &'static str {
        if self.row_end() == LineEnding::CrLf.bytes() { "\r\n" } else { "\n" }
    }

    /// What stands before the first row.
    pub(super) fn header(self, table: Table) -> Vec<u8> {
        let names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
        let mut out = if self.has_bom() { "\u{feff}".into() } else { Vec::new() };
        out.extend_from_slice(names.join(",").as_bytes());
        out.extend_from_slice(self.row_end());
        out
    }

    /// Appends the rows of a batch.
    pub(super) fn rows(self, batch: &RecordBatch, out: &mut Vec<u8>) {
        let columns: Vec<_> = batch.columns().iter().map(|column| Values::new(column.as_ref())).collect();
        let mut cell = Vec::new();
        for row in 0..batch.num_rows() {
            for (at, values) in columns.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                if !values.is_null(row) {
                    write_cell(self.profile, values, row, &mut cell, out);
                }
            }
            out.extend_from_slice(self.row_end());
        }
    }
}

fn write_cell(profile: CsvProfile, values: &Values, row: usize, cell: &mut Vec<u8>, out: &mut Vec<u8>) {
    match values {
        Values::Text(array) => {
            let text = array.value(row);
            escape(profile.guard(text), text.as_bytes(), out);
        }
        Values::List(..) | Values::Struct(..) => {
            cell.clear();
            values.write(row, cell);
            escape("", cell, out);
        }
        // Numbers, dates and truth values hold none of the marks that need escaping.
        _ => values.write(row, out),
    }
}

/// Appends a cell with its guard before it, in quotation marks (doubled inside) if it holds a mark that means something in
/// CSV.
fn escape(guard: &str, mut cell: &[u8], out: &mut Vec<u8>) {
    if memchr3(b',', b'"', b'\n', cell).is_none() && memchr(b'\r', cell).is_none() {
        out.extend_from_slice(guard.as_bytes());
        out.extend_from_slice(cell);
        return;
    }
    out.push(b'"');
    out.extend_from_slice(guard.as_bytes());
    while let Some(at) = memchr(b'"', cell) {
        out.extend_from_slice(&cell[..=at]);
        out.push(b'"');
        cell = &cell[at + 1..];
    }
    out.extend_from_slice(cell);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(cell: &str) -> String {
        let mut out = Vec::new();
        escape("", cell.as_bytes(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn quotation_marks_only_where_needed() {
        assert_eq!(escaped("Luật Đất đai"), "Luật Đất đai");
        assert_eq!(escaped("điểm a, b"), "\"điểm a, b\"");
        assert_eq!(escaped("\"có\", ông nói\r\n"), "\"\"\"có\"\", ông nói\r\n\"");
        assert_eq!(escaped(r#"[{"start":1}]"#), r#""[{""start"":1}]""#);
    }

    #[test]
    fn header_as_asked_for() {
        let options = CsvOptions { line_ending: LineEnding::CrLf, bom: true, ..CsvOptions::default() };
        assert_eq!(options.header(Table::Rejects), "\u{feff}source_uri,stage,code,message,offset\r\n".as_bytes());
    }

    /// The CSV of a table of one column.
    fn column(profile: CsvProfile, cells: &[&str]) -> String {
        let array: arrow::array::ArrayRef = std::sync::Arc::new(arrow::array::StringArray::from(cells.to_vec()));
        let batch = RecordBatch::try_from_iter([("text", array)]).unwrap();
        let mut out = Vec::new();
        CsvOptions { profile, ..CsvOptions::default() }.rows(&batch, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_spreadsheet_gets_no_formulas() {
        let cells = ["=HYPERLINK(\"http://x\",1)", "+84", "-5", "@tin", "\tx", "＝1", "'ngoặc", "5-3=2", ""];
        assert_eq!(
            column(CsvProfile::Excel, &cells),
            "\"'=HYPERLINK(\"\"http://x\"\",1)\"\r\n'+84\r\n'-5\r\n'@tin\r\n'\tx\r\n'＝1\r\n''ngoặc\r\n5-3=2\r\n\r\n"
        );
        assert_eq!(column(CsvProfile::Excel, &["\r=1"]), "\"'\r=1\"\r\n");
        assert_eq!(column(CsvProfile::Plain, &cells[1..6]), "+84\n-5\n@tin\n\tx\n＝1\n");
        let header = CsvOptions { profile: CsvProfile::Excel, ..CsvOptions::default() }.header(Table::Rejects);
        assert_eq!(header, "\u{feff}source_uri,stage,code,message,offset\r\n".as_bytes());
    }

    proptest! {
        #[test]
        fn readers_get_back_what_was_written(cells in prop::collection::vec("[a-zế,\"\r\n \\\\]{1,12}", 1..5)) {
            let line = cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>().join(",") + "\n";
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(record.iter().collect::<Vec<_>>(), cells);
        }

        #[test]
        fn guards_come_off_again_and_leave_no_formula(text in "['=+@\t\r\n-]{0,2}[a-zế＝]{0,3}") {
            let guarded = format!("{}{text}", CsvProfile::Excel.guard(&text));
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']));
            prop_assert_eq!(CsvProfile::Excel.unguarded(&guarded), &text);
            prop_assert_eq!(CsvProfile::Plain.guard(&text), "");
        }
    }
}
