//! All tables in one file of Excel, a sheet each: header frozen and filtered, columns wide enough, dates and numbers as such,
//! times in UTC. Texts are texts, never formulas.
//!
//! A sheet has at most 1,048,576 rows and a cell at most 32,767 characters: a table with more rows is refused, a longer text
//! ends in `…`.

use std::path::Path;

use arrow::array::RecordBatch;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::schema::{Kind, Table};
use super::values::Values;

/// Rows of a sheet, the header not counted.
const MAX_ROWS: u32 = 1_048_575;
/// Characters of a cell, counted in UTF-16 as Excel does.
const MAX_CELL: usize = 32_767;

/// The file on the way. Rows go to temporary files, not to memory.
pub(super) struct Book {
    workbook: Workbook,
    rows: [u32; Table::ALL.len()],
    date: Format,
    time: Format,
}

/// Why it cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// There are more rows than a sheet holds.
    #[error("a sheet holds {MAX_ROWS} rows, {0} has more; write it as csv, parquet or sqlite instead of xlsx")]
    TooManyRows(&'static str),
    /// What the library says.
    #[error(transparent)]
    Library(#[from] XlsxError),
}

impl Book {
    /// Begins all sheets.
    pub fn begin() -> Result<Self, BookError> {
        let mut workbook = Workbook::new();
        // Not today: the same input gives the same bytes.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let header = Format::new().set_bold();
        for table in Table::ALL {
            let columns = &table.schema().columns;
            let sheet = workbook.add_worksheet_with_constant_memory()?.set_name(table.name())?;
            sheet.set_freeze_panes(1, 0)?;
            sheet.autofilter(0, 0, 0, columns.len() as u16 - 1)?;
            for (at, column) in (0..).zip(columns) {
                sheet.set_column_width(at, width(&column.kind, column.name))?;
                sheet.write_string_with_format(0, at, column.name, &header)?;
            }
        }
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        Ok(Self { workbook, rows: [0; Table::ALL.len()], date, time })
    }

    /// Appends rows to a table's sheet.
    pub fn append(&mut self, table: Table, rows: &RecordBatch) -> Result<(), BookError> {
        let columns: Vec<_> = rows.columns().iter().map(|column| Values::new(column.as_ref())).collect();
        let sheet = self.workbook.worksheet_from_index(table as usize)?;
        let mut text = Vec::new();
        for row in 0..rows.num_rows() {
            let number = self.rows[table as usize] + 1;
            if number > MAX_ROWS {
                return Err(BookError::TooManyRows(table.name()));
            }
            for (at, (values, column)) in (0..).zip(columns.iter().zip(&table.schema().columns)) {
                if values.is_null(row) {
                    continue;
                }
                text.clear();
                values.write(row, &mut text);
                let text = String::from_utf8_lossy(&text);
                // Excel knows no time before 1900.
                let moment = |text: &str| ExcelDateTime::parse_from_str(text.trim_end_matches('Z')).ok();
                match column.kind {
                    Kind::Bool => _ = sheet.write_boolean(number, at, text == "true")?,
                    Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::Float32 => {
                        sheet.write_number(number, at, text.parse::<f64>().unwrap_or_default())?;
                    }
                    Kind::Date if moment(&text).is_some() => {
                        sheet.write_datetime_with_format(number, at, moment(&text).unwrap_or_default(), &self.date)?;
                    }
                    Kind::Timestamp if moment(&text).is_some() => {
                        sheet.write_datetime_with_format(number, at, moment(&text).unwrap_or_default(), &self.time)?;
                    }
                    _ => _ = sheet.write_string(number, at, fitting(&text))?,
                }
            }
            self.rows[table as usize] = number;
        }
        Ok(())
    }

    /// Writes the file.
    pub fn finish(mut self, path: &Path) -> Result<(), BookError> {
        Ok(self.workbook.save(path)?)
    }
}

/// The text, or as much of it as a cell holds, with `…` behind it.
fn fitting(text: &str) -> String {
    // Fewer bytes are fewer characters.
    if text.len() <= MAX_CELL || text.encode_utf16().count() <= MAX_CELL {
        return text.to_owned();
    }
    let mut room = MAX_CELL - 1;
    let fits = |c: &char| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Width of a column in characters.
fn width(kind: &Kind, name: &str) -> f64 {
    match kind {
        Kind::Bool | Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::Float32 | Kind::Date => 12.0,
        Kind::Timestamp => 20.0,
        Kind::List(_) | Kind::Struct(_) => 30.0,
        Kind::Text if name == "text" || name == "title" || name == "surface" => 60.0,
        Kind::Text => 24.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_so_much() {
        assert_eq!(fitting("ngắn"), "ngắn");
        let long = fitting(&"𠮷".repeat(20_000));
        assert!(long.ends_with("𠮷…") && long.encode_utf16().count() == MAX_CELL);
        let whole = "ạ".repeat(MAX_CELL);
        assert_eq!(fitting(&whole), whole);
    }
}
