//! A user's own registry of laws and treaties: rows that are added to the built-in ones or take their place.
//!
//! A CSV file (tab-separated if its name ends in `.tsv`) with a header. `doc_type`, `title_vi`, and `number` or `id` must be there; the
//! other columns are those of the built-in file and may be left out. A row takes the place of the built-in row that has its
//! `id`, or its kind and `number`; all others are added.

use std::collections::HashMap;

use csv::StringRecord;
use jiff::civil::Date;

use super::laws::{LawRegistry, LawRow, title_key};
use super::{Lexicon, fold_code};
use crate::model::DocType;

/// Columns that a file may have; the last are for its readers alone.
const COLUMNS: &[&str] = &[
    "id",
    "doc_type",
    "number",
    "title_vi",
    "short_titles",
    "year",
    "issued_date",
    "effective_date",
    "partly_from",
    "partly_until",
    "expiry_date",
    "replaced_by",
    "amends",
    "amended_by",
    "title_en",
    "source",
    "confidence",
];

/// The rows of a user's own registry file, checked.
#[derive(Clone, Debug, Default)]
pub struct OwnLaws {
    /// In the order of the file, with the index of the built-in row that each takes the place of.
    rows: Vec<(LawRow, Option<usize>)>,
    /// XXH3-128 of the file's text, in hex.
    hash: String,
    text: String,
    tabs: bool,
}

/// What is wrong with a user's registry file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLawsError {
    /// Line in the file, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What was found and what was expected.
    pub message: String,
}

impl OwnLaws {
    /// The rows of a file's text, tab-separated or with commas.
    ///
    /// # Errors
    /// The first row that says what has no meaning, doubles another or contradicts itself.
    pub fn parse(text: &str, tabs: bool) -> Result<Self, OwnLawsError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        let delimiter = if tabs { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(body.as_bytes());
        let header = reader.headers().map_err(|error| of_csv(&error))?.clone();
        check_header(&header)?;
        let builtin = &Lexicon::builtin().laws;
        let mut rows: Vec<(LawRow, Option<usize>)> = Vec::new();
        let mut lines: HashMap<String, usize> = HashMap::new();
        for record in reader.records() {
            let record = record.map_err(|error| of_csv(&error))?;
            let line = record.position().map(|position| position.line() as usize);
            let fail = |message: String| OwnLawsError { line, message };
            let row = Cells { header: &header, record: &record }.row().map_err(fail)?;
            check_dates(&row).map_err(fail)?;
            let place = place_of(builtin, &row).map_err(fail)?;
            let row = LawRow { id: place.map_or(row.id, |index| builtin.rows[index].id.clone()), ..row };
            if let Some(first) = lines.insert(row.id.clone(), line.unwrap_or_default()) {
                return Err(fail(format!("`{}` stands twice, first in line {first}", row.id)));
            }
            rows.push((row, place));
        }
        let hash = format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()));
        let own = Self { rows, hash, text: text.to_owned(), tabs };
        own.check_references(builtin, &lines)?;
        Ok(own)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// XXH3-128 of the file's text, in hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What [`OwnLaws::parse`] was given: another process makes the same of it.
    pub fn source(&self) -> (&str, bool) {
        (&self.text, self.tabs)
    }

    /// Puts the rows among the built-in ones.
    pub(super) fn merge(&self, builtin: &mut Vec<LawRow>) {
        for (row, place) in &self.rows {
            match place {
                Some(index) => builtin[*index] = row.clone(),
                None => builtin.push(row.clone()),
            }
        }
    }

    /// `replaced_by`, `amends` and `amended_by` name rows, of this file or built in.
    fn check_references(&self, builtin: &LawRegistry, lines: &HashMap<String, usize>) -> Result<(), OwnLawsError> {
        let rows = || builtin.rows.iter().chain(self.rows.iter().map(|(row, _)| row));
        let known = |reference: &str| {
            let Some(id) = reference.strip_prefix("id:") else {
                let code = fold_code(reference);
                return rows().any(|row| fold_code(&row.number) == code);
            };
            rows().any(|row| row.id == id)
        };
        for (row, _) in &self.rows {
            let cells = [("replaced_by", &row.replaced_by), ("amends", &row.amends), ("amended_by", &row.amended_by)];
            for (column, cell) in cells {
                if let Some(reference) = cell.split(',').find(|reference| !reference.is_empty() && !known(reference)) {
                    let message = format!(
                        "{column}: no document has the number `{reference}`, expected a number or `id:` and an id"
                    );
                    return Err(OwnLawsError { line: lines.get(&row.id).copied(), message });
                }
            }
        }
        Ok(())
    }
}

fn of_csv(error: &csv::Error) -> OwnLawsError {
    let line = error.position().map(|position| position.line() as usize);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells, expected {expected_len} as in the header")
        }
        _ => error.to_string(),
    };
    OwnLawsError { line, message }
}

fn check_header(header: &StringRecord) -> Result<(), OwnLawsError> {
    let fail = |message| Err(OwnLawsError { line: Some(1), message });
    if let Some(unknown) = header.iter().find(|name| !COLUMNS.contains(&name.trim())) {
        return fail(format!("unknown column `{unknown}`, expected some of {}", COLUMNS.join(", ")));
    }
    let has = |name: &str| header.iter().any(|column| column.trim() == name);
    if let Some(missing) = ["doc_type", "title_vi"].iter().find(|name| !has(name)) {
        return fail(format!("no column `{missing}`"));
    }
    if !has("number") && !has("id") {
        return fail("no column `number` and none `id`, expected one of them".to_owned());
    }
    Ok(())
}

struct Cells<'a> {
    header: &'a StringRecord,
    record: &'a StringRecord,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name.trim() == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn text(&self, column: &str) -> String {
        self.get(column).to_owned()
    }

    fn date(&self, column: &str) -> Result<Option<Date>, String> {
        match self.get(column) {
            "" => Ok(None),
            cell => cell
                .parse()
                .map(Some)
                .map_err(|_| format!("{column}: `{cell}` is no date, expected a day as 2024-08-01")),
        }
    }

    /// Lists of references, spaces around their commas left out.
    fn references(&self, column: &str) -> String {
        self.get(column).split(',').map(str::trim).collect::<Vec<_>>().join(",")
    }

    fn row(&self) -> Result<LawRow, String> {
        let (doc_type, number, title) = (self.get("doc_type"), self.text("number"), self.text("title_vi"));
        if DocType::from_name(doc_type).is_none() {
            let kinds: Vec<_> = DocType::ALL.iter().map(|kind| kind.as_str()).collect();
            return Err(format!("doc_type: no kind `{doc_type}`, expected one of {}", kinds.join(", ")));
        }
        if title.is_empty() {
            return Err("title_vi: empty".to_owned());
        }
        let id = Some(self.text("id")).filter(|id| !id.is_empty()).unwrap_or_else(|| number.clone());
        if id.is_empty() {
            return Err("number and id: both empty, expected one of them".to_owned());
        }
        let issued_date = self.date("issued_date")?;
        let year = match self.get("year") {
            "" => issued_date.map(Date::year),
            cell => Some(cell.parse().map_err(|_| format!("year: `{cell}` is no year"))?),
        };
        Ok(LawRow {
            id,
            doc_type: doc_type.to_owned(),
            number,
            title_vi: title,
            short_titles: self.text("short_titles"),
            year,
            issued_date,
            effective_date: self.date("effective_date")?,
            partly_from: self.date("partly_from")?,
            partly_until: self.date("partly_until")?,
            expiry_date: self.date("expiry_date")?,
            replaced_by: self.references("replaced_by"),
            amends: self.references("amends"),
            amended_by: self.references("amended_by"),
        })
    }
}

fn check_dates(row: &LawRow) -> Result<(), String> {
    let order =
        [("issued_date", row.issued_date), ("effective_date", row.effective_date), ("expiry_date", row.expiry_date)];
    let dates: Vec<(&str, Date)> = order.iter().filter_map(|(name, date)| date.map(|date| (*name, date))).collect();
    if let Some(pair) = dates.windows(2).find(|pair| pair[1].1 < pair[0].1) {
        return Err(format!("{} {} is before {} {}", pair[1].0, pair[1].1, pair[0].0, pair[0].1));
    }
    match (row.partly_from, row.partly_until) {
        (Some(from), Some(until)) if until <= from => {
            Err(format!("partly_until {until} is not after partly_from {from}"))
        }
        (Some(_), None) | (None, Some(_)) => {
            Err("partly_from and partly_until: one is empty, expected both".to_owned())
        }
        _ => match (row.issued_date, row.year) {
            (Some(issued), Some(year)) if issued.year() != year => {
                Err(format!("year {year} is not that of issued_date {issued}"))
            }
            _ => Ok(()),
        },
    }
}

/// The built-in row that a row takes the place of.
fn place_of(builtin: &LawRegistry, row: &LawRow) -> Result<Option<usize>, String> {
    if let Some(index) = builtin.rows.iter().position(|other| other.id == row.id) {
        return Ok(Some(index));
    }
    let same_kind = |index: &usize| builtin.rows[*index].doc_type == row.doc_type;
    let same: Vec<usize> =
        builtin.numbered(&row.number).iter().map(|&index| index as usize).filter(same_kind).collect();
    if same.len() < 2 {
        return Ok(same.first().copied());
    }
    let title = title_key(&row.title_vi);
    let titled: Vec<usize> =
        same.iter().copied().filter(|&index| title_key(&builtin.rows[index].title_vi) == title).collect();
    if let [index] = titled.as_slice() {
        return Ok(Some(*index));
    }
    let ids: Vec<&str> = same.iter().map(|&index| builtin.rows[index].id.as_str()).collect();
    let number = &row.number;
    Err(format!("number: `{number}` is of several documents, expected an id, perhaps one of {}", ids.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let error = OwnLaws::parse(text, false).unwrap_err();
        format!("{}: {}", error.line.map_or("-".to_owned(), |line| line.to_string()), error.message)
    }

    #[test]
    fn rows_are_added_and_take_the_place_of_others() {
        let text = "number,doc_type,title_vi,issued_date,effective_date,replaced_by\n\
            12/2031/QH16,law,Luật Làng nghề,2031-06-01,2031-07-01,\n\
            24/2018/QH14,law,Luật An ninh mạng,2018-06-12,2019-01-01,12/2031/QH16\n";
        let own = OwnLaws::parse(text, false).unwrap();
        assert_eq!(own.len(), 2);
        let (builtin, lexicon) = (Lexicon::builtin(), Lexicon::with_laws(&own));
        assert_eq!(lexicon.laws.rows.len(), builtin.laws.rows.len() + 1);
        let found = lexicon.laws.named("luật làng nghề").map(|name| &lexicon.laws.names[name as usize].rows);
        let row = &lexicon.laws.rows[found.unwrap()[0] as usize];
        assert_eq!((row.id.as_str(), row.year), ("12/2031/QH16", Some(2031)));
        let replaced: Vec<&str> = lexicon.laws.replaced_by(row).map(|law| law.number.as_str()).collect();
        assert_eq!(replaced, ["24/2018/QH14"]);
        assert!(lexicon.hashes.iter().any(|(name, hash)| *name == "registry.laws" && hash == own.hash()));
    }

    #[test]
    fn tabs_and_a_byte_order_mark() {
        let own =
            OwnLaws::parse("\u{feff}id\tdoc_type\ttitle_vi\nsong-hau\ttreaty\tHiệp định Sông Hậu\n", true).unwrap();
        assert_eq!(own.rows[0].0.id, "song-hau");
        assert!(own.rows[0].1.is_none());
    }

    #[test]
    fn errors_say_line_and_what_was_expected() {
        let header = "id,number,doc_type,title_vi,issued_date,effective_date,replaced_by\n";
        let with = |row: &str| error(&format!("{header}{row}\n"));
        assert!(error("id,kind\n").starts_with("1: unknown column `kind`, expected some of id, doc_type"));
        assert_eq!(error("id,title_vi\n"), "1: no column `doc_type`");
        assert_eq!(error("doc_type,title_vi\n"), "1: no column `number` and none `id`, expected one of them");
        assert!(with("a,,lwa,T,,,").starts_with("2: doc_type: no kind `lwa`, expected one of constitution"));
        assert_eq!(with("a,,law,,,,"), "2: title_vi: empty");
        assert_eq!(with(",,law,T,,,"), "2: number and id: both empty, expected one of them");
        assert_eq!(with("a,,law,T,1/2/2030,,"), "2: issued_date: `1/2/2030` is no date, expected a day as 2024-08-01");
        assert_eq!(
            with("a,,law,T,2030-02-01,2030-01-01,"),
            "2: effective_date 2030-01-01 is before issued_date 2030-02-01"
        );
        assert_eq!(with("a,,law,T,,,\na,,law,U,,,"), "3: `a` stands twice, first in line 2");
        assert!(with("a,,law,T,,,99/2099/QH30").starts_with("2: replaced_by: no document has the number"));
        assert_eq!(with("a,,law"), "2: 3 cells, expected 7 as in the header");
        assert!(with(",35-L/CTN,law,Luật Lạ,,,").starts_with("2: number: `35-L/CTN` is of several documents"));
    }
}
