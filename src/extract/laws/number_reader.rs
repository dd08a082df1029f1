//! Reads a number piece by piece, and takes the noise out: see [`super::number`].

use crate::lexicon::{Agency, Codes, Legal, fold_code};
use crate::model::NumberParts;

/// A code inside a number.
pub(super) struct Segment {
    /// Canonical spelling; as written where it is not known.
    pub(super) text: String,
    role: Role,
    /// Digits after the letters: the term in `QH15`.
    term: Option<u8>,
}

#[derive(Clone, PartialEq, Eq)]
enum Role {
    Type,
    /// Type and issuer in one.
    Joined(String, String),
    Agency {
        party: bool,
    },
    Unknown,
}

/// Type and issuer that are written as one code.
fn split_code<'a>(key: &str, codes: &'a Codes) -> Option<(&'a str, &'a Agency)> {
    key.char_indices().skip(2).find_map(|(at, _)| {
        let kind = codes.types.get(&key[..at])?;
        let short = matches!(kind.as_str(), "NĐ" | "NQ") && &key[at..] == "CP";
        let agency = codes.agencies.get(&key[at..]).filter(|agency| agency.code.len() > 2 || short)?;
        Some((kind.as_str(), agency))
    })
}

/// Where reading is in a text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// First byte of the number.
    pub(super) start: usize,
    /// The next byte.
    pub(super) at: usize,
    pub(super) legal: &'a Legal,
}

impl Reader<'_> {
    pub(super) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Digits, at most six, perhaps with a small letter: `15`, `30a`, `270B`.
    pub(super) fn serial(&mut self) -> Option<String> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 6 {
            return None;
        }
        let letter = self.rest()[digits..].chars().next().filter(char::is_ascii_alphabetic);
        let after = self.rest()[digits..].chars().nth(1);
        let with_letter = letter.is_some() && !after.is_some_and(char::is_alphanumeric);
        let length = digits + usize::from(with_letter);
        let serial = self.rest()[..length].to_owned();
        self.at += length;
        Some(serial)
    }

    /// Steps over a separator (dashes of all kinds are one), with spaces around it if `loose`.
    pub(super) fn separator(&mut self, which: &str, loose: bool) -> bool {
        let mut chars = self.rest().char_indices().peekable();
        if loose {
            while chars.next_if(|(_, c)| matches!(c, ' ' | '\u{a0}')).is_some() {}
        }
        let Some((_, found)) = chars.next() else { return false };
        let same = match which {
            "-" => matches!(found, '-' | '–' | '\u{2010}' | '\u{2011}' | '_' | '−'),
            _ => which.starts_with(found),
        };
        if !same {
            return false;
        }
        // `111/2013//TT-BTC`
        while which == "/" && chars.next_if(|(_, c)| *c == '/').is_some() {}
        if loose {
            while chars.next_if(|(_, c)| matches!(c, ' ' | '\u{a0}')).is_some() {}
        }
        self.at += chars.peek().map_or(self.rest().len(), |(index, _)| *index);
        true
    }

    /// Four digits that no fifth follows.
    pub(super) fn year(&mut self) -> Option<i16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year: i16 = self.rest().get(..4)?.parse().ok().filter(|_| digits == 4)?;
        if !(1945..=2099).contains(&year) {
            return None;
        }
        self.at += 4;
        Some(year)
    }

    /// Steps over the full stop in `111.2013/TT-BTC`.
    pub(super) fn dotted_year(&mut self) -> bool {
        let Some(rest) = self.rest().strip_prefix('.') else { return false };
        let (year, code) = (rest.get(..4), rest.as_bytes().get(4..6));
        let dotted = year.is_some_and(|year| year.parse().is_ok_and(|year| (1945..=2099).contains(&year)))
            && code.is_some_and(|code| code[0] == b'/' && code[1].is_ascii_uppercase());
        self.at += usize::from(dotted);
        dotted
    }

    /// Steps over the hyphen in `28/2015-TT-BTC`.
    pub(super) fn hyphen_for_slash(&mut self) -> bool {
        let code = self.rest().strip_prefix('-').map(|rest| rest.chars().take_while(|c| c.is_uppercase()).count());
        let found = code.is_some_and(|letters| letters > 1);
        self.at += usize::from(found);
        found
    }

    /// Steps over digits that stand for a year and cannot be one, and the slash behind them: `219/213/TT-BTC`, `49/2102/NĐ-CP`.
    pub(super) fn misprinted_year(&mut self) -> bool {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let code = self.rest().as_bytes().get(digits..digits + 2);
        let misprinted = (2..=5).contains(&digits) && code.is_some_and(|c| c[0] == b'/' && c[1].is_ascii_uppercase());
        self.at += if misprinted { digits + 1 } else { 0 };
        misprinted
    }

    /// Codes behind a space, where they are a known type and a known issuer: `1981 QĐ-TTg`, `15/2020 NĐ-CP`, `57 - NQ/TW`; gives what
    /// should stand in place of the space.
    pub(super) fn behind_space(&mut self, parts: &mut NumberParts) -> &'static str {
        let before = self.at;
        let hyphen = parts.year.is_none() && self.separator("-", true);
        if !hyphen {
            self.at += usize::from(self.rest().starts_with(' '));
        }
        let capitals = self.rest().chars().take_while(|c| c.is_uppercase()).count() > 1;
        let mut read = NumberParts { year: parts.year, ..NumberParts::default() };
        if self.at > before
            && capitals
            && self.codes(&mut read)
            && read.kind.is_some()
            && read.known_issuer
            && read.party == hyphen
        {
            read.serial.clone_from(&parts.serial);
            *parts = read;
        } else {
            self.at = before;
        }
        if hyphen { "-" } else { "/" }
    }

    pub(super) fn letter_follows(&self) -> bool {
        self.rest().chars().next().is_some_and(char::is_alphabetic)
    }

    /// Codes up to the end of the number; whether there was one.
    pub(super) fn codes(&mut self, parts: &mut NumberParts) -> bool {
        let mut first = true;
        loop {
            let before = self.at;
            let joint = if first {
                ""
            } else if self.separator("-", false) {
                // `219/2013/TT- BTC`
                self.at += usize::from(parts.kind.is_some() && !parts.known_issuer && self.agency_follows());
                "-"
            } else if self.separator("/", false) {
                "/"
            } else if parts.kind.is_some() && !parts.known_issuer && self.separator("-", true) {
                "-"
            } else if parts.kind.is_some() && !parts.known_issuer && self.agency_follows() {
                // `219/2013/TT BTC`: the hyphen is lost.
                self.at += 1;
                "-"
            } else {
                return true;
            };
            let Some(segment) = self.segment() else {
                self.at = before;
                return !first;
            };
            // `200/2014/TT/BTC`: with a year the State's order is sure, and its issuer stands behind a hyphen.
            let state_order =
                parts.year.is_some() && parts.kind.is_some() && matches!(segment.role, Role::Agency { .. });
            let joint = if state_order && joint == "/" { "-" } else { joint };
            parts.codes.push_str(joint);
            parts.codes.push_str(&segment.text);
            match segment.role {
                Role::Type if parts.kind.is_none() => parts.kind = Some(segment.text),
                Role::Agency { party } => {
                    parts.party |= party;
                    parts.known_issuer = true;
                    parts.term = parts.term.or(segment.term);
                    parts.issuer.get_or_insert(segment.text);
                }
                Role::Type => {}
                Role::Joined(kind, issuer) => {
                    parts.kind.get_or_insert(kind);
                    parts.issuer.get_or_insert(issuer);
                    parts.known_issuer = true;
                }
                Role::Unknown => {
                    parts.issuer.get_or_insert(segment.text);
                }
            }
            first = false;
        }
    }

    /// A space and an agency's code, in capitals as it should be.
    fn agency_follows(&self) -> bool {
        let Some(rest) = self.rest().strip_prefix(' ') else { return false };
        let code: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
        code.chars().count() > 2
            && self.legal.codes.agencies.get(&fold_code(&code)).is_some_and(|agency| agency.code == code)
    }

    /// One code: letters (with `&` between), perhaps a hyphenated variant of a known code (`BGD-ĐT`), perhaps digits behind.
    pub(super) fn segment(&mut self) -> Option<Segment> {
        let rest = self.rest();
        let letters: usize = rest
            .char_indices()
            .take_while(|(index, c)| {
                c.is_alphabetic() || (*c == '&' && *index > 0) || (*c == '.' && &rest[..*index] == "L")
            })
            .map(|(_, c)| c.len_utf8())
            .sum();
        if letters == 0 {
            return None;
        }
        let (mut length, mut written) = (letters, rest[..letters].to_owned());
        if let Some(longer) = self.hyphenated(letters) {
            length = longer;
            rest[..longer].clone_into(&mut written);
        }
        let digits = rest[length..].bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[length..length + digits].to_owned();
        let segment = self.classify(&written, &number)?;
        self.at += length + digits;
        Some(segment)
    }

    /// `BGD-ĐT`, `BLĐ-TBXH`: a known code that is written with a hyphen inside.
    fn hyphenated(&self, letters: usize) -> Option<usize> {
        let rest = self.rest();
        let after = rest[letters..].strip_prefix('-')?;
        let more: usize = after.chars().take_while(|c| c.is_alphabetic() || *c == '&').map(char::len_utf8).sum();
        let end = letters + 1 + more;
        let agencies = &self.legal.codes.agencies;
        let known = |code: &str| agencies.contains_key(&fold_code(code));
        let whole = agencies.get(&fold_code(&rest[..end]))?;
        (more > 0 && !known(&rest[letters + 1..end]) && whole.code.len() > 2).then_some(end)
    }

    fn classify(&self, written: &str, digits: &str) -> Option<Segment> {
        let key = fold_code(written);
        let codes = &self.legal.codes;
        let small = written.chars().any(char::is_lowercase);
        if matches!(key.as_str(), "QH" | "UBTVQH" | "HDNN" | "PLUBTVQH") && !digits.is_empty() {
            // No term has three digits: the last is a footnote's.
            let term = if digits.len() > 2 { &digits[..2] } else { digits };
            let code = codes.agencies.get(&key).map_or(key, |agency| agency.code.clone());
            return Some(Segment {
                text: format!("{code}{term}"),
                role: Role::Agency { party: false },
                term: term.parse().ok(),
            });
        }
        let type_code = codes.types.get(&key);
        let agency = codes.agencies.get(&key);
        let (text, role) = match (type_code, agency) {
            (Some(code), _) if digits.is_empty() => (code.clone(), Role::Type),
            (_, Some(agency)) if digits.is_empty() => {
                (agency.code.clone(), Role::Agency { party: agency.kind.starts_with("party") })
            }
            _ if digits.is_empty() && split_code(&key, codes).is_some() => {
                // `KHUBND`: the hyphen between type and issuer is lost.
                let (kind, agency) = split_code(&key, codes)?;
                let text = format!("{kind}-{}", agency.code);
                return Some(Segment { text, role: Role::Joined(kind.to_owned(), agency.code.clone()), term: None });
            }
            // An unknown code is in capitals (`VASEP`), or it is a word and no code.
            _ if small && !matches!(written, "Tp" | "Ttr") && written.chars().skip(1).all(char::is_lowercase) => {
                return None;
            }
            _ => (format!("{written}{digits}"), Role::Unknown),
        };
        Some(Segment { text, role, term: None })
    }

    /// `94 TT/LB`: the joint circulars of the first decades.
    pub(super) fn old_joint_order(&mut self, parts: &mut NumberParts) -> bool {
        let rest = self.rest();
        for form in [" TT/LB", "-TT/LB", " TTLB"] {
            if rest.starts_with(form) {
                parts.kind = Some("TTLB".to_owned());
                parts.known_issuer = true;
                parts.codes.push_str("TT/LB");
                self.at += form.len();
                return true;
            }
        }
        false
    }

    pub(super) fn finish(self, mut parts: NumberParts, joint: &str) -> (NumberParts, usize) {
        // `28/2015-BLĐTBXH`: which kind and which issuer the number had is open.
        let hyphen = parts.year.is_some() && self.text[self.start + parts.serial.len()..self.at].contains('-');
        parts.misread |= hyphen && parts.kind.is_none() && parts.term.is_none() && !parts.codes.contains('-');
        let lost_issuer = parts.kind.as_deref() == Some("NĐ") && parts.issuer.is_none();
        if lost_issuer {
            // Only the Government issues decrees.
            parts.codes.push_str("-CP");
            parts.issuer = Some("CP".to_owned());
            parts.known_issuer = true;
        }
        parts.normalised.clone_from(&parts.serial);
        if let Some(year) = parts.year {
            parts.normalised = format!("{}/{year}", parts.normalised);
        } else if parts.misread {
            let year = self.text[self.start + parts.serial.len()..].trim_start_matches('/').split('/').next();
            parts.normalised = format!("{}/{}", parts.normalised, year.unwrap_or_default());
        }
        // Only the State's bodies send telegrams: `22/CĐ-TW` is of a central steering committee.
        parts.party &= parts.kind.as_deref() != Some("CĐ");
        if parts.party && joint == "/" && parts.year.is_none() && parts.kind.is_some() {
            // `134/KL-TW`: the Party writes the hyphen first.
            parts.codes = parts.codes.replacen('-', "/", 1);
            parts.normalised = format!("{}-{}", parts.serial, parts.codes);
        } else if !parts.codes.is_empty() {
            let joint = if parts.kind.as_deref() == Some("TTLB") && parts.year.is_none() { " " } else { joint };
            parts.normalised = format!("{}{joint}{}", parts.normalised, parts.codes);
        }
        parts.repaired = parts.normalised != self.text[self.start..self.at];
        (parts, self.at)
    }
}
