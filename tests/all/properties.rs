//! What holds for every text, tried on random ones: pieces of Vietnamese put together in any order, and any characters at all.

use proptest::prelude::*;
use trichdan::engine::{Scratch, process_one};
use trichdan::export::Table;
use trichdan::model::Document;

use crate::soundness::{document, sound, tiles};

/// What attributions, references to laws and cooperation are made of, and what disturbs them.
const PIECES: &[&str] = &[
    "ông",
    "Bà",
    "đồng chí",
    "Trần Văn Bảy",
    "Nga",
    "TRẦN VĂN BẢY",
    "H’Bel",
    "Robert A. Smith",
    "Bộ trưởng",
    "Phó Viện trưởng",
    "PGS.TS.",
    "Bộ Công an",
    "UBND tỉnh Phú Yên",
    "TP.HCM",
    "JICA",
    "Nhật Bản",
    "Hai bên",
    "nhiều đại biểu",
    "báo cáo",
    "cho biết",
    "nói",
    "nhấn mạnh rằng",
    "đề nghị",
    "khẳng định",
    "được",
    "không",
    "theo",
    "Theo",
    "theo đó",
    "và",
    "đồng thời",
    "Thứ nhất",
    "Một là",
    "Về",
    "Phát biểu tại hội nghị",
    "tôi",
    "này",
    "các",
    "của",
    "với",
    "là",
    "đã",
    "sẽ",
    "Ảnh",
    "(Ảnh",
    "cần sửa đường",
    "mức hỗ trợ còn thấp",
    "ngày 26/10/2025",
    "1.000",
    "3,5",
    "năm 2015",
    "30%",
    "12 triệu USD",
    "Luật Đất đai",
    "luật",
    "các luật",
    "Nghị định",
    "số 15/2020/NĐ-CP",
    "100/2015/QH13",
    "Nghị quyết 57-NQ/TW",
    "Luật này",
    "Hiến pháp",
    "điểm a",
    "khoản 2",
    "Điều 8",
    "Điều",
    "sửa đổi, bổ sung",
    "dự thảo",
    "UNCLOS 1982",
    "BLHS",
    "ký",
    "Hiệp định",
    "bản ghi nhớ",
    "ARIN-AP",
    "phối hợp",
    "đào tạo",
    "chia sẻ thông tin",
    "đối tác chiến lược",
    "về dẫn độ",
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    ",",
    ".",
    "./.",
    "...",
    "…",
    ":",
    ";",
    "?",
    "!",
    "-",
    "–",
    "—",
    "•",
    "/",
    "\n\n",
    "\n",
    "- ",
    "1.",
    "a)",
    "a\u{301}",
    "đ\u{31b}\u{301}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "😀",
    "漢字",
    "ﬁ",
    "\u{0}",
    "İ",
    "ß",
];

fn article() -> impl Strategy<Value = String> {
    let piece = (prop::sample::select(PIECES), prop::sample::select(&[" ", " ", " ", "", "\n\n"][..]));
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.iter().flat_map(|(word, gap)| [*word, *gap]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_and_gaps_tile_the_text(text in article()) {
        tiles(&document(&text).text);
    }

    #[test]
    fn any_text_is_tiled(text in any::<String>()) {
        tiles(&text);
        tiles(&document(&text).text);
    }

    #[test]
    fn rows_are_sound(text in article()) {
        sound(&document(&text));
    }

    #[test]
    fn any_text_gives_sound_rows(text in any::<String>()) {
        sound(&document(&text));
        // Not canonical: nothing is promised but that it ends well.
        process_one(&Document { text, ..Document::default() }, &mut Scratch::default());
    }

    #[test]
    fn the_same_rows_whatever_came_before(first in article(), second in article()) {
        let (first, second) = (document(&first), document(&second));
        let alone = process_one(&second, &mut Scratch::default());
        let mut scratch = Scratch::default();
        process_one(&first, &mut scratch);
        let after = process_one(&second, &mut scratch);
        for table in [Table::Documents, Table::Statements, Table::Laws, Table::Initiatives] {
            prop_assert_eq!(alone.rows(table), after.rows(table));
        }
    }
}

/// A fuzzer found a text that ends where a rule looks for one word more.
#[test]
fn a_text_may_end_anywhere() {
    let text = "JICA đang hỗ trợ Bộ Y tế đào tạo 300 điều dưỡng và chia sẻ phần mềm quản lý thuốc với các hiệp hội của ngành. \
        Ông Lê Văn Tám, Cục trưởng Cục Quản lý Dược, cho biết hai bên đã ký bản ghi nhớ giữa Bộ Y tế và Nhật Bản về đào tạo, theo \
        khoản 2 Điều 8 Luật Dược năm 2016.";
    for (end, _) in text.char_indices().skip(1) {
        sound(&document(&text[..end]));
    }
}
