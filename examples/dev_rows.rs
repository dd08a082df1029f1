//! Throw-away harness until the real export lands: docs.jsonl on stdin -> CSVs for score.py in the folder given.
use std::io::BufRead;
use trichdan::{extract, lexicon::Lexicon, model::*, normalize, segment};

fn cp(text: &str, byte: u32) -> String {
    text[..byte as usize].chars().count().to_string()
}
fn s(v: Option<&str>) -> String {
    v.unwrap_or("").to_owned()
}
fn main() {
    let dir = std::env::args().nth(1).expect("output folder");
    std::fs::create_dir_all(&dir).unwrap();
    let open = |n: &str| csv::Writer::from_path(format!("{dir}/{n}.csv")).unwrap();
    let (mut ws, mut wl, mut wi) = (open("statements"), open("laws"), open("initiatives"));
    ws.write_record([
        "doc_id",
        "paragraph",
        "start",
        "end",
        "text",
        "speaker",
        "speaker_name",
        "speaker_kind",
        "speaker_role",
        "speaker_org",
        "cue",
        "cue_class",
        "mode",
        "addressees",
        "continues",
        "rule",
        "occasion",
    ])
    .unwrap();
    wl.write_record([
        "doc_id",
        "paragraph",
        "start",
        "end",
        "surface",
        "doc_type",
        "name",
        "number",
        "year",
        "amended_years",
        "provisions",
        "is_draft",
        "law_id",
        "resolution",
        "candidates",
        "statement",
        "rule",
    ])
    .unwrap();
    wi.write_record([
        "doc_id",
        "paragraph",
        "start",
        "end",
        "surface",
        "kind",
        "name",
        "status",
        "participants",
        "field",
        "statement",
        "rule",
    ])
    .unwrap();
    let lex = Lexicon::builtin();
    let (mut seg, mut m, mut r) = (Segmented::default(), Mentions::default(), Records::default());
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let t = v["text"].as_str().unwrap().to_owned();
        let id = v["id"].as_str().unwrap();
        let date = v["published_at"]
            .as_str()
            .or(v["published"].as_str())
            .and_then(|d| d.get(..10))
            .and_then(|d| d.parse().ok());
        segment::segment(&t, lex, &mut seg);
        let a = segment::Article { text: &t, date, seg: &seg, lexicon: lex };
        extract::extract(&a, &mut m);
        normalize::normalize(&a, &mut m, &mut r);
        let sp = |x: Option<Span>| s(x.map(|x| x.of(&t)));
        let tx = |x: &Option<Text>| s(x.as_ref().map(|x| x.of(&t)));
        for x in &r.statements {
            let k = &x.mention;
            let p = x.speaker.as_ref();
            ws.write_record([
                id.to_owned(),
                k.paragraph.to_string(),
                cp(&t, k.span.start),
                cp(&t, k.span.end),
                k.span.of(&t).into(),
                sp(p.and_then(|p| p.written)),
                sp(p.and_then(|p| p.name)),
                s(p.map(|p| p.kind.as_str())),
                sp(p.and_then(|p| p.role)),
                sp(p.and_then(|p| p.org)),
                sp(k.cue),
                s(k.cue_class.map(CueClass::as_str)),
                k.mode.as_str().into(),
                serde_json::to_string(&k.addressees.iter().map(|a| a.of(&t)).collect::<Vec<_>>()).unwrap(),
                s(k.continues.map(|_| "yes")),
                k.rule.into(),
                sp(k.occasion),
            ])
            .unwrap();
        }
        for x in &r.laws {
            let k = &x.mention;
            let prov: Vec<_> = k
                .provisions
                .iter()
                .map(|p| serde_json::json!({"article":p.article,"clause":p.clause,"point":p.point}))
                .collect();
            wl.write_record([
                id.to_owned(),
                k.paragraph.to_string(),
                cp(&t, k.span.start),
                cp(&t, k.span.end),
                k.span.of(&t).into(),
                k.doc_type.as_str().into(),
                tx(&k.name),
                s(k.number.as_ref().map(|n| n.normalised.as_str())),
                k.year.map_or(String::new(), |y| y.to_string()),
                serde_json::to_string(&k.amended_years).unwrap(),
                serde_json::to_string(&prov).unwrap(),
                k.is_draft.to_string(),
                s(x.law_id.as_deref()),
                x.resolution.as_str().into(),
                serde_json::to_string(&x.candidates).unwrap(),
                x.statement.map_or(String::new(), |y| y.to_string()),
                k.rule.into(),
            ])
            .unwrap();
        }
        for x in &r.initiatives {
            let k = &x.mention;
            let part: Vec<_> = k.participants.iter().map(|p| serde_json::json!({"name": p.name.of(&t)})).collect();
            wi.write_record([
                id.to_owned(),
                k.paragraph.to_string(),
                cp(&t, k.span.start),
                cp(&t, k.span.end),
                k.span.of(&t).into(),
                k.kind.as_str().into(),
                tx(&k.name),
                k.status.as_str().into(),
                serde_json::to_string(&part).unwrap(),
                sp(k.field),
                x.statement.map_or(String::new(), |y| y.to_string()),
                k.rule.into(),
            ])
            .unwrap();
        }
    }
}
