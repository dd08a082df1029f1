//! Numbers of legal documents.
#![no_main]

use trichdan_fuzz::document;
use trichdan_fuzz::soundness::sound;

libfuzzer_sys::fuzz_target!(|number: &str| {
    for before in ["Nghị định số ", "theo Luật ", "Tiêu chuẩn TCVN "] {
        sound(&document(&format!("{before}{number} của Chính phủ.")));
    }
});
