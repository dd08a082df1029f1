//! Containers of every kind, made here and read back.

use std::io::Write;

use crate::ingest::decompress::tests::{bzip2, gzip, xz, zstd};
use crate::ingest::{Chunks, Format, ReadOptions, Scratch, discover, read_bytes, read_chunk};
use crate::model::{Document, Reject};

/// What is read of bytes under that name, one line a document or reject.
pub(in crate::ingest) fn lines(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<String> {
    records(name, bytes, options).iter().map(line).collect()
}

fn line(record: &Result<Document, Reject>) -> String {
    match record {
        Ok(document) => format!("{} {}", document.source_uri, document.text),
        Err(Reject { source_uri, code, offset, message, .. }) => match offset {
            Some(offset) => format!("{source_uri}@{offset} {}: {message}", code.as_str()),
            None => format!("{source_uri} {}: {message}", code.as_str()),
        },
    }
}

/// What is read of a file of that name on the disk: the same with any size of chunks, and the same as of a stream.
pub(in crate::ingest) fn records(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Document, Reject>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let prefix = format!("{}/", folder.path().display());
    let read = |chunk_bytes: usize| {
        let options = ReadOptions { chunk_bytes, ..options.clone() };
        let (mut records, mut scratch) = (Vec::new(), Scratch::default());
        for chunk in Chunks::new(discover(&[path.display().to_string()]).unwrap(), &options) {
            read_chunk(&chunk, &options, &mut scratch, &mut |record| {
                records.push(record.and_then(|record| record.read(&options)));
            });
        }
        for record in &mut records {
            let uri = match record {
                Ok(document) => &mut document.source_uri,
                Err(reject) => &mut reject.source_uri,
            };
            *uri = uri.replacen(&prefix, "", 1);
        }
        records
    };
    let wanted = read(1 << 20);
    for chunk_bytes in [1, 100] {
        assert_eq!(read(chunk_bytes), wanted);
    }
    let mut streamed = Vec::new();
    let format = discover(&[path.display().to_string()]).unwrap()[0].format;
    if format != Some(Format::Text) {
        read_bytes(name, format, bytes.to_vec(), options, &mut |record| {
            streamed.push(record.and_then(|record| record.read(options)));
        });
        assert_eq!(streamed, wanted);
    }
    wanted
}

pub(in crate::ingest) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Deflated);
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(in crate::ingest) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // As whoever means harm would: the library itself refuses such names.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

const LINES: &[u8] = "{\"text\": \"Một.\"}\n\n{\"text\":\n{\"text\": \"Bốn.\"}\n".as_bytes();

fn members() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("tin/a.txt", "Tin một.".into()),
        ("tin/b.jsonl.gz", gzip(LINES)),
        ("tin/anh.jpg", vec![0xFF, 0xD8]),
        ("__MACOSX/tin/._a.txt", vec![0]),
        ("bang.csv.xz", xz("text,id\nÔ một.,7\n".as_bytes())),
        ("../../tmp/ra-ngoai.txt", "Tên chỉ là tên.".into()),
        ("trong.zip", zip(&[("c.txt", "Trong nữa.".as_bytes())])),
        ("e.txt", b"\x80".to_vec()),
    ]
}

fn wanted(archive: &str) -> Vec<String> {
    let lines = [
        "tin/a.txt Tin một.",
        "tin/b.jsonl.gz#1 Một.",
        "tin/b.jsonl.gz#3@20 bad_json: not a JSON object: EOF while parsing a value at byte 8 of the line",
        "tin/b.jsonl.gz#4 Bốn.",
        "bang.csv.xz#1 Ô một.",
        "../../tmp/ra-ngoai.txt Tên chỉ là tên.",
        "trong.zip#c.txt Trong nữa.",
        "e.txt bad_encoding: not valid UTF-8 at byte 0",
    ];
    lines.map(|line| format!("{archive}#{line}")).into()
}

#[test]
fn archives_are_entered_and_members_read_by_their_kind() {
    let members = members();
    let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let options = ReadOptions::default();
    assert_eq!(lines("goi.zip", &zip(&members), &options), wanted("goi.zip"));
    let tar = tar(&members);
    let packed = [("goi.tar", tar.clone()), ("goi.tgz", gzip(&tar)), ("goi.tar.zst", zstd(&tar)), ("goi", bzip2(&tar))];
    for (name, bytes) in packed {
        assert_eq!(lines(name, &bytes, &options), wanted(name));
    }
}

#[test]
fn damaged_archives_keep_what_came_before() {
    let noise = |n: u32| format!("{:x} ", n.wrapping_mul(0x9E37_79B9));
    let noise = (0..9999).map(noise).collect::<Vec<_>>().concat();
    let members: [(&str, &[u8]); 3] = [("a.txt", b"Tin."), ("b.txt", noise.as_bytes()), ("c.txt", b"Sau.")];
    let options = ReadOptions::default();
    let mut bytes = zip(&members);
    bytes[1000] ^= 0xFF;
    let seen = lines("goi.zip", &bytes, &options);
    assert_eq!((&*seen[0], &*seen[2]), ("goi.zip#a.txt Tin.", "goi.zip#c.txt Sau."));
    assert!(seen[1].starts_with("goi.zip#b.txt bad_archive: the zip archive is damaged"), "{}", seen[1]);
    let seen = lines("goi.zip", &bytes[..9000], &options);
    assert!(seen.len() == 1 && seen[0].starts_with("goi.zip bad_archive: the zip archive cannot be read"), "{seen:?}");

    let seen = lines("goi.tar", &tar(&members)[..9000], &options);
    assert_eq!(seen[0], "goi.tar#a.txt Tin.");
    assert_eq!(seen[1], "goi.tar#b.txt bad_archive: the tar archive is cut short");
    let packed = gzip(&tar(&members));
    let seen = lines("goi.tar.gz", &packed[..packed.len() / 2], &options);
    assert_eq!(seen[..2], ["goi.tar.gz#a.txt Tin.", "goi.tar.gz#b.txt bad_compression: the gzip stream is cut short"]);
}

#[test]
fn limits_on_archives() {
    let options = ReadOptions { max_members: 2, ..ReadOptions::default() };
    let members: [(&str, &[u8]); 4] = [("a.txt", b"A."), ("b.doc", b"B."), ("c.txt", b"C."), ("d.txt", b"D.")];
    for (name, bytes) in [("goi.zip", zip(&members)), ("goi.tar", tar(&members))] {
        let seen = lines(name, &bytes, &options);
        assert_eq!(
            seen,
            [format!("{name}#a.txt A."), format!("{name} too_large: it has more than 2 members (input.max_members)")]
        );
    }
    let mut bytes = b"Sau cung.".to_vec();
    for depth in 0..5 {
        bytes = zip(&[(if depth == 0 { "a.txt" } else { "b.zip" }, &bytes)]);
    }
    let seen = lines("goi.zip", &bytes, &ReadOptions::default());
    assert_eq!(seen, ["goi.zip#b.zip#b.zip#b.zip#b.zip too_complex: archives lie more than 4 deep in one another"]);
    let blanks = vec![b'\n'; 20 << 20];
    let seen = lines("goi.zip", &zip(&[("a.txt", b"A."), ("b.jsonl", &blanks)]), &ReadOptions::default());
    assert_eq!(seen[0], "goi.zip#a.txt A.");
    assert!(seen[1].ends_with("unpacks to more than 200 times its size (input.max_unpack_ratio)"), "{seen:?}");
    let only = zip(&[("anh.png", b"x"), ("thu-muc/", b"")]);
    let seen = lines("goi.zip", &only, &ReadOptions::default());
    assert_eq!(seen, ["goi.zip no_content: none of its 1 members is of a kind that is read"]);
}

#[test]
fn a_tar_with_an_endless_name_is_given_up() {
    let mut header = ::tar::Header::new_gnu();
    header.set_entry_type(::tar::EntryType::GNULongName);
    header.set_path("././@LongLink").unwrap();
    header.set_size(8 << 20);
    header.set_cksum();
    let mut archive = ::tar::Builder::new(Vec::new());
    archive.append(&header, &vec![b'a'; 8 << 20][..]).unwrap();
    let seen = lines("goi.tar", &archive.into_inner().unwrap(), &ReadOptions::default());
    assert_eq!(seen, ["goi.tar too_large: the headers of a member are longer than 1048576 bytes"]);
}

#[test]
fn what_is_named_a_text_and_unpacks_to_more_is_stopped() {
    let options = ReadOptions { max_document_bytes: 1000, chunk_bytes: 1, ..ReadOptions::default() };
    let text = "Dòng. ".repeat(100);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("goi.txt");
    std::fs::write(&path, zip(&["a.txt", "b.txt", "c.txt"].map(|name| (name, text.as_bytes())))).unwrap();
    let mut seen = Vec::new();
    for chunk in Chunks::new(discover(&[path.display().to_string()]).unwrap(), &options) {
        read_chunk(&chunk, &options, &mut Scratch::default(), &mut |record| {
            seen.push(line(&record.and_then(|record| record.read(&options))));
        });
    }
    assert!(seen.len() == 3 && seen[2].ends_with("give it the extension of its kind"), "{seen:?}");
}
