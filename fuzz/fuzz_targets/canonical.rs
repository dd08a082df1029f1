//! Any characters become canonical text.
#![no_main]

use trichdan_fuzz::{document, is_canonical};

libfuzzer_sys::fuzz_target!(|text: &str| is_canonical(&document(text).text));
