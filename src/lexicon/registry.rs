//! Registries: countries and bodies. Each row has an id that the tables show.

use serde::Deserialize;

use super::{Builder, Case, Category};

/// A country.
#[derive(Debug, Deserialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// Other spellings, `|` between.
    pub variants: String,
    /// Spellings that are words or names too (Anh, Đức, Pháp): need support from the context.
    pub ambiguous_variants: String,
}

/// A body.
#[derive(Debug, Deserialize)]
pub struct Organization {
    /// Id in the tables.
    pub id: String,
    /// Vietnamese name.
    pub name_vi: String,
    /// Short names and abbreviations, `|` between.
    pub short_names: String,
    /// `ministry`, `un_body`, `media`, `province` ...
    pub kind: String,
    /// ISO 3166-1 alpha-2, or `INT`, `ASEAN`, `EU`.
    pub country: String,
}

pub(super) fn countries(builder: &mut Builder) -> Vec<Country> {
    let rows: Vec<Country> = builder.csv("countries.csv", include_str!("data/countries.csv"));
    for (entry, row) in rows.iter().enumerate() {
        for name in names(&row.name_vi, &row.variants) {
            builder.matcher.add(Category::Country, name, entry as u32, Case::Capital);
        }
    }
    rows
}

pub(super) fn organizations(builder: &mut Builder) -> Vec<Organization> {
    let rows: Vec<Organization> = builder.csv("organizations.csv", include_str!("data/organizations.csv"));
    for (entry, row) in rows.iter().enumerate() {
        for name in names(&row.name_vi, &row.short_names) {
            let case = if is_acronym(name) { Case::AllCaps } else { Case::Capital };
            builder.matcher.add(Category::Organization, name, entry as u32, case);
            // Newspapers set the dash of `Bộ Lao động - Thương binh và Xã hội` either way.
            if name.contains(" - ") {
                builder.matcher.add(Category::Organization, &name.replace(" - ", " – "), entry as u32, case);
            }
        }
    }
    rows
}

/// A name and its variants.
pub(super) fn names<'a>(name: &'a str, variants: &'a str) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(variants.split('|')).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether a name is one word in capitals, which may be an ordinary word when it is not.
pub(super) fn is_acronym(name: &str) -> bool {
    !name.contains(' ')
        && name.chars().filter(|c| c.is_uppercase()).count() > 1
        && !name.chars().any(char::is_lowercase)
}
