//! Pinpoints: points, clauses and articles before a law's name. Each byte is a piece of one.
#![no_main]

use trichdan_fuzz::document;
use trichdan_fuzz::soundness::sound;

const PIECES: &[&str] = &[
    "điểm",
    "khoản",
    "Điều",
    "điều",
    "Chương",
    "Mục",
    "Phần",
    "tiết",
    "Phụ lục",
    "a",
    "b",
    "đ",
    "1",
    "2",
    "15a",
    "217a",
    "IV",
    "3.1",
    "999999999999",
    "và",
    "hoặc",
    "đến",
    ",",
    ";",
    ".",
    "-",
    "–",
    "(",
    ")",
    "của",
    "các",
    "Luật Đất đai",
    "Luật này",
    "Nghị định số 1/2020/NĐ-CP",
    "Bộ luật Hình sự",
    "năm 2015",
    "\n\n",
    "thì",
    "quy định tại",
    "sửa đổi, bổ sung",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let words: Vec<&str> = bytes.iter().take(200).map(|&byte| PIECES[byte as usize % PIECES.len()]).collect();
    sound(&document(&format!("Theo {} Luật Đất đai.", words.join(" "))));
});
