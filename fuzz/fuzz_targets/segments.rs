//! Pieces and gaps tile the text.
#![no_main]

use trichdan_fuzz::document;
use trichdan_fuzz::soundness::tiles;

libfuzzer_sys::fuzz_target!(|text: &str| {
    tiles(text);
    tiles(&document(text).text);
});
