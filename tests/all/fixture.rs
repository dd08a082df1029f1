//! A document with rows made by hand, in which every column has a value somewhere.

use trichdan::export::{Extracted, Part, PartBuilder};
use trichdan::lexicon::Lexicon;
use trichdan::model::{
    Age, CueClass, DatePrecision, DocType, Document, EventDate, Initiative, InitiativeKind, InitiativeMention,
    InitiativeStatus, Law, LawMention, LawStatus, LawWarning, Mode, NumberParts, Participant, Point, Provision,
    Quantity, Records, Reject, RejectCode, Resolution, Segmented, Span, Speaker, SpeakerKey, SpeakerKind, Stage,
    Standing, Statement, StatementMention, Text, Timestamp,
};

pub const TEXT: &str = "Ông Nguyễn Văn Hoà, Bộ trưởng Bộ Công an nói tại hội thảo: “Thứ nhất, sửa Luật An ninh mạng”, \
gửi Quốc hội.\n\nBộ Công an ký thỏa thuận ASEANAPOL với Nhật Bản về dẫn độ.";

/// Where the characters stand in [`TEXT`].
pub fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words:?} does not stand in the text")) as u32;
    Span::new(start, start + words.len() as u32)
}

pub fn document() -> Document {
    Document {
        doc_id: "d1".into(),
        source_uri: "news.jsonl#1".into(),
        url: Some("https://example.vn/1".into()),
        title: Some("Tiêu đề, \"có dấu\"".into()),
        author: Some("An".into()),
        outlet: Some("Báo".into()),
        section: Some("Thời sự".into()),
        published_at: Some(Timestamp(1_761_440_400_000_000)),
        text: TEXT.into(),
        content_hash: 0xabc,
        warnings: vec!["truncated", "no_diacritics"],
    }
}

pub fn entry_of_organization(id: &str) -> u32 {
    Lexicon::builtin().organizations.iter().position(|row| row.id == id).expect("a registered body") as u32
}

fn statements() -> Vec<Statement> {
    let speaker = Speaker {
        written: Some(at("Ông Nguyễn Văn Hoà, Bộ trưởng Bộ Công an")),
        name: Some(at("Nguyễn Văn Hoà")),
        key: Some(SpeakerKey::Person(at("Nguyễn Văn Hoà"))),
        kind: SpeakerKind::Person,
        role: Some(at("Bộ trưởng")),
        org: Some(at("Bộ Công an")),
        org_entry: Some(entry_of_organization("bo-cong-an")),
        country: Some(*b"VN"),
    };
    let content = at("Thứ nhất, sửa Luật An ninh mạng");
    let first = StatementMention {
        span: content,
        paragraph: 0,
        mode: Mode::Direct,
        quotes: vec![content],
        cue: Some(at("nói")),
        cue_class: Some(CueClass::Say),
        speaker: None,
        continues: None,
        same_speaker_as: None,
        addressees: vec![at("Quốc hội")],
        relay: Some(at("Quốc hội")),
        occasion: Some(at("hội thảo")),
        points: vec![Point { label: at("Thứ nhất"), span: content }],
        rule: "quote-after-colon",
    };
    let second = StatementMention {
        span: at("ký thỏa thuận"),
        paragraph: 1,
        mode: Mode::Indirect,
        quotes: vec![],
        cue: None,
        cue_class: None,
        continues: Some(0),
        addressees: vec![],
        relay: None,
        occasion: None,
        points: vec![],
        rule: "made_up",
        ..first.clone()
    };
    vec![Statement { mention: first, speaker: Some(speaker) }, Statement { mention: second, speaker: None }]
}

fn laws() -> Vec<Law> {
    let row =
        Lexicon::builtin().laws.rows.iter().position(|row| row.number == "24/2018/QH14").expect("a registered law");
    let provision = Provision { article: Some("8".into()), clause: Some("2".into()), ..Provision::default() };
    let whole = Provision {
        point: Some("đ".into()),
        section: Some("3".into()),
        chapter: Some("V".into()),
        part: Some("I".into()),
        range_end: Some("g".into()),
        ..Provision::default()
    };
    let found = LawMention {
        span: at("Luật An ninh mạng"),
        paragraph: 0,
        doc_type: DocType::Law,
        name: Some(Text::Span(at("Luật An ninh mạng"))),
        number: Some(NumberParts {
            normalised: "24/2018/QH14".into(),
            year: Some(2018),
            issuer: Some("QH14".into()),
            ..NumberParts::default()
        }),
        year: Some(2018),
        amended_years: vec![2023, 2025],
        provisions: vec![provision, whole],
        issuer: Some(at("Quốc hội")),
        is_draft: false,
        anaphor: false,
        short_for: None,
        replacing: false,
        registry_name: Some(row as u32),
        age: Age::Unsaid,
        foreign: false,
        nested: false,
        rule: "law-name",
    };
    let open = LawMention { name: None, number: None, year: None, issuer: None, is_draft: true, ..found.clone() };
    let law = Law {
        mention: found,
        statement: Some(0),
        law_id: Some("24/2018/QH14".into()),
        registry_row: Some(row as u32),
        standing: Standing { status: LawStatus::InForce, rank: Some(2), normative: Some(true) },
        resolution: Resolution::Number,
        candidates: vec![],
        warnings: vec![],
    };
    let ambiguous = Law {
        mention: open,
        statement: None,
        law_id: None,
        registry_row: None,
        standing: Standing::UNKNOWN,
        resolution: Resolution::Ambiguous,
        candidates: vec!["1".into(), "2".into()],
        warnings: vec![LawWarning::NameNumberConflict],
    };
    vec![law, ambiguous]
}

fn initiatives() -> Vec<Initiative> {
    let lexicon = Lexicon::builtin();
    let japan = lexicon.countries.iter().position(|row| row.iso2 == "JP").expect("a country") as u32;
    let ministry = entry_of_organization("bo-cong-an");
    let mention = InitiativeMention {
        span: at("ký thỏa thuận ASEANAPOL"),
        paragraph: 1,
        kind: InitiativeKind::Agreement,
        name: Some(Text::Span(at("ASEANAPOL"))),
        status: InitiativeStatus::Signed,
        participants: vec![
            Participant { name: Text::Span(at("Bộ Công an")), org_entry: Some(ministry), country: None },
            Participant { name: Text::Known("Nhật Bản".into()), org_entry: None, country: Some(japan) },
        ],
        field: Some(at("dẫn độ")),
        cue: Some(at("ký")),
        amount: Some(Quantity { amount: 2_500_000.0, currency: "USD" }),
        event_date: Some(EventDate { date: jiff::civil::Date::constant(1969, 12, 31), precision: DatePrecision::Day }),
        rule: "agreement",
    };
    vec![Initiative { mention, statement: Some(1), law: Some(0), key: "name:aseanapol".into() }]
}

pub fn reject() -> Reject {
    Reject {
        source_uri: "news.jsonl#2".into(),
        stage: Stage::Ingest,
        code: RejectCode::BadJson,
        message: "expected `,`\nor `}`".into(),
        offset: Some(77),
    }
}

/// Two documents, of which the second has no rows and little metadata, and a reject.
pub fn part(csv: bool) -> Part {
    let (lexicon, segmented) = (Lexicon::builtin(), Segmented::default());
    let records = Records { statements: statements(), laws: laws(), initiatives: initiatives() };
    let mut builder = PartBuilder::default();
    builder.append(Extracted { document: &document(), segmented: &segmented, records: &records, lexicon });
    let bare =
        Document { doc_id: "d2".into(), source_uri: "b.txt".into(), text: "Hết.".into(), ..Document::default() };
    builder.append(Extracted { document: &bare, segmented: &segmented, records: &Records::default(), lexicon });
    // The first once more, under another id.
    let again = Document { doc_id: "d3".into(), ..document() };
    builder.append(Extracted { document: &again, segmented: &segmented, records: &records, lexicon });
    builder.reject(&reject());
    builder.finish(csv.then(Default::default))
}
