//! Registries: countries, bodies, laws. Each row has an id that the tables show.

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

/// A legal document.
#[derive(Debug, Deserialize)]
pub struct LawRow {
    /// Registry id.
    pub id: String,
    /// `law`, `code`, `treaty` ...
    pub doc_type: String,
    /// Number, where it has one.
    pub number: String,
    /// Official title.
    pub title_vi: String,
    /// Other names, `|` between.
    pub short_titles: String,
    /// Year passed.
    pub year: Option<i16>,
    /// Date passed or signed.
    pub issued_date: Option<jiff::civil::Date>,
    /// First day in force.
    pub effective_date: Option<jiff::civil::Date>,
    /// First day no longer in force.
    pub expiry_date: Option<jiff::civil::Date>,
    /// Number or `id:` of the document that replaced it.
    pub replaced_by: String,
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
        }
    }
    rows
}

pub(super) fn laws(builder: &mut Builder) -> Vec<LawRow> {
    let rows: Vec<LawRow> = builder.csv("laws.csv", include_str!("data/laws.csv"));
    for (entry, row) in rows.iter().enumerate() {
        for name in names(&row.title_vi, &row.short_titles) {
            let case = if is_acronym(name) { Case::AllCaps } else { Case::Any };
            builder.matcher.add(Category::LawName, name, entry as u32, case);
        }
    }
    rows
}

/// A name and its variants.
fn names<'a>(name: &'a str, variants: &'a str) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(variants.split('|')).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether a name is one word in capitals, which may be an ordinary word when it is not.
fn is_acronym(name: &str) -> bool {
    !name.contains(' ')
        && name.chars().filter(|c| c.is_uppercase()).count() > 1
        && !name.chars().any(char::is_lowercase)
}
