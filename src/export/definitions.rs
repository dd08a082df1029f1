//! The columns of each table.

use super::schema::Kind::{Bool, Date, Float32, Int16, Int32, Int64, Struct, Text, Timestamp};
use super::schema::{Column, Kind, Table, TableSchema};
use crate::model::{
    CueClass, DatePrecision, DocType, InitiativeKind, InitiativeStatus, LawStatus, LawWarning, Mode, RejectCode,
    Resolution, SpeakerKind, Stage,
};

pub(super) fn define(table: Table) -> TableSchema {
    match table {
        Table::Documents => documents(),
        Table::Statements => statements(),
        Table::Laws => laws(),
        Table::Initiatives => initiatives(),
        Table::Rejects => rejects(),
        Table::Speakers => speakers(),
        Table::LawIndex => law_index(),
        Table::Organizations => organizations(),
    }
}

fn required(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column::required(name, kind, about)
}

fn optional(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column::optional(name, kind, about)
}

macro_rules! names_of {
    ($type:ty) => {
        <$type>::ALL.iter().map(|value| value.as_str()).collect()
    };
}

fn documents() -> TableSchema {
    TableSchema::new(
        "One row for each document read, in the order of the input.",
        vec![
            required("doc_id", Text, "The input's own id where one is mapped, else a 128-bit hash (hex) of the text; unique in a run (a repeated id gets `~2`, `~3` ...).").distinct(),
            required("source_uri", Text, "Path or URL that it was read from, with record number or member name.").distinct(),
            optional("url", Text, "Address of the article.").distinct(),
            optional("title", Text, "Headline.").distinct(),
            optional("author", Text, "Who wrote it."),
            optional("outlet", Text, "Newspaper, site or agency."),
            optional("section", Text, "Section of the outlet."),
            optional("published_at", Timestamp, "Publication time, where known."),
            required("text", Text, "The canonical text (NFC, paragraphs separated by one blank line) that all offsets refer to.").distinct(),
            required("content_hash", Text, "128-bit hash (hex) of `text`; equal texts have equal hashes.").distinct(),
            optional("duplicate_of", Text, "doc_id of the first document of the run with the same text; such a document yields no further rows.").distinct(),
            required("paragraphs", Int32, "Number of paragraphs."),
            required("sentences", Int32, "Number of sentences."),
            required("characters", Int32, "Number of Unicode code points in `text`."),
            required("statements", Int32, "Rows of `statements` from this document."),
            required("laws", Int32, "Rows of `laws` from this document."),
            required("initiatives", Int32, "Rows of `initiatives` from this document."),
            required("warnings", Kind::list(Text), "What was noticed or repaired while reading: `mojibake_repaired`, `tcvn3_converted`, `vni_converted`, `viqr_converted`, `viscii_converted`, `vps_converted`, `without_diacritics` (Vietnamese, but nothing can be found in it), `nfc_normalized`, `control_characters_removed`, `unreadable_date`, `unreadable_field`, `truncated` (by the crawler), `pages_without_text` and `unknown_glyphs` (PDF)."),
        ],
    )
}

/// Where a row of an extracted table stands, after its id.
fn place(about_start: &'static str) -> [Column; 4] {
    [
        required("doc_id", Text, "The document that it stands in: `documents.doc_id`."),
        required("paragraph", Int32, "Paragraph that it stands in, counted from 0."),
        required("start", Int32, about_start),
        required("end", Int32, "One past its last character, in Unicode code points of `documents.text`."),
    ]
}

/// How a row of an extracted table was found.
fn evidence() -> [Column; 2] {
    [
        required("rule", Text, "The rule that fired."),
        required("confidence", Float32, "Measured precision of the rule, between 0 and 1."),
    ]
}

fn statements() -> TableSchema {
    let span = Struct(vec![
        required("start", Int32, "First character, in code points of `documents.text`."),
        required("end", Int32, "One past the last character."),
    ]);
    let point = Struct(vec![
        required("ordinal", Int32, "Place in the enumeration, counted from 1."),
        required("label", Text, "As written: `Thứ nhất`."),
        required(
            "start",
            Int32,
            "First character of the point, its label included, in code points of `documents.text`.",
        ),
        required("end", Int32, "One past the last character."),
    ]);
    let mut columns =
        vec![required("statement_id", Text, "`doc_id` + `#s` + ordinal in the document, counted from 1.").distinct()];
    columns.extend(place("First character of the reported content, in Unicode code points of `documents.text`."));
    columns.extend([
        required("text", Text, "The reported content: `documents.text[start:end]`.").distinct(),
        required("mode", Text, "How the content is given: wholly quoted, with a quoted part, in the reporter's words.").one_of(names_of!(Mode)),
        required("quotes", Kind::list(span), "The quoted parts, marks excluded."),
        optional("cue", Text, "The reporting expression as written: `nhấn mạnh`, `theo`."),
        optional("cue_class", Text, "What the reporting expression does.").one_of(names_of!(CueClass)),
        optional("speaker", Text, "Who speaks, as written, titles included."),
        optional("speaker_name", Text, "Full name of the person or body, resolved within the document."),
        optional("speaker_id", Text, "Key of the speaker, the same across documents: `person:` + name, `org:` + registry id, `name:` + name of a body or document that is not registered."),
        optional("speaker_kind", Text, "Kind of source.").one_of(names_of!(SpeakerKind)),
        optional("speaker_role", Text, "Position: `Phó Viện trưởng`."),
        optional("speaker_org", Text, "Body that the speaker belongs to or is, as written in full."),
        optional("speaker_org_id", Text, "Registry id of that body."),
        optional("speaker_country", Text, "ISO 3166-1 alpha-2 code of the body or person."),
        required("addressees", Kind::list(Text), "To whom a proposal, request or question is put."),
        optional("relay", Text, "The medium that passes on what the speaker said: `AFP` in `AFP dẫn lời ông A`."),
        optional("occasion", Text, "Where it was said: `tọa đàm`, `phiên họp`."),
        required("points", Kind::list(point), "Enumerated points inside the content."),
        optional("continues", Text, "statement_id that this paragraph goes on with, where it has no reporting expression of its own."),
    ]);
    columns.extend(evidence());
    TableSchema::new(
        "One row for each thing that somebody is reported to have said, by document, then by `start`.",
        columns,
    )
}

fn laws() -> TableSchema {
    let provision = Struct(vec![
        optional("article", Text, "Điều: `8`, `217a`."),
        optional("clause", Text, "Khoản."),
        optional("point", Text, "Điểm."),
        optional("section", Text, "Mục."),
        optional("chapter", Text, "Chương: `XII`."),
        optional("part", Text, "Phần: `I`, `thứ hai`."),
        optional("range_end", Text, "Last of a range of the smallest unit given: `12` in `Điều 5 đến Điều 12`."),
    ]);
    let mut columns =
        vec![required("law_mention_id", Text, "`doc_id` + `#l` + ordinal in the document, counted from 1.").distinct()];
    columns.extend(place("First character of the mention, in Unicode code points of `documents.text`."));
    columns.extend([
        required(
            "surface",
            Text,
            "The mention as written, pinpoint and amendment note included: `documents.text[start:end]`.",
        ),
        optional("statement_id", Text, "The statement that it stands in, if any: who cites which law."),
        required("doc_type", Text, "Kind of legal document.").one_of(names_of!(DocType)),
        optional("name", Text, "Name as written, without number, year and notes: `Luật An ninh mạng`."),
        optional("number", Text, "Document number, normalised: `24/2018/QH14`."),
        optional("year", Int16, "Year that the mention gives."),
        required("amended_years", Kind::list(Int16), "Years of the amendments that the mention names."),
        required("provisions", Kind::list(provision), "Pinpoints: `điểm a khoản 2 Điều 8`."),
        optional("issuer", Text, "Who issued it, where written or implied by the number."),
        required("is_draft", Bool, "Whether it is a bill or draft."),
        optional(
            "law_id",
            Text,
            "The one document that is meant: its number, `hien-phap-2013` and the like, `treaty:` + registry id.",
        ),
        optional("law_title", Text, "Official title in the registry."),
        optional("law_year", Int16, "Year in the registry."),
        required("status_on_date", Text, "Where the document stands on the article's own date.")
            .one_of(names_of!(LawStatus)),
        optional("rank", Int16, "Rank among normative documents (article 4 of 64/2025/QH15), 1 for the constitution."),
        optional("normative", Bool, "Whether it lays down rules for everybody."),
        required("resolution", Text, "How the id was found.").one_of(names_of!(Resolution)),
        required(
            "candidates",
            Kind::list(Text),
            "All ids that fit, when ambiguous; the one named before it was passed, when unknown.",
        ),
        required("warnings", Kind::list(Text), "What is odd about the mention.").one_of(names_of!(LawWarning)),
    ]);
    columns.extend(evidence());
    TableSchema::new("One row for each mention of a legal document, by document, then by `start`.", columns)
}

fn initiatives() -> TableSchema {
    let participant = Struct(vec![
        required("name", Text, "As written, or resolved."),
        optional("id", Text, "Registry id of the body."),
        optional("country", Text, "ISO 3166-1 alpha-2 code."),
    ]);
    let mut columns =
        vec![required("initiative_id", Text, "`doc_id` + `#i` + ordinal in the document, counted from 1.").distinct()];
    columns.extend(place("First character of the expression, in Unicode code points of `documents.text`."));
    columns.extend([
        required("surface", Text, "The expression that names it: `documents.text[start:end]`."),
        optional("statement_id", Text, "The statement that it stands in, if any."),
        required("kind", Text, "Kind of cooperation.").one_of(names_of!(InitiativeKind)),
        optional("name", Text, "Proper name, if it has one: `ARIN-AP`."),
        required("status", Text, "How far it has come.").one_of(names_of!(InitiativeStatus)),
        required("participants", Kind::list(participant), "The parties that the text names."),
        optional("field", Text, "What it is about: `tương trợ tư pháp về hình sự`."),
        optional("cue", Text, "The verb or noun that shows it."),
        optional("event_date", Date, "When, where said; of a month or year its first day."),
        optional("event_date_precision", Text, "How exact `event_date` is.").one_of(names_of!(DatePrecision)),
        optional("amount", Int64, "Money that the text gives for it, in whole units of the currency."),
        optional("currency", Text, "ISO 4217 code of the currency."),
        optional("law_mention_id", Text, "The row of `laws` that names the same treaty, if any."),
        required(
            "initiative_key",
            Text,
            "The same for all mentions of one initiative in all documents: its name, or its parties, kind and field.",
        ),
    ]);
    columns.extend(evidence());
    TableSchema::new(
        "One row for each act, instrument, body or plan of cooperation, by document, then by `start`.",
        columns,
    )
}

fn rejects() -> TableSchema {
    TableSchema::new(
        "One row for each input record that could not be read or was refused: documents + rejects = records read.",
        vec![
            required("source_uri", Text, "Path or URL that it was read from, with record number or member name.")
                .distinct(),
            required("stage", Text, "The stage that refused it.").one_of(names_of!(Stage)),
            required("code", Text, "Why, for programs.").one_of(names_of!(RejectCode)),
            required("message", Text, "Why, for people: what was found and what was expected."),
            optional("offset", Int64, "Byte of the (decompressed) file at which the record begins, where known."),
        ],
    )
}

/// How often and when something was seen, at the end of each index table.
fn seen() -> [Column; 3] {
    [
        required("documents", Int64, "Documents that it occurs in, duplicates not counted."),
        optional("first_date", Date, "Earliest publication date (in Viet Nam) of those documents."),
        optional("last_date", Date, "Latest publication date (in Viet Nam) of those documents."),
    ]
}

fn speakers() -> TableSchema {
    let mut columns = vec![
        required("speaker_id", Text, "As in `statements`.").distinct(),
        optional("name", Text, "Name at the first mention of the run."),
        required("kind", Text, "Kind of source.").one_of(names_of!(SpeakerKind)),
        optional("role", Text, "First position that the run gives."),
        optional("org", Text, "First body that the run gives."),
        optional("org_id", Text, "First registry id of a body that the run gives."),
        optional("country", Text, "First country that the run gives."),
        required("statements", Int64, "Rows of `statements` with this speaker."),
    ];
    columns.extend(seen());
    TableSchema::new("One row for each distinct `speaker_id`, sorted by it.", columns)
}

fn law_index() -> TableSchema {
    let mut columns = vec![
        required("law_id", Text, "As in `laws`.").distinct(),
        required("doc_type", Text, "Kind of legal document at the first mention.").one_of(names_of!(DocType)),
        optional("title", Text, "Official title in the registry."),
        optional("year", Int16, "Year in the registry."),
        required("mentions", Int64, "Rows of `laws` with this id."),
    ];
    columns.extend(seen());
    TableSchema::new("One row for each distinct `law_id`, sorted by it.", columns)
}

fn organizations() -> TableSchema {
    let mut columns = vec![
        required("org_id", Text, "Registry id, as in `statements.speaker_org_id` and `initiatives.participants`.")
            .distinct(),
        required("name", Text, "Name in the registry."),
        required("kind", Text, "Kind in the registry: `ministry`, `un_body`, `media` ..."),
        required("country", Text, "ISO 3166-1 alpha-2 code, or `INT`, `ASEAN`, `EU`."),
        required("statements", Int64, "Rows of `statements` whose speaker is the body or belongs to it."),
        required("initiatives", Int64, "Rows of `initiatives` in which it takes part."),
    ];
    columns.extend(seen());
    TableSchema::new("One row for each distinct registry id of a body, sorted by it.", columns)
}
