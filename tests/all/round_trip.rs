//! What is written is what is read back, in both formats.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use arrow::array::{Array, RecordBatch};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use trichdan::export::{
    Disk, ExportOptions, Finished, Folder, RunFacts, RunWriter, SCHEMA_VERSION, Table, Timing, cell,
};
use trichdan::lexicon::Lexicon;

use crate::fixture;

fn write(folder: &Path) -> Finished {
    let mut writer =
        RunWriter::begin(Folder::claim(folder, false, &Disk::default()).unwrap(), &ExportOptions::default()).unwrap();
    writer.append(fixture::part(true)).unwrap();
    let facts = RunFacts { settings: serde_json::json!({}), settings_sha256: "0".into(), inputs: vec![] };
    let timing = Timing { elapsed: Duration::from_secs(1), threads: 1 };
    writer.finish(&facts, &timing, Lexicon::builtin()).unwrap()
}

fn read_parquet(folder: &Path, table: Table) -> RecordBatch {
    let file = File::open(folder.join(format!("{}.parquet", table.name()))).unwrap();
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
    assert_eq!(builder.schema().fields(), table.schema().arrow.fields(), "types and descriptions survive");
    let metadata = builder.metadata().file_metadata();
    let keys = metadata.key_value_metadata().unwrap();
    let value = |key: &str| keys.iter().find(|pair| pair.key == key).and_then(|pair| pair.value.clone()).unwrap();
    assert_eq!(value("trichdan.schema_version"), SCHEMA_VERSION);
    let described: serde_json::Value = serde_json::from_str(&value("trichdan.table")).unwrap();
    assert_eq!(described["columns"].as_array().unwrap().len(), table.schema().columns.len());
    builder.build().unwrap().next().expect("a row").unwrap()
}

fn read_csv(folder: &Path, table: Table) -> Vec<csv::StringRecord> {
    let path = folder.join(format!("{}.csv", table.name()));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names: Vec<_> = table.schema().columns.iter().map(|column| column.name).collect();
    assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
    reader.records().collect::<Result<_, _>>().unwrap()
}

/// A row as text, what is null left out.
fn row(table: Table, rows: &RecordBatch, at: usize) -> BTreeMap<&'static str, String> {
    let columns = table.schema().columns.iter().zip(rows.columns());
    columns.filter_map(|(column, values)| Some((column.name, cell(values.as_ref(), at)?))).collect()
}

fn expect(folder: &Path, table: Table, at: usize, expected: &[(&'static str, &str)]) {
    let expected: BTreeMap<_, _> = expected.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    let rows = read_parquet(folder, table);
    assert_eq!(row(table, &rows, at), expected, "{} row {at}", table.name());
}

#[test]
fn both_formats_hold_the_same_rows() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    let finished = write(&folder);
    for table in Table::ALL {
        let (parquet, csv) = (read_parquet(&folder, table), read_csv(&folder, table));
        assert_eq!(parquet.num_rows(), csv.len(), "{}", table.name());
        assert_eq!(parquet.num_rows() as u64, finished.rows[table as usize]);
        for (at, record) in csv.iter().enumerate() {
            for (column, text) in record.iter().enumerate() {
                let expected = cell(parquet.column(column).as_ref(), at).unwrap_or_default();
                assert_eq!(text, expected, "{} row {at} column {column}", table.name());
            }
        }
    }
}

#[test]
fn each_column_has_a_value_somewhere() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    write(&folder);
    for table in Table::ALL {
        let rows = read_parquet(&folder, table);
        for (column, values) in table.schema().columns.iter().zip(rows.columns()) {
            assert!(values.null_count() < rows.num_rows(), "{}.{} is never filled", table.name(), column.name);
        }
    }
}

#[test]
fn documents_and_rejects() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    let finished = write(&folder);
    assert_eq!((finished.counts.documents, finished.counts.duplicates, finished.counts.records()), (3, 1, 4));
    let characters = fixture::TEXT.chars().count().to_string();
    let first: &[(&str, &str)] = &[
        ("doc_id", "d1"),
        ("source_uri", "news.jsonl#1"),
        ("url", "https://example.vn/1"),
        ("title", "Tiêu đề, \"có dấu\""),
        ("author", "An"),
        ("outlet", "Báo"),
        ("section", "Thời sự"),
        ("published_at", "2025-10-26T01:00:00Z"),
        ("text", fixture::TEXT),
        ("content_hash", "00000000000000000000000000000abc"),
        ("paragraphs", "0"),
        ("sentences", "0"),
        ("characters", &characters),
        ("statements", "2"),
        ("laws", "2"),
        ("initiatives", "1"),
        ("warnings", r#"["truncated","no_diacritics"]"#),
    ];
    expect(&folder, Table::Documents, 0, first);
    let mut third: BTreeMap<_, _> = first.iter().copied().collect();
    third.extend([("doc_id", "d3"), ("duplicate_of", "d1"), ("statements", "0"), ("laws", "0"), ("initiatives", "0")]);
    expect(&folder, Table::Documents, 2, &third.into_iter().collect::<Vec<_>>());
    let reject = [
        ("source_uri", "news.jsonl#2"),
        ("stage", "ingest"),
        ("code", "bad_json"),
        ("message", "expected `,`\nor `}`"),
        ("offset", "77"),
    ];
    expect(&folder, Table::Rejects, 0, &reject);
}

#[test]
fn statements() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    write(&folder);
    let first = [
        ("statement_id", "d1#s1"),
        ("doc_id", "d1"),
        ("paragraph", "0"),
        ("start", "60"),
        ("end", "91"),
        ("text", "Thứ nhất, sửa Luật An ninh mạng"),
        ("mode", "direct"),
        ("quotes", r#"[{"start":60,"end":91}]"#),
        ("cue", "nói"),
        ("cue_class", "say"),
        ("speaker", "Ông Nguyễn Văn Hoà, Bộ trưởng Bộ Công an"),
        ("speaker_name", "Nguyễn Văn Hoà"),
        ("speaker_id", "person:nguyễn-văn-hoà"),
        ("speaker_kind", "person"),
        ("speaker_role", "Bộ trưởng"),
        ("speaker_org", "Bộ Công an"),
        ("speaker_org_id", "bo-cong-an"),
        ("speaker_country", "VN"),
        ("addressees", r#"["Quốc hội"]"#),
        ("relay", "Quốc hội"),
        ("occasion", "hội thảo"),
        ("points", r#"[{"ordinal":1,"label":"Thứ nhất","start":60,"end":91}]"#),
        ("rule", "quote-after-colon"),
        ("confidence", "0.5"),
    ];
    expect(&folder, Table::Statements, 0, &first);
    let cut: String = fixture::TEXT.chars().skip(60).take(31).collect();
    assert_eq!(cut, "Thứ nhất, sửa Luật An ninh mạng");
    let second = [
        ("statement_id", "d1#s2"),
        ("doc_id", "d1"),
        ("paragraph", "1"),
        ("start", "120"),
        ("end", "133"),
        ("text", "ký thỏa thuận"),
        ("mode", "indirect"),
        ("quotes", "[]"),
        ("addressees", "[]"),
        ("points", "[]"),
        ("continues", "d1#s1"),
        ("rule", "made_up"),
        ("confidence", "0.5"),
    ];
    expect(&folder, Table::Statements, 1, &second);
    let speaker = [
        ("speaker_id", "person:nguyễn-văn-hoà"),
        ("name", "Nguyễn Văn Hoà"),
        ("kind", "person"),
        ("role", "Bộ trưởng"),
        ("org", "Bộ Công an"),
        ("org_id", "bo-cong-an"),
        ("country", "VN"),
        ("statements", "1"),
        ("documents", "1"),
        ("first_date", "2025-10-26"),
        ("last_date", "2025-10-26"),
    ];
    expect(&folder, Table::Speakers, 0, &speaker);
}

#[test]
fn laws() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    write(&folder);
    let first = [
        ("law_mention_id", "d1#l1"),
        ("doc_id", "d1"),
        ("paragraph", "0"),
        ("start", "74"),
        ("end", "91"),
        ("surface", "Luật An ninh mạng"),
        ("statement_id", "d1#s1"),
        ("doc_type", "law"),
        ("name", "Luật An ninh mạng"),
        ("number", "24/2018/QH14"),
        ("year", "2018"),
        ("amended_years", "[2023,2025]"),
        (
            "provisions",
            concat!(
                r#"[{"article":"8","clause":"2","point":null,"section":null,"chapter":null,"part":null,"range_end":null},"#,
                r#"{"article":null,"clause":null,"point":"đ","section":"3","chapter":"V","part":"I","range_end":"g"}]"#
            ),
        ),
        ("issuer", "Quốc hội"),
        ("is_draft", "false"),
        ("law_id", "24/2018/QH14"),
        ("law_title", "Luật An ninh mạng"),
        ("law_year", "2018"),
        ("status_on_date", "in_force"),
        ("rank", "2"),
        ("normative", "true"),
        ("resolution", "number"),
        ("candidates", "[]"),
        ("warnings", "[]"),
        ("rule", "law-name"),
        ("confidence", "0.5"),
    ];
    expect(&folder, Table::Laws, 0, &first);
    let rows = read_parquet(&folder, Table::Laws);
    let second = row(Table::Laws, &rows, 1);
    assert_eq!((&*second["is_draft"], &*second["candidates"]), ("true", r#"["1","2"]"#));
    assert!(!second.contains_key("law_id") && !second.contains_key("statement_id"));
    let law = [
        ("law_id", "24/2018/QH14"),
        ("doc_type", "law"),
        ("title", "Luật An ninh mạng"),
        ("year", "2018"),
        ("mentions", "1"),
        ("documents", "1"),
        ("first_date", "2025-10-26"),
        ("last_date", "2025-10-26"),
    ];
    expect(&folder, Table::LawIndex, 0, &law);
}

#[test]
fn initiatives() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("run");
    write(&folder);
    let first = [
        ("initiative_id", "d1#i1"),
        ("doc_id", "d1"),
        ("paragraph", "1"),
        ("start", "120"),
        ("end", "143"),
        ("surface", "ký thỏa thuận ASEANAPOL"),
        ("statement_id", "d1#s2"),
        ("kind", "agreement"),
        ("name", "ASEANAPOL"),
        ("status", "signed"),
        (
            "participants",
            r#"[{"name":"Bộ Công an","id":"bo-cong-an","country":"VN"},{"name":"Nhật Bản","id":null,"country":"JP"}]"#,
        ),
        ("field", "dẫn độ"),
        ("cue", "ký"),
        ("event_date", "1969-12-31"),
        ("event_date_precision", "day"),
        ("amount", "2500000"),
        ("currency", "USD"),
        ("law_mention_id", "d1#l1"),
        ("initiative_key", "name:aseanapol"),
        ("rule", "agreement"),
        ("confidence", "0.5"),
    ];
    expect(&folder, Table::Initiatives, 0, &first);
    let organization = [
        ("org_id", "bo-cong-an"),
        ("name", "Bộ Công an"),
        ("kind", "ministry"),
        ("country", "VN"),
        ("statements", "1"),
        ("initiatives", "1"),
        ("documents", "1"),
        ("first_date", "2025-10-26"),
        ("last_date", "2025-10-26"),
    ];
    expect(&folder, Table::Organizations, 0, &organization);
}
