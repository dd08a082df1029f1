use std::fmt::Write;

use lopdf::content::{Content, Operation};
use lopdf::{
    Dictionary, Document as File, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};

use crate::ingest::ReadOptions;
use crate::ingest::containers::tests::{lines, records, zip};

/// A page is lines of text, each with where it begins.
type Page<'a> = &'a [(f32, f32, &'a str)];

/// A file whose font has a code of two bytes for each letter of the texts, and says which.
fn file(pages: &[Page<'_>]) -> File {
    let mut letters: Vec<char> = pages.iter().copied().flatten().flat_map(|line| line.2.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    let code = |c: char| letters.iter().position(|&letter| letter == c).unwrap() as u16 + 1;
    let mut map = String::from("1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
    for &c in &letters {
        // All letters here are of the first plane.
        writeln!(map, "1 beginbfchar <{:04X}> <{:04X}> endbfchar", code(c), u32::from(c)).unwrap();
    }
    let encode = |text: &str| text.chars().flat_map(|c| code(c).to_be_bytes()).collect::<Vec<u8>>();
    let mut file = File::with_version("1.7");
    let map = file.add_object(Stream::new(dictionary! {}, map.into_bytes()));
    let inner = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "DW" => 500 };
    let font = file.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H", "ToUnicode" => map,
        "DescendantFonts" => vec![Object::Dictionary(inner)],
    });
    let contents = pages.iter().map(|lines| {
        let mut operations = vec![Operation::new("Tf", vec!["F1".into(), 10.into()])];
        for &(x, y, text) in *lines {
            let place = [1.0, 0.0, 0.0, 1.0, x, y].map(Object::Real).to_vec();
            operations.push(Operation::new("Tm", place));
            operations.push(Operation::new("Tj", vec![Object::string_literal(encode(text))]));
        }
        Content { operations }.encode().unwrap()
    });
    let contents: Vec<Vec<u8>> = contents.collect();
    finish(&mut file, contents, dictionary! { "Font" => dictionary! { "F1" => font } });
    file
}

/// Adds pages of that content and what a file has beside.
fn finish(file: &mut File, contents: Vec<Vec<u8>>, resources: Dictionary) {
    let root = file.new_object_id();
    let resources = file.add_object(resources);
    let kids: Vec<Object> = contents
        .into_iter()
        .map(|content| {
            let content = file.add_object(Stream::new(dictionary! {}, content));
            file.add_object(dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content }).into()
        })
        .collect();
    let count = kids.len() as i64;
    file.set_object(
        root,
        dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources },
    );
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    file.trailer.set("Root", catalog);
    let title = lopdf::text_string("Báo cáo quý ba");
    let info = file.add_object(dictionary! { "Title" => title, "Author" => Object::string_literal("Ha Vi") });
    file.trailer.set("Info", info);
    let id = Object::string_literal("0123456789abcdef");
    file.trailer.set("ID", vec![id.clone(), id]);
}

fn bytes(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.compress();
    file.save_to(&mut bytes).unwrap();
    bytes
}

fn seen(bytes: &[u8]) -> String {
    let seen = lines("a.pdf", bytes, &ReadOptions::default());
    assert_eq!(seen.len(), 1);
    seen.into_iter().next().unwrap()
}

const TWO_PAGES: &[Page<'static>] = &[
    &[
        (50.0, 800.0, "Sở Mẫu – Báo cáo nội bộ"),
        (50.0, 700.0, "Sáng nay, ông Lò Văn Pá cho biết các xã ven biển sẽ trồng"),
        (50.0, 686.0, "thêm hai trăm héc-ta rừng ngập mặn trước mùa mưa, nếu các"),
        (150.0, 40.0, "Trang 1/2"),
    ],
    &[
        (50.0, 800.0, "Sở Mẫu – Báo cáo nội bộ"),
        (50.0, 700.0, "hộ dân được hỗ trợ tiền mua cây giống đúng hẹn như năm rồi."),
        (50.0, 672.0, "Bà Mùa Thị Sua nói kế hoạch ấy cần người trông coi rừng."),
        (150.0, 40.0, "Trang 2/2"),
    ],
];

#[test]
fn paragraphs_over_lines_and_pages() {
    let bytes = bytes(&mut file(TWO_PAGES));
    let record = records("bao-cao", &bytes, &ReadOptions::default()).remove(0).unwrap();
    assert_eq!(
        record.text,
        "Sáng nay, ông Lò Văn Pá cho biết các xã ven biển sẽ trồng thêm hai trăm héc-ta rừng ngập mặn trước mùa mưa, nếu các \
         hộ dân được hỗ trợ tiền mua cây giống đúng hẹn như năm rồi.\n\nBà Mùa Thị Sua nói kế hoạch ấy cần người trông coi \
         rừng."
    );
    assert_eq!((record.title.as_deref(), record.author.as_deref()), (Some("Báo cáo quý ba"), Some("Ha Vi")));
    assert!(record.warnings.is_empty());
    let packed = lines("goi.zip", &zip(&[("a.pdf", &bytes)]), &ReadOptions::default());
    assert!(packed[0].starts_with("goi.zip#a.pdf Sáng nay"), "{packed:?}");
}

#[test]
fn a_simple_font_spaces_from_gaps_and_text_in_words() {
    let mut file = File::with_version("1.4");
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier",
        "FirstChar" => 32, "Widths" => vec![Object::Integer(600); 95],
    };
    let content = b"BT /F1 10 Tf 50 700 Td [(Xin) -400 (ch\xE0o) -20 (.)] TJ 0 -12 Td /Span <</ActualText (Hai)>> BDC (B) Tj (a) Tj EMC \
        /Artifact BMC (bo) Tj EMC ET q 0.7 0.7 -0.7 0.7 0 0 cm BT /F1 40 Tf (NHAP) Tj ET Q";
    finish(&mut file, vec![content.to_vec()], dictionary! { "Font" => dictionary! { "F1" => font } });
    assert_eq!(seen(&bytes(&mut file)), "a.pdf Xin chào. Hai");
}

#[test]
fn pages_without_letters_are_refused() {
    let picture = Stream::new(dictionary! { "Subtype" => "Image", "Width" => 1, "Height" => 1 }, vec![0]);
    let mut scan = File::with_version("1.7");
    let picture = scan.add_object(picture);
    let pages = vec![b"/I Do".to_vec(), b"/I Do".to_vec()];
    finish(&mut scan, pages, dictionary! { "XObject" => dictionary! { "I" => picture } });
    assert!(seen(&bytes(&mut scan)).starts_with("a.pdf no_text_layer: its pages (2) are pictures"));
    let mut silent = file(TWO_PAGES);
    for object in silent.objects.values_mut() {
        if let Object::Dictionary(dict) = object {
            dict.remove(b"ToUnicode");
        }
    }
    assert!(seen(&bytes(&mut silent)).starts_with("a.pdf no_text_layer: its fonts do not say"));
}

#[test]
fn damaged_and_encrypted_files_are_refused() {
    let whole = bytes(&mut file(TWO_PAGES));
    assert!(seen(b"%PDF-1.7\nxin ch\xC3\xA0o").starts_with("a.pdf bad_document: the PDF cannot be read"));
    assert!(!seen(&whole[..200]).starts_with("a.pdf internal"));
    let encrypted = |user: &str| {
        let mut file = file(TWO_PAGES);
        let version = EncryptionVersion::V2 {
            document: &file,
            owner_password: "chu",
            user_password: user,
            key_length: 128,
            permissions: Permissions::empty(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        file.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        seen(&bytes)
    };
    assert_eq!(encrypted("khach"), "a.pdf encrypted: it is encrypted");
    // Anybody may open such a file; only printing and the like is forbidden.
    assert!(encrypted("").starts_with("a.pdf Sáng nay"));
}

/// A file whose content is unpacked by a program to any size, or shown any number of times.
#[test]
fn what_unpacks_or_repeats_without_end_is_refused() {
    let small = ReadOptions { max_document_bytes: 100_000, ..ReadOptions::default() };
    let mut bomb = File::with_version("1.7");
    finish(&mut bomb, vec![vec![b' '; 20_000_000]], dictionary! {});
    let seen = lines("a.pdf", &bytes(&mut bomb), &small);
    assert!(
        seen[0].starts_with("a.pdf too_complex: what its pages show is more than the limit of 1600000 bytes"),
        "{seen:?}"
    );
    // Each part shows the next one ten times.
    let mut tree = File::with_version("1.7");
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1" };
    let leaf = Stream::new(dictionary! { "Subtype" => "Form" }, b"BT /F1 10 Tf (a) Tj ET".to_vec());
    let mut part = tree.add_object(leaf);
    for _ in 0..12 {
        let resources =
            dictionary! { "XObject" => dictionary! { "P" => part }, "Font" => dictionary! { "F1" => font.clone() } };
        let content = b"/P Do ".repeat(10);
        part = tree.add_object(Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources }, content));
    }
    finish(&mut tree, vec![b"/P Do".to_vec()], dictionary! { "XObject" => dictionary! { "P" => part } });
    assert!(lines("a.pdf", &bytes(&mut tree), &small)[0].contains("too_complex"));
    // A part that shows itself.
    let mut round = File::with_version("1.7");
    let id = round.new_object_id();
    let resources = dictionary! { "XObject" => dictionary! { "P" => id }, "Font" => dictionary! { "F1" => font } };
    let itself = Stream::new(
        dictionary! { "Subtype" => "Form", "Resources" => resources.clone() },
        b"BT /F1 10 Tf (Mot) Tj ET /P Do".to_vec(),
    );
    round.set_object(id, itself);
    finish(&mut round, vec![b"/P Do".to_vec()], resources);
    assert!(lines("a.pdf", &bytes(&mut round), &small)[0].starts_with("a.pdf Mot"));
}

#[test]
fn nesting_does_not_overflow_the_stack() {
    for nested in ["[".repeat(500_000), "<</A ".repeat(200_000), "(".repeat(500_000)] {
        let bytes = format!("%PDF-1.7\n1 0 obj\n{nested}\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF");
        assert!(seen(bytes.as_bytes()).starts_with("a.pdf "));
        let mut file = File::with_version("1.7");
        finish(&mut file, vec![nested.into_bytes()], dictionary! {});
        assert!(seen(&self::bytes(&mut file)).starts_with("a.pdf no_text_layer"));
    }
}

/// Damage anywhere is read past or refused; never is it a defect of the program.
#[test]
fn damage_anywhere() {
    let whole = bytes(&mut file(TWO_PAGES));
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for _ in 0..300 {
        let mut damaged = whole.clone();
        for _ in 0..=next(8) {
            let at = next(damaged.len());
            match next(3) {
                0 => damaged[at] = next(256) as u8,
                1 => damaged.truncate(at + 10),
                _ => {
                    let from = next(damaged.len());
                    let piece = damaged[from..(from + next(60)).min(damaged.len())].to_vec();
                    damaged.splice(at..at, piece);
                }
            }
        }
        let seen = lines("a.pdf", &damaged, &ReadOptions::default());
        assert!(seen.iter().all(|line| !line.contains("internal")), "{seen:?}");
    }
}
