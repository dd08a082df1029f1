//! Encodings from before Unicode in which each letter is one byte.

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

/// An encoding.
pub(super) struct EightBit {
    /// Letters in the place of control characters.
    low: &'static [(u8, char)],
    /// What the bytes from 0x80 on stand for; `.` where that is no letter.
    high: &'static str,
}

/// VISCII 1.1 (RFC 1456).
pub(super) const VISCII: EightBit = EightBit {
    low: &[(2, 'Ẳ'), (5, 'Ẵ'), (6, 'Ẫ'), (20, 'Ỷ'), (25, 'Ỹ'), (30, 'Ỵ')],
    high: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ\
        ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
};

/// The encoding of the Vietnamese Professionals Society, as `recode` and browsers had it (`x-viet-vps`).
pub(super) const VPS: EightBit = EightBit {
    low: &[
        (2, 'Ạ'),
        (3, 'Ậ'),
        (4, 'Ặ'),
        (5, 'Ẹ'),
        (6, 'Ệ'),
        (16, 'Ị'),
        (17, 'Ọ'),
        (18, 'Ộ'),
        (19, 'Ợ'),
        (20, 'Ụ'),
        (21, 'Ự'),
        (25, 'Ỵ'),
        (28, 'Ẫ'),
        (29, 'Ữ'),
    ],
    high: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ..ỀỂỄỐỒỔỖýỷỵỚỜỞ.ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự\
        ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ.àáâãảạă.èéêẽìí.ĩẴĐòóôõ.Ơụùúủ.ỶẼỳ",
};

impl EightBit {
    /// Letters, as they look where their bytes are taken for Windows-1252, and what they are.
    pub fn letters(&self) -> HashMap<char, char> {
        let low = self.low.iter().map(|&(byte, letter)| (char::from(byte), letter));
        let bytes: Vec<u8> = (0x80..=0xFF).collect();
        let (seen, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        low.chain(seen.chars().zip(self.high.chars())).filter(|&(_, letter)| letter != '.').collect()
    }

    /// The text that was taken for Windows-1252.
    pub fn convert(&self, text: &str) -> String {
        let letters = self.letters();
        text.chars().map(|c| letters.get(&c).copied().unwrap_or(c)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_one_byte() {
        for encoding in [VISCII, VPS] {
            assert_eq!(encoding.high.chars().count(), 128);
            let letters = encoding.letters();
            let mut all: Vec<char> = letters.into_values().collect();
            all.sort_unstable();
            all.dedup();
            // 67 letters that are not ASCII, small and capital.
            assert_eq!(all.len(), 134);
        }
    }
}
